/// What the near side asks about one PDF. The file's bytes travel with it: the reader needs no access to files of its own.
package struct ReaderRequest: Sendable, Equatable {
  package enum Question: Sendable, Equatable {
    /// What is in it; and the content of the attachment of this name, and the text of each page, when asked for.
    case inspect(attachment: String?, pageTexts: Bool)
    /// One page, 1-based, as PNG.
    case picture(page: Int, dotsPerInch: Int)
    /// What stands where on some pages.
    case pages(PageWish)
  }

  package var question: Question
  /// Files with certificates, in PEM or DER, whose holders are trusted to say who a signer is.
  package var roots: [[UInt8]]
  package var untrustedDocument: [UInt8]

  package init(_ question: Question, roots: [[UInt8]] = [], untrustedDocument: [UInt8]) {
    self.question = question
    self.roots = roots
    self.untrustedDocument = untrustedDocument
  }

  package func encoded() -> [UInt8] {
    var wire = WireWriter()
    switch question {
    case .inspect(let attachment, let pageTexts):
      wire.put(1 as UInt8)
      wire.put(attachment) { $0.put($1) }
      wire.put(pageTexts)
    case .picture(let page, let dotsPerInch):
      wire.put(2 as UInt8)
      wire.put(page)
      wire.put(dotsPerInch)
    case .pages(let wish):
      wire.put(3 as UInt8)
      wish.write(to: &wire)
    }
    wire.put(roots) { $0.put($1) }
    wire.put(untrustedDocument)
    return wire.bytes
  }

  package init(untrustedMessage: [UInt8]) throws(WireFault) {
    var wire = WireReader(untrustedBytes: untrustedMessage)
    switch try wire.byte() {
    case 1:
      let attachment = try wire.optional { (wire) throws(WireFault) in try wire.text() }
      question = .inspect(attachment: attachment, pageTexts: try wire.flag())
    case 2:
      let page = try wire.integer(in: 1...10_000_000)
      question = .picture(page: page, dotsPerInch: try wire.integer(in: 10...1200))
    case 3: question = .pages(try PageWish(from: &wire))
    default: throw WireFault.unknownCode
    }
    roots = try wire.list { (wire) throws(WireFault) in try wire.block() }
    untrustedDocument = try wire.block()
    try wire.end()
  }
}

/// One message from the reader. A request is answered by some of these, `done` last.
///
/// The file comes first, so that it is not lost when what follows is too much for the reader.
package enum ReaderAnswer: Sendable, Equatable {
  /// The first message of a reader's life.
  case ready(version: Int, isFiltered: Bool)
  case file(FormFile)
  case attachment([UInt8])
  /// The text of one page; they come in order.
  case pageText(String)
  /// What the second reader sees.
  case secondOpinion(SecondOpinion)
  /// A PNG file; `nil` when there is no such page or it cannot be drawn.
  case picture([UInt8]?)
  /// One of the pages that were asked for; they come in order.
  case page(PageContent)
  case done

  package func encoded() -> [UInt8] {
    var wire = WireWriter()
    switch self {
    case .ready(let version, let isFiltered):
      wire.put(1 as UInt8)
      wire.put(version)
      wire.put(isFiltered)
    case .file(let file):
      wire.put(2 as UInt8)
      file.write(to: &wire)
    case .attachment(let bytes):
      wire.put(3 as UInt8)
      wire.put(bytes)
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
    case .page(let content):
      wire.put(8 as UInt8)
      content.write(to: &wire)
    }
    return wire.bytes
  }

  package init(untrustedMessage: [UInt8]) throws(WireFault) {
    var wire = WireReader(untrustedBytes: untrustedMessage)
    switch try wire.byte() {
    case 1: self = .ready(version: try wire.integer(), isFiltered: try wire.flag())
    case 2: self = .file(try FormFile(from: &wire))
    case 3: self = .attachment(try wire.block())
    case 4: self = .pageText(try wire.text())
    case 5: self = .secondOpinion(try SecondOpinion(from: &wire))
    case 6: self = .picture(try wire.optional { (wire) throws(WireFault) in try wire.block() })
    case 7: self = .done
    case 8: self = .page(try PageContent(from: &wire))
    default: throw WireFault.unknownCode
    }
    try wire.end()
  }
}
