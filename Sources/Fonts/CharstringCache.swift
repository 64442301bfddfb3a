private import Synchronization

/// One glyph's outline in CFF's language, without subroutines or hints, so that it can stand in any font.
struct Charstring: Sendable {
  var bytes: [UInt8]
  var unitsPerEm: Int
  var widths: Widths

  /// What the first number of a charstring counts from (`defaultWidthX`, `nominalWidthX`).
  struct Widths: Sendable, Hashable {
    var standard: Double
    var nominal: Double

    /// Of outlines on our grid: a Han character is as wide as the em.
    static let onGrid = Widths(standard: Double(GridOutline.stepsPerEm), nominal: 0)
  }
}

/// The outlines of a face that some document has used already.
///
/// HarfBuzz takes half a millisecond and more to subset a large CJK font, however few glyphs are wanted. A run of thousands of
/// documents uses the same few thousand characters: each outline is taken out of the font once, and a document's subset is
/// then put together from these pieces.
final class CharstringCache: Sendable {
  private struct Known {
    /// By glyph, where its outline is in `outlines`, from 1; 0 for none yet.
    var places: [UInt32] = []
    var outlines: [Charstring] = []

    subscript(_ glyph: GlyphID) -> Charstring? {
      guard Int(glyph.rawValue) < places.count, places[Int(glyph.rawValue)] > 0 else { return nil }
      return outlines[Int(places[Int(glyph.rawValue)]) - 1]
    }

    mutating func add(_ outline: Charstring, for glyph: GlyphID) {
      if places.isEmpty { places = [UInt32](repeating: 0, count: 65_536) }
      outlines.append(outline)
      places[Int(glyph.rawValue)] = UInt32(outlines.count)
    }
  }

  private let known = Mutex<Known>(Known())

  /// The outlines of some glyphs, in their order; `nil` when the font is broken.
  func charstrings(_ glyphs: [GlyphID], of file: HarfBuzzFace) -> [Charstring]? {
    known.withLock { known in
      let missing = glyphs.filter { known[$0] == nil }
      if !missing.isEmpty {
        guard let found = Self.extract(missing, from: file) else { return nil }
        for (glyph, charstring) in zip(missing, found) { known.add(charstring, for: glyph) }
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
          guard let original = subset.newGlyph(glyph).flatMap({ font.charstring($0) }) else { return nil }
          return CharstringEncoder.simplified(
            original.bytes, widths: original.widths, unitsPerEm: file.unitsPerEm)
            ?? Charstring(bytes: original.bytes, unitsPerEm: file.unitsPerEm, widths: original.widths)
        }
        return found.count == glyphs.count ? found : nil
      }
    }
  }
}
