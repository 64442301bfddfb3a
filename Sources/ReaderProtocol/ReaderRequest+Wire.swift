// Each question has a number, here and in the initializer below, and a wish that writes and reads itself.
extension ReaderRequest {
  package func encoded() -> [UInt8] {
    var wire = WireWriter()
    wire.put(passwords) { $0.put($1) }
    wire.put(roots) { $0.put($1) }
    switch question {
    case .inspect(let wish):
      wire.put(1 as UInt8)
      wish.write(to: &wire)
    case .picture(let wish):
      wire.put(2 as UInt8)
      wish.write(to: &wire)
    case .pages(let wish):
      wire.put(3 as UInt8)
      wish.write(to: &wire)
    case .unpackMail: wire.put(4 as UInt8)
    }
    return wire.bytes
  }

  package init(untrustedMessage: [UInt8]) throws(WireFault) {
    var wire = WireReader(untrustedBytes: untrustedMessage, memory: 4 * ReaderLimits.request)
    passwords = try wire.list { (wire) throws(WireFault) in try wire.text() }
    roots = try wire.list { (wire) throws(WireFault) in try wire.block() }
    switch try wire.byte() {
    case 1: question = .inspect(try InspectionWish(from: &wire))
    case 2: question = .picture(try PictureWish(from: &wire))
    case 3: question = .pages(try PageWish(from: &wire))
    case 4: question = .unpackMail
    default: throw WireFault.unknownCode
    }
    try wire.end()
  }
}

extension InspectionWish {
  fileprivate func write(to wire: inout WireWriter) {
    wire.put(attachments) { $0.put($1) }
    wire.put(pageTexts)
  }

  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    attachments = try wire.list { (wire) throws(WireFault) in try wire.text() }
    pageTexts = try wire.flag()
  }
}

extension PictureWish {
  fileprivate func write(to wire: inout WireWriter) {
    wire.put(page)
    wire.put(box) { wire, box in wire.put(box) { $0.put($1) } }
    wire.put(dotsPerInch)
  }

  fileprivate init(from wire: inout WireReader) throws(WireFault) {
    page = try wire.integer(in: Self.pages)
    box = try wire.optional { (wire) throws(WireFault) in
      try wire.list { (wire) throws(WireFault) in try wire.number() }
    }
    dotsPerInch = try wire.integer(in: Self.resolutions)
    guard box == nil || box?.count == 4 else { throw WireFault.outOfRange }
  }
}
