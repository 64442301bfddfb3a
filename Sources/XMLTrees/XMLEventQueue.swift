private import CLibXML2
import Diagnostics

/// The events of the piece of a file that was parsed last, kept compactly: names interned, texts in one buffer.
final class XMLEventQueue {
  struct Entry {
    var event: XMLPullReader.Event
    var name = -1
    var namespace = -1
    var text = 0..<0
    var attributes = 0..<0
    var line = 0
    var depth = 0
  }

  private struct AttributeEntry {
    var name: Int
    var hasNamespace: Bool
    var value: Range<Int>
  }

  let file: String?
  private let limits: XMLLimits
  private let longestText: Int
  private(set) var findings: [Finding] = []
  private(set) var current = Entry(event: .text)

  private var entries: [Entry] = []
  private var position = 0
  private var buffer: [UInt8] = []
  private var attributeEntries: [AttributeEntry] = []
  private var names: [String] = []
  /// libxml2 interns names, so that a pointer stands for a name as long as its parser lives.
  private var nameIndex: [UnsafePointer<xmlChar>: Int] = [:]
  private var context: xmlParserCtxtPtr?
  private var isFinished = false
  private var depth = 0
  private var byteCount = 0
  private var head: [UInt8] = []

  init(file: String?, limits: XMLLimits, longestText: Int) {
    self.file = file
    self.limits = limits
    self.longestText = longestText
  }

  deinit { if let context { xmlFreeParserCtxt(context) } }

  /// The next event, or `nil` when more of the file is needed: a last text may go on in the next piece.
  func advance(holdingBackText: Bool) -> XMLPullReader.Event? {
    guard position < entries.count else { return nil }
    let next = entries[position]
    if next.event == .text, position == entries.count - 1, holdingBackText, findings.isEmpty { return nil }
    current = next
    position += 1
    return next.event
  }

  /// Parses one more piece; an empty one ends the document.
  func feed(_ piece: [UInt8]) {
    forgetDelivered()
    byteCount += piece.count
    guard byteCount <= limits.bytes else {
      return stop(.xmlTooLarge, Phrase("文件过大", "the file is too large"))
    }
    if context == nil {
      // The parser looks at four bytes at once to tell the encoding.
      head += piece
      guard head.count >= 4 || piece.isEmpty else { return }
      guard !head.isEmpty else {
        return stop(.xmlMalformed, Phrase("文件是空的", "the file is empty"))
      }
      begin(with: head)
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

  private func parse(_ piece: [UInt8], last: Bool) {
    guard let context, !isFinished else { return }
    piece.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        _ = xmlParseChunk(context, characters.baseAddress, CInt(characters.count), last ? 1 : 0)
      }
    }
    if last, context.pointee.wellFormed == 0, findings.isEmpty {
      stop(.xmlMalformed, Phrase("XML 文件不完整", "the XML file is not complete"))
    }
  }

  private func installHandlers(on context: xmlParserCtxtPtr) {
    guard let sax = context.pointee.sax else { return }
    sax.pointee.startElementNs = { pointer, name, _, uri, _, _, count, _, attributes in
      queue(pointer)?.start(name: name, uri: uri, count: Int(count), attributes: attributes)
    }
    sax.pointee.endElementNs = { pointer, name, _, uri in queue(pointer)?.end(name: name, uri: uri) }
    sax.pointee.characters = { pointer, characters, length in queue(pointer)?.text(characters, Int(length)) }
    sax.pointee.ignorableWhitespace = sax.pointee.characters
    sax.pointee.cdataBlock = sax.pointee.characters
    sax.pointee.comment = nil
    sax.pointee.processingInstruction = nil
    sax.pointee.reference = nil
    sax.pointee.internalSubset = { pointer, _, _, _ in queue(pointer)?.refuseDoctype() }
    sax.pointee.serror = { pointer, error in
      guard let pointer, let error else { return }
      queue(pointer)?.report(error.pointee)
    }
  }

  // MARK: What the parser calls

