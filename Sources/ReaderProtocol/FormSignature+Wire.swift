extension FormSignature {
  func write(to wire: inout WireWriter) {
    wire.put(field)
    wire.put(verdict.rawValue)
    wire.put(coversWholeFile) { $0.put($1) }
    wire.put(signer) { $0.put($1) }
    wire.put(time) { $0.put($1) }
    wire.put(byteRange) { $0.put($1) }
    wire.put(timestamp) { $0.put($1) }
    wire.put(isTrusted) { $0.put($1) }
    permissions.write(to: &wire)
    wire.put(changes) { wire, change in
      wire.put(change.code.rawValue)
      wire.put(change.isPermitted)
      wire.put(change.field) { $0.put($1) }
      wire.put(change.page) { $0.put($1) }
      wire.put(change.detail) { $0.put($1) }
    }
    wire.put(reasons) { wire, reason in
      wire.put(reason.code.rawValue)
      wire.put(reason.detail) { $0.put($1) }
    }
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      field: try wire.text(), verdict: try wire.code(Verdict.self),
      coversWholeFile: try wire.optional { (wire) throws(WireFault) in try wire.flag() },
      signer: try wire.optional { (wire) throws(WireFault) in try wire.text() },
      time: try wire.optional { (wire) throws(WireFault) in try wire.text() },
      byteRange: try wire.list { (wire) throws(WireFault) in try wire.integer() },
      timestamp: try wire.optional { (wire) throws(WireFault) in try wire.text() },
      isTrusted: try wire.optional { (wire) throws(WireFault) in try wire.flag() },
      permissions: try Permissions(from: &wire),
      changes: try wire.list { (wire) throws(WireFault) in try SignatureChange(from: &wire) },
      reasons: try wire.list { (wire) throws(WireFault) in
        SignatureReason(
          try wire.code(SignatureReason.Code.self),
          detail: try wire.optional { (wire) throws(WireFault) in try wire.text() })
      })
  }
}

extension FormSignature.Permissions {
  fileprivate func write(to wire: inout WireWriter) {
    wire.put(isCertification)
    wire.put(level) { $0.put($1) }
    wire.put(lock) { wire, lock in
      switch lock {
      case .all: wire.put(1 as UInt8)
      case .only(let names):
        wire.put(2 as UInt8)
        wire.put(names) { $0.put($1) }
      case .allBut(let names):
        wire.put(3 as UInt8)
        wire.put(names) { $0.put($1) }
      }
    }
  }

  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      isCertification: try wire.flag(),
      level: try wire.optional { (wire) throws(WireFault) in try wire.integer(in: 1...3) },
      lock: try wire.optional { (wire) throws(WireFault) in
        switch try wire.byte() {
        case 1: .all
        case 2: .only(try wire.list { (wire) throws(WireFault) in try wire.text() })
        case 3: .allBut(try wire.list { (wire) throws(WireFault) in try wire.text() })
        default: throw WireFault.outOfRange
        }
      })
  }
}

extension SignatureChange {
  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      try wire.code(Code.self), isPermitted: try wire.flag(),
      field: try wire.optional { (wire) throws(WireFault) in try wire.text() },
      page: try wire.optional { (wire) throws(WireFault) in try wire.integer(in: 1...10_000_000) },
      detail: try wire.optional { (wire) throws(WireFault) in try wire.text() })
  }
}
