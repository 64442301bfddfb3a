/// What a look at a text's bytes tells about it, when it holds nothing but common characters.
///
/// Most values of a list are such texts: `CleanedText` would leave them as they are, so that they need not become a
/// `String` before they are read.
struct PlainText: OptionSet {
  let rawValue: UInt8

  /// Printable ASCII is in it.
  static let ascii = PlainText(rawValue: 1)
  /// A blank is in it.
  static let blanks = PlainText(rawValue: 2)
  /// Full-width marks, 、 。 《 and · are in it.
  static let marks = PlainText(rawValue: 4)
  /// 锟, which wrong conversions leave, is in it.
  static let garbled = PlainText(rawValue: 8)

  /// Looks a text through; `nil` when it is empty, has blanks at its ends, or holds anything but printable ASCII, common
  /// Chinese characters and their marks.
  @inline(__always)
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    let count = text.count
    guard count > 0, text[0] != 0x20, text[count - 1] != 0x20 else { return nil }
    var found: UInt8 = 0
    var index = 0
    while index < count {
      switch text[index] {
      case 0xE4...0xE8: index += 3
      case 0xE9:
        if index + 2 < count, text[index + 1] == 0x94, text[index + 2] == 0x9F { found |= 8 }
        index += 3
      case 0x20:
        found |= 3
        index += 1
      case 0x21...0x7E:
        found |= 1
        index += 1
      case 0xC2 where index + 1 < count && text[index + 1] == 0xB7:  // ·
        found |= 4
        index += 2
      case 0xE3 where index + 2 < count && text[index + 1] == 0x80 && text[index + 2] != 0x80:  // 、 。 《 but not U+3000
        found |= 4
        index += 3
      case 0xEF where index + 1 < count && text[index + 1] == 0xBC:  // full-width ASCII
        found |= 4
        index += 3
      default: return nil
      }
    }
    guard index == count else { return nil }
    self.init(rawValue: found)
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether all of these bytes are ASCII digits; false for none.
  var isDigits: Bool { !isEmpty && allSatisfy { $0 &- 0x30 < 10 } }

  /// A part of these bytes.
  package func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: self[range]) }

  /// Where three bytes stand, such as those of a Chinese character.
  func firstIndex(of a: UInt8, _ b: UInt8, _ c: UInt8, from start: Int) -> Int? {
    var index = start
    while index + 2 < count {
      if self[index] == a, self[index + 1] == b, self[index + 2] == c { return index }
      index += 1
    }
    return nil
  }

  /// The scalars of these bytes, which are well-formed UTF-8; there is room for one to each byte.
  func decode(into room: UnsafeMutableBufferPointer<Unicode.Scalar>) -> UnsafeBufferPointer<Unicode.Scalar> {
    var written = 0
    var index = 0
    while index < count {
      let byte = UInt32(self[index])
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var value = length == 1 ? byte : byte & (0x7F >> UInt32(length))
      for next in index + 1..<Swift.min(index + length, count) { value = value << 6 | UInt32(self[next] & 0x3F) }
      room.initializeElement(at: written, to: Unicode.Scalar(value) ?? "\u{FFFD}")
      written += 1
      index += length
    }
    return UnsafeBufferPointer<Unicode.Scalar>(rebasing: room[..<written])
  }
}
