private import CLibXML2
package import Diagnostics

/// Takes what a parser finds, as it finds it. All that is lent is lent for the call.
package protocol XMLEvents: AnyObject {
  /// An element begins.
  func start(_ tag: borrowing XMLTag)
  /// An element ends.
  func end(_ tag: borrowing XMLTag)
  /// Some character data; a long text comes in several calls.
  func text(_ text: UnsafeBufferPointer<UInt8>)
}

/// A tag as the parser has it: pointers into its memory, lent for the call.
package struct XMLTag: ~Copyable {
  /// The element's local name, which ends with a zero; the same name is always at the same address.
  package let name: UnsafePointer<UInt8>
  /// Its namespace.
  package let namespace: UnsafePointer<UInt8>?
  /// How many elements are open around it, this one included.
  package let depth: Int
  /// How many attributes a starting tag has.
  package let attributeCount: Int
  /// Five pointers for each attribute: local name, prefix, namespace, value, end of value.
  private let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  fileprivate init(
    name: UnsafePointer<UInt8>, namespace: UnsafePointer<UInt8>?, depth: Int, attributeCount: Int = 0,
    attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>? = nil
  ) {
    self.name = name
    self.namespace = namespace
    self.depth = depth
    self.attributeCount = attributeCount
    self.attributes = attributes
  }

  /// Whether the local name is this one.
  package func isNamed(_ word: StaticString) -> Bool { Self.equal(name, word) }

  /// An attribute by its number.
  ///
  /// - Returns: Its local name, whether it has a namespace, and its value as it stands in the file.
  package func attribute(
    _ index: Int
  ) -> (name: UnsafePointer<UInt8>, hasNamespace: Bool, value: UnsafeBufferPointer<UInt8>)? {
    guard let entry = attributes.map({ $0 + index * 5 }), let name = entry[0], let value = entry[3], let end = entry[4]
    else { return nil }
    return (name, entry[2] != nil, UnsafeBufferPointer(start: value, count: end - value))
  }

  /// The value of an attribute by its local name; one without a namespace goes before one with.
  package func text(of word: StaticString) -> String? {
    withAttribute(word) { String(decoding: $0, as: UTF8.self) }
  }

  /// The namespace, as text.
  package var namespaceText: String { namespace.map { String(cString: $0) } ?? "" }

  /// Lends the value of an attribute by its local name; one without a namespace goes before one with.
  package func withAttribute<Result>(
    _ word: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    var found: UnsafeBufferPointer<UInt8>?
    for index in 0..<attributeCount {
      guard let (name, hasNamespace, value) = attribute(index), Self.equal(name, word) else { continue }
      found = hasNamespace ? found ?? value : value
      if !hasNamespace { break }
    }
    guard let found else { return nil }
    guard found.contains(UInt8(ascii: "&")) else { return body(found) }
    return Array(attributeText(found).utf8).withUnsafeBufferPointer(body)
  }

  /// The text of an attribute's value as it stands in the file.
  package func unescaped(_ value: UnsafeBufferPointer<UInt8>) -> String { attributeText(value) }

  private static func equal(_ name: UnsafePointer<UInt8>, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    for index in 0..<count where name[index] != word.utf8Start[index] { return false }
    return name[count] == 0
  }
}

