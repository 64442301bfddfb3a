/// As much of the distinguished encoding (X.690) as is needed to see what kind of signature stands there.
enum DER {
  static func element(_ tag: UInt8, _ content: some Collection<UInt8>) -> [UInt8] {
    var length: [UInt8] = []
    if content.count < 128 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  /// The content of an element that stands at the beginning of some bytes; `nil` when it has another tag or is longer than they are.
  static func content(of bytes: ArraySlice<UInt8>, tag: UInt8) -> ArraySlice<UInt8>? {
    guard let first = next(in: bytes), first.tag == tag else { return nil }
    return first.content
  }

  /// The elements that stand in some bytes one after another, at most a hundred; `nil` when the bytes are something else.
  static func elements(in bytes: ArraySlice<UInt8>) -> [Element]? {
    var rest = bytes
    var found: [Element] = []
    while !rest.isEmpty, found.count < 100 {
      guard let one = next(in: rest) else { return nil }
      found.append(one)
      rest = rest[one.whole.endIndex...]
    }
    return found
  }

  struct Element {
    var tag: UInt8
    var content: ArraySlice<UInt8>
    /// With tag and length.
    var whole: ArraySlice<UInt8>
  }

  private static func next(in bytes: ArraySlice<UInt8>) -> Element? {
    guard bytes.count >= 2 else { return nil }
    let start = bytes.startIndex
    var position = start + 2
    var length = Int(bytes[start + 1])
    if length >= 0x80 {
      let count = length & 0x7F
      guard (1...4).contains(count), bytes.count >= 2 + count else { return nil }
      length = bytes[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
      position += count
    }
    guard length <= bytes.endIndex - position else { return nil }
    let end = position + length
    return Element(tag: bytes[start], content: bytes[position..<end], whole: bytes[start..<end])
  }
}
