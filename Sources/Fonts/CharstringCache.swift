private import Synchronization

/// One glyph's outline in CFF's language, without subroutines or hints and on a coarse grid, so that it can stand in any
/// font and take little room.
struct Charstring: Sendable {
  var bytes: [UInt8]
  var widths: Widths

  /// What the first number of a charstring counts from (`defaultWidthX`, `nominalWidthX`).
  struct Widths: Sendable, Hashable {
    var standard: Double
    var nominal: Double
  }
}

/// The outlines of a face that some document has used already.
///
/// HarfBuzz takes half a millisecond and more to subset a large CJK font, however few glyphs are wanted. A run of thousands of
/// documents uses the same few thousand characters: each outline is taken out of the font once, and a document's subset is
/// then put together from these pieces.
final class CharstringCache: Sendable {
  private let known = Mutex<[GlyphID: Charstring]>([:])

  /// The outlines of some glyphs, in their order; `nil` when the font is broken.
  func charstrings(_ glyphs: [GlyphID], of file: HarfBuzzFace) -> [Charstring]? {
    known.withLock { known in
      let missing = glyphs.filter { known[$0] == nil }
      if !missing.isEmpty {
        guard let found = Self.extract(missing, from: file) else { return nil }
        for (glyph, charstring) in zip(missing, found) { known[glyph] = charstring }
      }
      let all = glyphs.compactMap { known[$0] }
      return all.count == glyphs.count ? all : nil
    }
  }

  private static func extract(_ glyphs: [GlyphID], from file: HarfBuzzFace) -> [Charstring]? {
    file.withSubset(of: glyphs, flat: true) { subset in
      subset.withTable("CFF ") { table -> [Charstring]? in
        guard let font = CFFReader(table) else { return nil }
        let found = glyphs.compactMap { glyph -> Charstring? in
          guard var charstring = subset.newGlyph(glyph).flatMap({ font.charstring($0) }) else { return nil }
          if let simpler = CharstringEncoder.simplified(charstring.bytes, unitsPerEm: file.unitsPerEm) {
            charstring.bytes = simpler
          }
          return charstring
        }
        return found.count == glyphs.count ? found : nil
      }
    }
  }
}