  private func start(
    name: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?, count: Int,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    depth += 1
    guard depth <= limits.depth else {
      return stop(.xmlTooLarge, Phrase("元素嵌套过深", "elements are nested too deeply"))
    }
    let firstAttribute = attributeEntries.count
    for index in 0..<count {
      // Five pointers for each attribute: local name, prefix, URI, value, end of value.
      guard let entry = attributes.map({ $0 + index * 5 }), let value = entry[3], let end = entry[4] else { continue }
      let start = buffer.count
      let bytes = UnsafeBufferPointer(start: value, count: end - value)
      if bytes.contains(UInt8(ascii: "&")) {
        buffer += attributeText(bytes).utf8
      } else {
        buffer += bytes
      }
      attributeEntries.append(
        AttributeEntry(name: intern(entry[0]), hasNamespace: entry[2] != nil, value: start..<buffer.count))
    }
    entries.append(
      Entry(
        event: .start, name: intern(name), namespace: intern(uri),
        attributes: firstAttribute..<attributeEntries.count, line: line, depth: depth))
  }

  private func end(name: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?) {
    entries.append(Entry(event: .end, name: intern(name), namespace: intern(uri), line: line, depth: depth))
    depth -= 1
  }

  private func text(_ characters: UnsafePointer<xmlChar>?, _ length: Int) {
    guard depth > 0 else { return }
    let start = buffer.count
    buffer.append(contentsOf: UnsafeBufferPointer(start: characters, count: length))
    if let last = entries.indices.last, entries[last].event == .text, entries[last].text.upperBound == start {
      entries[last].text = entries[last].text.lowerBound..<buffer.count
      guard entries[last].text.count <= longestText else {
        return stop(.xmlTooLarge, Phrase("一段文字过长", "a text is too long"))
      }
    } else {
      entries.append(Entry(event: .text, text: start..<buffer.count, line: line, depth: depth))
    }
  }

  private func refuseDoctype() {
    stop(
      .xmlDoctype,
      Phrase(
        "文件含有 DOCTYPE 声明，可能夹带实体攻击，不予读取", "the file has a DOCTYPE, which may carry an entity attack; it is not read"))
  }

  private func report(_ error: xmlError) {
    guard !isFinished, findings.count < 20 else { return }
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

  // MARK: Storage

  private var line: Int { context?.pointee.input.map { Int($0.pointee.line) } ?? 1 }

  private func intern(_ pointer: UnsafePointer<xmlChar>?) -> Int {
    guard let pointer else { return -1 }
    if let known = nameIndex[pointer] { return known }
    names.append(String(cString: pointer))
    nameIndex[pointer] = names.count - 1
    return names.count - 1
  }

  private func forgetDelivered() {
    let held = position < entries.count ? entries[position] : nil
    let text = held.map { Array(buffer[$0.text]) }
    entries.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
    attributeEntries.removeAll(keepingCapacity: true)
    position = 0
    if var held, let text {
      buffer += text
      held.text = 0..<text.count
      entries.append(held)
    }
  }

  func name(of index: Int) -> String { names.indices.contains(index) ? names[index] : "" }

  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[current.text])) }
  }

  func attribute(_ name: String) -> String? {
    var found: AttributeEntry?
    for entry in attributeEntries[current.attributes] where names[entry.name] == name {
      if !entry.hasNamespace { return String(decoding: buffer[entry.value], as: UTF8.self) }
      found = found ?? entry
    }
    return found.map { String(decoding: buffer[$0.value], as: UTF8.self) }
  }

  func attributes() -> [XMLElement.Attribute] {
    attributeEntries[current.attributes].map {
      XMLElement.Attribute(name: names[$0.name], value: String(decoding: buffer[$0.value], as: UTF8.self))
    }
  }
}

private func queue(_ pointer: UnsafeMutableRawPointer?) -> XMLEventQueue? {
  guard let context = pointer?.assumingMemoryBound(to: xmlParserCtxt.self), let owner = context.pointee._private else {
    return nil
  }
  return Unmanaged<XMLEventQueue>.fromOpaque(owner).takeUnretainedValue()
}
