internal import CLibXML2
package import Diagnostics

extension Finding.Code {
  package static let xmlMalformed = Self("xml-malformed")
  package static let xmlDoctype = Self("xml-doctype")
  package static let xmlTooLarge = Self("xml-too-large")
}

/// Parses a whole XML file into a tree that remembers where everything stood.
///
/// Safe for hostile input: no network, no entities beyond the five of XML, no DTD (any DOCTYPE is refused: libxml2's own
/// guards let a quadratic entity bomb through), and caps on bytes, depth and elements. White space is kept as written.
///
/// - Parameters:
///   - untrustedBytes: The file, in any encoding libxml2 knows; lines and characters of places are exact for UTF-8.
///   - file: Its name, for places.
/// - Throws: `Refusal` with every syntax error that the parser met.
package func parseXML(
  untrustedBytes: [UInt8], file: String? = nil, limits: XMLLimits = XMLLimits()
) throws(Refusal) -> XMLElement {
  guard untrustedBytes.count <= limits.bytes else {
    throw Refusal(
      Finding(
        .error, .xmlTooLarge, at: Place(file: file),
        Phrase("文件超过 \(limits.bytes >> 20) MiB 上限", "the file is larger than the limit of \(limits.bytes >> 20) MiB")))
  }
  if untrustedBytes.count > XMLPush.longestTag, let finding = endlessTag(in: untrustedBytes, file, limits) {
    throw Refusal(finding)
  }
  let builder = TreeBuilder(file: file, bytes: XMLEncoding.relabelled(untrustedBytes), limits: limits)
  builder.parse()
  guard builder.findings.isEmpty, let root = builder.root else {
    throw Refusal(
      builder.findings.isEmpty
        ? [builder.malformed("没有根元素", "there is no root element", Place(file: file))] : builder.findings)
  }
  return root
}

/// What is said of a tag that would keep the parser busy for minutes: a tree is read from all bytes at once, so it is looked for before.
private func endlessTag(in bytes: [UInt8], _ file: String?, _ limits: XMLLimits) -> Finding? {
  final class Nobody: XMLEvents {
    func start(_ tag: borrowing XMLTag) {}
    func end(_ tag: borrowing XMLTag) {}
    func text(_ text: UnsafeBufferPointer<UInt8>) {}
  }
  let push = XMLPush(file: file, limits: limits, longestText: .max)
  let nobody = Nobody()
  push.feed(bytes, to: nobody)
  return push.findings.first { $0.code == .xmlTooLarge }
}

/// Said of bytes that are none of the encoding which the file names.
let wrongBytes = Phrase("文件中有不属于其声明编码的字节", "there are bytes that are none of the encoding which the file names")

/// Whether something is wrong with a file, rather than unusual: a namespace may be any word, though it should be a whole URI.
func isFault(_ error: xmlError) -> Bool { error.level != XML_ERR_WARNING }

/// Frees a parser and the document that libxml2 begins even where all events go elsewhere.
func freeParser(_ context: xmlParserCtxtPtr) {
  if let document = context.pointee.myDoc { xmlFreeDoc(document) }
  xmlFreeParserCtxt(context)
}

/// Collects libxml2's SAX events into a tree.
///
/// A tree of our own rather than libxml2's, because its nodes know their line but not their column.
private final class TreeBuilder {
  let file: String?
  let bytes: [UInt8]
  let limits: XMLLimits
  var root: XMLElement?
  var findings: [Finding] = []
  private var open: [XMLElement] = []
  /// The text that is being read: its pieces are joined once, since a text of a million references comes in as many.
  private var pending: [UInt8] = []
  private var elementCount = 0
  private var context: xmlParserCtxtPtr?
  private var lines: SourceLines

  init(file: String?, bytes: [UInt8], limits: XMLLimits) {
    self.file = file
    self.bytes = bytes
    self.limits = limits
    lines = SourceLines(bytes)
  }

