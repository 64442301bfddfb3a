/// A line whose characters are each one glyph of one face, which is how nearly all values of a form are set.
package struct PlainLine: Sendable {
  package var face: FontFace
  /// In thousandths of the font size.
  package var width: Int
}

extension FontCollection {
  /// Sets a text that needs nothing but the table of glyphs.
  ///
  /// The same glyphs as `shape` gives, without a list of their own: they go to the end of `glyphs`.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: `nil` for a text that is empty, has characters of several faces, joins characters to one glyph or cannot be set:
  ///   then `glyphs` is as before, and `shape` is to be asked.
  package func setPlainly(
    _ text: UnsafeBufferPointer<UInt8>, role: FontRole, into glyphs: inout [PlacedGlyph]
  ) -> PlainLine? {
    guard !text.isEmpty else { return nil }
    let table = table(for: role)
    var (width, position, count) = (0, 0, 0)
    // What the words of all characters must have in common: the face, and that they are plain.
    var head: UInt64?
    // The glyphs are no more than the bytes; they are put together aside, so that a text given up leaves nothing behind.
    return withUnsafeTemporaryAllocation(of: PlacedGlyph.self, capacity: text.count) { aside -> PlainLine? in
      while position < text.count {
        let scalar = text.scalar(at: &position)
        let word = table.word(of: scalar)
        if word >> 32 != head {
          guard head == nil, GlyphTable.plainFace(word) != nil else { return nil }
          head = word >> 32
        }
        width += Int(Int16(truncatingIfNeeded: word >> 16))
        aside.initializeElement(
          at: count, to: PlacedGlyph(id: GlyphID(UInt16(truncatingIfNeeded: word)), scalar: scalar))
        count += 1
      }
      guard let head, let face = GlyphTable.plainFace(head << 32) else { return nil }
      glyphs.append(contentsOf: UnsafeBufferPointer(rebasing: aside[..<count]))
      return PlainLine(face: self.face(face, of: role), width: width)
    }
  }

  /// The width that `setPlainly` would find, in thousandths of the font size; characters may be of several faces.
  package func plainWidth(of text: UnsafeBufferPointer<UInt8>, role: FontRole) -> Int? {
    let table = table(for: role)
    var (width, position) = (0, 0)
    while position < text.count {
      guard let entry = table[text.scalar(at: &position)], entry.isPlain else { return nil }
      width += entry.advance
    }
    return width
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Takes the next character of UTF-8; U+FFFD for bytes that are none.
  @inline(__always)
  func scalar(at position: inout Int) -> Unicode.Scalar {
    let first = UInt32(self[position])
    position += 1
    if first < 0x80 { return Unicode.Scalar(UInt8(first)) }
    let length = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    guard first >= 0xC2, position + length <= count else { return "\u{FFFD}" }
    var value = first & (0x3F >> UInt32(length))
    for index in position..<position + length { value = value << 6 | UInt32(self[index] & 0x3F) }
    position += length
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
