import Diagnostics

/// The events of the piece of a file that was parsed last, kept compactly: names interned, texts in one buffer.
final class XMLEventQueue: XMLEvents {
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

  private let push: XMLPush
  private(set) var current = Entry(event: .text)

  private var entries: [Entry] = []
  private var position = 0
  private var buffer: [UInt8] = []
  private var attributeEntries: [AttributeEntry] = []
  private var names: [String] = []
  /// libxml2 interns names, so that a pointer stands for a name as long as its parser lives.
  private var nameIndex: [UnsafePointer<UInt8>: Int] = [:]

  /// How many elements are open.
  private var depth = 0

  init(file: String?, limits: XMLLimits, longestText: Int) {
    push = XMLPush(file: file, limits: limits, longestText: longestText)
  }

  var file: String? { push.file }

  var findings: [Finding] { push.findings }

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
    push.feed(piece, to: self)
  }

  // MARK: What the parser finds

  func start(_ tag: borrowing XMLTag) {
    let firstAttribute = attributeEntries.count
    for index in 0..<tag.attributeCount {
      guard let (name, hasNamespace, value) = tag.attribute(index) else { continue }
      let start = buffer.count
      if value.contains(UInt8(ascii: "&")) {
        buffer += attributeText(value).utf8
      } else {
        buffer += value
      }
      attributeEntries.append(
        AttributeEntry(name: intern(name), hasNamespace: hasNamespace, value: start..<buffer.count))
    }
    entries.append(
      Entry(
        event: .start, name: intern(tag.name), namespace: intern(tag.namespace),
        attributes: firstAttribute..<attributeEntries.count, line: push.line, depth: tag.depth))
    depth = tag.depth
  }

  func end(_ tag: borrowing XMLTag) {
    entries.append(
      Entry(
        event: .end, name: intern(tag.name), namespace: intern(tag.namespace), line: push.line, depth: tag.depth))
    depth = tag.depth - 1
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    let start = buffer.count
    buffer.append(contentsOf: text)
    if let last = entries.indices.last, entries[last].event == .text, entries[last].text.upperBound == start {
      entries[last].text = entries[last].text.lowerBound..<buffer.count
    } else {
      entries.append(Entry(event: .text, text: start..<buffer.count, line: push.line, depth: depth))
    }
  }

  // MARK: Storage

  private func intern(_ pointer: UnsafePointer<UInt8>?) -> Int {
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
      XMLElement.Attribute(
        name: names[$0.name], namespace: nil, value: String(decoding: buffer[$0.value], as: UTF8.self))
    }
  }
}
