/// A character map read backwards: which characters a glyph stands for.
///
/// Fonts draw 郎 U+90CE and 郎 U+F92C, or 人 and the radical ⼈, with one glyph. Text taken out of a document must be
/// the very characters that went in, so a writer has to know which of them a glyph means by itself.
package struct ScalarsOfGlyphs: Sendable {
  @usableFromInline private(set) var first: [UInt32]
  /// Of glyphs with more than one character: all of them, the plainest first.
  private var shared: [GlyphID: [UInt32]] = [:]

  init(_ file: HarfBuzzFace) {
    first = [UInt32](repeating: 0, count: file.glyphCount)
    file.forEachCharacter { scalar, glyph in
      let index = Int(glyph.rawValue)
      guard index > 0, index < first.count else { return }
      if first[index] == 0 {
        first[index] = scalar
      } else {
        shared[glyph, default: [first[index]]].append(scalar)
      }
    }
    for (glyph, scalars) in shared {
      let sorted = scalars.sorted { (Self.oddity(of: $0), $0) < (Self.oddity(of: $1), $1) }
      shared[glyph] = sorted
      first[Int(glyph.rawValue)] = sorted[0]
    }
  }

  /// Whether a glyph stands for this character before all others.
  @inlinable package func isFirst(_ scalar: Unicode.Scalar, of glyph: GlyphID) -> Bool {
    Int(glyph.rawValue) < first.count && first[Int(glyph.rawValue)] == scalar.value && scalar.value > 0
  }

  /// 0 for the character that a glyph stands for, 1 for the next one that shares it, and so on; `nil` when the character
  /// map has no such pair.
  package func rank(of scalar: Unicode.Scalar, in glyph: GlyphID) -> Int? {
    let index = Int(glyph.rawValue)
    guard index < first.count, first[index] != 0 else { return nil }
    if first[index] == scalar.value { return 0 }
    return shared[glyph]?.firstIndex(of: scalar.value)
  }

  /// The character of a rank.
  package func scalar(of glyph: GlyphID, rank: Int) -> Unicode.Scalar? {
    let index = Int(glyph.rawValue)
    guard index < first.count, first[index] != 0 else { return nil }
    if rank == 0 { return Unicode.Scalar(first[index]) }
    guard let scalars = shared[glyph], rank < scalars.count else { return nil }
    return Unicode.Scalar(scalars[rank])
  }

  /// Compatibility characters and radicals come after the characters that they repeat, typographic spaces after those of
  /// every keyboard.
  private static func oddity(of scalar: UInt32) -> Int {
    switch scalar {
    case 0x2000...0x200A, 0x2E80...0x2FDF, 0xF900...0xFAFF, 0x2F800...0x2FA1F: 1
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: 2
    default: 0
    }
  }
}
