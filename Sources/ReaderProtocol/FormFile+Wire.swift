extension FormFile {
  func write(to wire: inout WireWriter) {
    wire.put(status.rawValue)
    wire.put(reason) { $0.put($1.rawValue) }
    metadata.write(to: &wire)
    wire.put(fields) { $1.write(to: &$0) }
    wire.put(signatures) { $1.write(to: &$0) }
    wire.put(attachments) { wire, attachment in
      wire.put(attachment.name)
      wire.put(attachment.size) { $0.put($1) }
    }
    wire.put(active) { $1.write(to: &$0) }
    wire.put(revisions)
    wire.put(notes) { $1.write(to: &$0) }
    wire.put(xfa) { $1.write(to: &$0) }
    wire.put(kind.rawValue)
    wire.put(target) { $0.put($1) }
  }

  init(from wire: inout WireReader) throws(WireFault) {
    let status = try wire.code(Status.self)
    let reason = try wire.optional { (wire) throws(WireFault) in Reason(rawValue: try wire.text()) }
    guard (status == .ok) == (reason == nil) else { throw WireFault.outOfRange }
    let metadata = try FormMetadata(from: &wire)
    self.init(
      status: status, reason: reason,
      fields: try wire.list { (wire) throws(WireFault) in try FormField(from: &wire, pages: metadata.pageCount) },
      signatures: try wire.list { (wire) throws(WireFault) in try FormSignature(from: &wire) },
      attachments: try wire.list { (wire) throws(WireFault) in
        FormAttachment(
          name: try wire.text(),
          size: try wire.optional { (wire) throws(WireFault) in try wire.integer(in: 0...Int.max) })
      },
      active: try wire.list { (wire) throws(WireFault) in try ActiveItem(from: &wire) },
      revisions: try wire.integer(in: 0...Int.max),
      metadata: metadata,
      notes: try wire.list { (wire) throws(WireFault) in try FormNote(from: &wire) },
      xfa: try wire.optional { (wire) throws(WireFault) in try FormXFA(from: &wire) },
      kind: try wire.code(Kind.self),
      target: try wire.optional { (wire) throws(WireFault) in try wire.text() })
  }
}

extension FormMetadata {
  fileprivate func write(to wire: inout WireWriter) {
    wire.put(pageCount)
    wire.put(information) {
      $0.put($1.key)
      $0.put($1.value)
    }
    wire.put(xmp) { $0.put($1) }
  }

  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      pageCount: try wire.integer(in: 0...10_000_000),
      information: try wire.list { (wire) throws(WireFault) in
        Entry(key: try wire.text(), value: try wire.text())
      },
      xmp: try wire.optional { (wire) throws(WireFault) in try wire.text() })
  }
}

extension FormNote {
  func write(to wire: inout WireWriter) {
    wire.put(code.rawValue)
    wire.put(field) { $0.put($1) }
    wire.put(detail) { $0.put($1) }
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      try wire.code(Code.self),
      field: try wire.optional { (wire) throws(WireFault) in try wire.text() },
      detail: try wire.optional { (wire) throws(WireFault) in try wire.text() })
  }
}