  func parse() {
    // The options strip what is dangerous; the SAX table below takes the place of libxml2's own tree.
    let options = CInt(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue)
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let context = xmlCreateMemoryParserCtxt(characters.baseAddress, CInt(characters.count)) else {
          findings.append(malformed("文件是空的", "the file is empty", Place(file: file)))
          return
        }
        defer { freeParser(context) }
        self.context = context
        xmlCtxtUseOptions(context, options)
        installHandlers(on: context)
        _ = handover_parse_document(context)
        // Where the bytes cannot be converted libxml2 only ends its input there, which after the root is no fault to it.
        if findings.isEmpty, let buffer = context.pointee.input?.pointee.buf, buffer.pointee.error != 0 {
          findings.append(malformed(wrongBytes.chinese, wrongBytes.english, here()))
        }
        self.context = nil
      }
    }
    if findings.contains(where: { $0.severity == .error }) { root = nil }
  }

  private func installHandlers(on context: xmlParserCtxtPtr) {
    context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
    guard let sax = context.pointee.sax else { return }
    sax.pointee.startElementNs = { pointer, name, _, uri, _, _, count, _, attributes in
      builder(pointer)?.start(name: name, uri: uri, count: Int(count), attributes: attributes)
    }
    sax.pointee.endElementNs = { pointer, _, _, _ in builder(pointer)?.end() }
    sax.pointee.characters = { pointer, characters, length in builder(pointer)?.text(characters, Int(length)) }
    sax.pointee.ignorableWhitespace = sax.pointee.characters
    sax.pointee.cdataBlock = sax.pointee.characters
    sax.pointee.comment = nil
    sax.pointee.processingInstruction = nil
    sax.pointee.internalSubset = { pointer, _, _, _ in builder(pointer)?.refuseDoctype() }
    sax.pointee.serror = { pointer, error in
      guard let pointer, let error else { return }
      builder(pointer)?.report(error.pointee)
    }
  }

  private func start(
    name: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?, count: Int,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    elementCount += 1
    guard open.count < limits.depth, elementCount <= limits.elements else {
      stop(
        Finding(
          .error, .xmlTooLarge, at: here(),
          Phrase("元素嵌套过深或过多", "elements are nested too deeply or are too many")))
      return
    }
    // Five pointers for each attribute: local name, prefix, URI, value, end of value.
    let list = (0..<count).compactMap { index -> XMLElement.Attribute? in
      guard let entry = attributes.map({ $0 + index * 5 }), let first = entry[3], let end = entry[4] else { return nil }
      let value = UnsafeBufferPointer(start: first, count: end - first)
      return XMLElement.Attribute(name: string(entry[0]), namespace: entry[2].map(string), value: attributeText(value))
    }
    takePending()
    open.append(
      XMLElement(
        name: string(name), namespace: uri.map(string), attributes: list, children: [], place: here()))
  }

  private func end() {
    takePending()
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(.element(element))
    }
  }

  private func text(_ characters: UnsafePointer<xmlChar>?, _ length: Int) {
    guard !open.isEmpty else { return }
    pending += UnsafeBufferPointer(start: characters, count: length)
  }

  private func takePending() {
    guard !pending.isEmpty else { return }
    open[open.count - 1].children.append(.text(String(decoding: pending, as: UTF8.self)))
    pending.removeAll(keepingCapacity: pending.count < 1 << 16)
  }

  private func refuseDoctype() {
    stop(
      Finding(
        .error, .xmlDoctype, at: here(),
        Phrase(
          "文件含有 DOCTYPE 声明，可能夹带实体攻击，不予读取", "the file has a DOCTYPE, which may carry an entity attack; it is not read"),
        hint: Phrase("删去 <!DOCTYPE …> 后重试", "remove the <!DOCTYPE …> and try again")))
  }

  private func report(_ error: xmlError) {
    guard isFault(error), findings.count < 20 else { return }
    let text = error.message.map { String(cString: $0) } ?? ""
    let detail = String(text.prefix { $0 != "\n" })
    let place = Place(file: file, line: Int(error.line), character: Int(error.int2))
    findings.append(malformed("XML 语法错误：\(detail)", "XML syntax error: \(detail)", place))
  }

  func malformed(_ chinese: String, _ english: String, _ place: Place) -> Finding {
    Finding(.error, .xmlMalformed, at: place, Phrase(chinese, english))
  }

  private func stop(_ finding: Finding) {
    findings.append(finding)
    if let context { xmlStopParser(context) }
  }

  /// The place of the start tag that the parser has just read.
  private func here() -> Place {
    guard let context else { return Place(file: file) }
    guard let start = startOfTag(in: bytes, readBy: context) else {
      return Place(file: file, line: Int(xmlSAX2GetLineNumber(context)))
    }
    let (line, character) = lines.position(of: start, in: bytes)
    return Place(file: file, line: line, character: character)
  }
}

/// The offset of the start tag that a parser has just read: no `<` stands inside a tag, so the last one before the parser's position is
/// its beginning.
///
/// - Returns: `nil` for a converted file, of which libxml2 finds its offset only by converting all that is still to come, for each
///   element anew.
func startOfTag(in bytes: [UInt8], readBy context: xmlParserCtxtPtr) -> Int? {
  guard context.pointee.input?.pointee.buf?.pointee.encoder == nil else { return nil }
  let consumed = xmlByteConsumed(context)
  guard consumed > 0, consumed <= bytes.count else { return nil }
  return bytes[..<consumed].lastIndex(of: UInt8(ascii: "<"))
}

private func builder(_ pointer: UnsafeMutableRawPointer?) -> TreeBuilder? {
  guard let context = pointer?.assumingMemoryBound(to: xmlParserCtxt.self) else { return nil }
  return Unmanaged<TreeBuilder>.fromOpaque(context.pointee._private).takeUnretainedValue()
}

/// The text of an attribute's value as a SAX handler gets it.
///
/// Unless entities are replaced, which stays off for hostile files, libxml2 hands over every `&` as `&#38;`.
func attributeText(_ value: UnsafeBufferPointer<xmlChar>) -> String {
  let text = String(decoding: value, as: UTF8.self)
  return value.contains(UInt8(ascii: "&")) ? text.replacing("&#38;", with: "&") : text
}

private func string(_ characters: UnsafePointer<xmlChar>?) -> String {
  characters.map { String(cString: $0) } ?? ""
}

/// Turns byte offsets into lines and characters.
struct SourceLines {
  private var starts: [Int]
  /// What was asked last: in a file without line breaks the next question begins from there.
  private var last = (line: 0, offset: 0, characters: 0)

  init(_ bytes: [UInt8]) {
    starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
  }

  mutating func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, character: Int) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    if last.line != low || last.offset > offset { last = (low, starts[low], 0) }
    // A character begins at every byte that does not continue one.
    last.characters += bytes[last.offset..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    last.offset = offset
    return (low + 1, last.characters + 1)
  }
}
