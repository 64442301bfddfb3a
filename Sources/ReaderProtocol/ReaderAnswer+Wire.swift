// Each answer has a number, here and in the initializer below; `Conversation` on the near side says which answers a question may have.
extension ReaderAnswer {
  package func encoded() -> [UInt8] {
    var wire = WireWriter()
    switch self {
    case .ready(let version, let confinement):
      wire.put(1 as UInt8)
      wire.put(version)
      wire.put(confinement.isFiltered)
      wire.put(confinement.isFenced)
    case .file(let file):
      wire.put(2 as UInt8)
      file.write(to: &wire)
    case .attachment(let attachment):
      wire.put(3 as UInt8)
      wire.put(attachment.name)
      wire.put(attachment.bytes)
    case .pageText(let text):
      wire.put(4 as UInt8)
      wire.put(text)
    case .secondOpinion(let opinion):
      wire.put(5 as UInt8)
      opinion.write(to: &wire)
    case .picture(let png):
      wire.put(6 as UInt8)
      wire.put(png) { $0.put($1) }
    case .done: wire.put(7 as UInt8)
    case .leftOut: wire.put(10 as UInt8)
    case .mailPart(let part):
      wire.put(9 as UInt8)
      wire.put(part.name)
      wire.put(part.bytes)
    case .page(let content):
      wire.put(8 as UInt8)
      content.write(to: &wire)
    }
    return wire.bytes
  }

  /// - Parameter memory: Bytes that the answer may take once it is read.
  package init(untrustedMessage: [UInt8], memory: Int = ReaderLimits().message) throws(WireFault) {
    var wire = WireReader(untrustedBytes: untrustedMessage, memory: memory)
    switch try wire.byte() {
    case 1:
      let version = try wire.integer()
      self = .ready(version: version, ReaderConfinement(isFiltered: try wire.flag(), isFenced: try wire.flag()))
    case 2: self = .file(try FormFile(from: &wire))
    case 3: self = .attachment(UntrustedAttachment(name: try wire.text(), bytes: try wire.block()))
    case 4: self = .pageText(try wire.text())
    case 5: self = .secondOpinion(try SecondOpinion(from: &wire))
    case 6: self = .picture(try wire.optional { (wire) throws(WireFault) in try wire.block() })
    case 7: self = .done
    case 8: self = .page(try PageContent(from: &wire))
    case 9: self = .mailPart(UntrustedAttachment(name: try wire.text(), bytes: try wire.block()))
    case 10: self = .leftOut
    default: throw WireFault.unknownCode
    }
    try wire.end()
  }
}