/// libxml2's push parser behind its door: no network, no entities beyond the five of XML, any DOCTYPE refused, depth and
/// text capped. What is wrong is among the findings.
package final class XMLPush {
  private static let slice = 32 << 10
  /// Bytes that the parser may wait for the end of one tag.
  static let longestTag = 128 << 10
  private static let mostAttributes = 256
  package let file: String?
  private let limits: XMLLimits
  private let longestText: Int
  package private(set) var findings: [Finding] = []
  private var sink: (any XMLEvents)?
  private var context: xmlParserCtxtPtr?
  private var isFinished = false
  private var depth = 0
  private var byteCount = 0
  private var textCount = 0
  private var head: [UInt8] = []

  /// - Parameters:
  ///   - limits: `bytes` counts the whole file; `elements` is not capped here, since nothing is kept of them.
  ///   - longestText: The most bytes that one text between two tags may have.
  package init(file: String?, limits: XMLLimits = XMLLimits(bytes: 8 << 30), longestText: Int = 4 << 20) {
    self.file = file
    self.limits = limits
    self.longestText = longestText
  }

  deinit { if let context { freeParser(context) } }

  /// Parses one more piece; an empty one ends the document.
  package func feed(_ piece: [UInt8], to sink: any XMLEvents) {
    self.sink = sink
    defer { self.sink = nil }
    byteCount += piece.count
    guard byteCount <= limits.bytes else {
      return stop(.xmlTooLarge, Phrase("文件过大", "the file is too large"))
    }
    if context == nil {
      // The parser looks at four bytes at once to tell the encoding, and we at the whole declaration.
      head += piece
      guard head.count >= 4 && XMLEncoding.isDecided(head) || piece.isEmpty else { return }
      guard !head.isEmpty else {
        return stop(.xmlMalformed, Phrase("文件是空的", "the file is empty"))
      }
      begin(with: XMLEncoding.relabelled(head))
      if piece.isEmpty { parse([], last: true) }
      head = []
    } else {
      parse(piece, last: piece.isEmpty)
    }
  }

  private func begin(with first: [UInt8]) {
    guard let context = xmlCreatePushParserCtxt(nil, nil, nil, 0, nil) else { return }
    self.context = context
    xmlCtxtUseOptions(context, CInt(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue))
    context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
    installHandlers(on: context)
    parse(first, last: false)
  }

  /// In slices, and none of a tag goes on for long: libxml2 compares each attribute of a tag with all others.
  private func parse(_ piece: [UInt8], last: Bool) {
    guard let context, !isFinished else { return }
    var start = 0
    repeat {
      let end = min(piece.count, start + Self.slice)
      piece[start..<end].withUnsafeBytes { bytes in
        let characters = bytes.assumingMemoryBound(to: CChar.self)
        _ = handover_parse_chunk(
          context, characters.baseAddress, CInt(characters.count), last && end == piece.count ? 1 : 0)
      }
      // Where the bytes cannot be converted libxml2 stops without a word.
      if context.pointee.disableSAX != 0, findings.isEmpty { stop(.xmlMalformed, wrongBytes) }
      start = end
      if let input = context.pointee.input?.pointee, input.end - input.cur > Self.longestTag {
        stop(.xmlTooLarge, Phrase("一个标签或注释过长", "a tag or a comment is too long"))
      }
    } while start < piece.count && !isFinished
    if last, context.pointee.wellFormed == 0, findings.isEmpty {
      stop(.xmlMalformed, Phrase("XML 文件不完整", "the XML file is not complete"))
    }
  }

  private func installHandlers(on context: xmlParserCtxtPtr) {
    guard let sax = context.pointee.sax else { return }
    sax.pointee.startElementNs = { pointer, name, _, uri, _, _, count, _, attributes in
      owner(pointer)?.start(name: name, uri: uri, count: Int(count), attributes: attributes)
    }
    sax.pointee.endElementNs = { pointer, name, _, uri in owner(pointer)?.end(name: name, uri: uri) }
    sax.pointee.characters = { pointer, characters, length in owner(pointer)?.text(characters, Int(length)) }
    sax.pointee.ignorableWhitespace = sax.pointee.characters
    sax.pointee.cdataBlock = sax.pointee.characters
    sax.pointee.comment = nil
    sax.pointee.processingInstruction = nil
    sax.pointee.reference = nil
    sax.pointee.internalSubset = { pointer, _, _, _ in owner(pointer)?.refuseDoctype() }
    sax.pointee.serror = { pointer, error in
      guard let pointer, let error else { return }
      owner(pointer)?.report(error.pointee)
    }
  }

  // MARK: What the parser calls

  fileprivate func start(
    name: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?, count: Int,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    depth += 1
    textCount = 0
    guard depth <= limits.depth else {
      return stop(.xmlTooLarge, Phrase("元素嵌套过深", "elements are nested too deeply"))
    }
    guard count <= Self.mostAttributes else {
      return stop(.xmlTooLarge, Phrase("一个元素的属性过多", "an element has too many attributes"))
    }
    guard !isFinished, let name else { return }
    sink?.start(XMLTag(name: name, namespace: uri, depth: depth, attributeCount: count, attributes: attributes))
  }

  fileprivate func end(name: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?) {
    if !isFinished, let name { sink?.end(XMLTag(name: name, namespace: uri, depth: depth)) }
    textCount = 0
    depth -= 1
  }

  fileprivate func text(_ characters: UnsafePointer<xmlChar>?, _ length: Int) {
    guard depth > 0, !isFinished else { return }
    textCount += length
    guard textCount <= longestText else {
      return stop(.xmlTooLarge, Phrase("一段文字过长", "a text is too long"))
    }
    sink?.text(UnsafeBufferPointer(start: characters, count: length))
  }

  fileprivate func refuseDoctype() {
    stop(
      .xmlDoctype,
      Phrase(
        "文件含有 DOCTYPE 声明，可能夹带实体攻击，不予读取", "the file has a DOCTYPE, which may carry an entity attack; it is not read"))
  }

  fileprivate func report(_ error: xmlError) {
    guard isFault(error), !isFinished, findings.count < 20 else { return }
    let detail = String((error.message.map { String(cString: $0) } ?? "").prefix { $0 != "\n" })
    findings.append(
      Finding(
        .error, .xmlMalformed, at: Place(file: file, line: Int(error.line), character: Int(error.int2)),
        Phrase("XML 语法错误：\(detail)", "XML syntax error: \(detail)")))
  }

  private func stop(_ code: Finding.Code, _ message: Phrase) {
    guard !isFinished else { return }
    findings.append(Finding(.error, code, at: Place(file: file, line: line), message))
    isFinished = true
    if let context { xmlStopParser(context) }
  }

  /// The offset of the tag that has just started, in the bytes of the whole file; `nil` when that is not known.
  func startOfTag(in bytes: [UInt8]) -> Int? {
    context.flatMap { XMLTrees.startOfTag(in: bytes, readBy: $0) }
  }

  /// The line that the parser has reached.
  package var line: Int { context?.pointee.input.map { Int($0.pointee.line) } ?? 1 }
}

private func owner(_ pointer: UnsafeMutableRawPointer?) -> XMLPush? {
  guard let context = pointer?.assumingMemoryBound(to: xmlParserCtxt.self), let owner = context.pointee._private else {
    return nil
  }
  return Unmanaged<XMLPush>.fromOpaque(owner).takeUnretainedValue()
}
