import Diagnostics

/// Finds elements by their ways from the root, in memory that does not grow with the file.
final class ElementPlaces: XMLEvents {
  struct Element {
    /// The local name.
    var name: String
    /// Where its `<` stands; of files in other encodings than UTF-8 the line alone.
    var place: Place
  }

  private let wanted: Set<[Int]>
  private let bytes: [UInt8]
  private var lines: SourceLines?
  private let file: String?
  private let push: XMLPush
  private var found: [[Int]: Element] = [:]
  private var count = 0
  /// The way to the element that is open: its position among the child elements of each.
  private var path: [Int] = []
  /// How many child elements of the open ones there were, the root's first.
  private var children: [Int] = []

  private init(_ wanted: Set<[Int]>, in bytes: [UInt8], file: String?, limits: XMLLimits) {
    (self.wanted, self.bytes, self.file) = (wanted, bytes, file)
    push = XMLPush(file: file, limits: limits, longestText: .max)
  }

  /// What speaks against reading a file with these limits; nothing when it is well-formed and within them.
  static func refusals(of bytes: [UInt8], file: String?, limits: XMLLimits) -> [Finding] {
    let places = ElementPlaces([], in: bytes, file: file, limits: limits)
    places.read()
    guard places.push.findings.isEmpty, places.count > limits.elements else { return places.push.findings }
    return [Finding(.error, .xmlTooLarge, at: Place(file: file), Phrase("元素过多", "there are too many elements"))]
  }

  /// - Parameter paths: The positions among child elements on the way down; the root's is empty.
  static func find(_ paths: Set<[Int]>, in bytes: [UInt8], file: String?) -> [[Int]: Element] {
    let places = ElementPlaces(paths, in: bytes, file: file, limits: XMLLimits())
    places.lines = SourceLines(bytes)
    places.read()
    return places.found
  }

  private func read() {
    push.feed(bytes, to: self)
    push.feed([], to: self)
  }

  func start(_ tag: borrowing XMLTag) {
    count += 1
    if let last = children.indices.last {
      path.append(children[last])
      children[last] += 1
    }
    children.append(0)
    guard wanted.contains(path) else { return }
    found[path] = Element(name: String(cString: tag.name), place: place)
  }

  private var place: Place {
    guard let start = push.startOfTag(in: bytes), let position = lines?.position(of: start, in: bytes) else {
      return Place(file: file, line: push.line)
    }
    return Place(file: file, line: position.line, character: position.character)
  }

  func end(_ tag: borrowing XMLTag) {
    children.removeLast()
    _ = path.popLast()
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {}
}
