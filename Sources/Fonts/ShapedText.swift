package import Measures

/// A line of text as glyphs: in runs of one face each, in reading order.
package struct ShapedText: Sendable {
  package struct Glyph: Sendable, Hashable {
    package var id: GlyphID
    /// In thousandths of the font size.
    package var advance: Int
    package var scalar: Unicode.Scalar
    /// A variation selector or combining mark that went into the same glyph.
    package var second: Unicode.Scalar?
  }

  package struct Run: Sendable {
    package var face: FontFace
    package var glyphs: [Glyph]
  }

  package var runs: [Run] = []

  /// The sum of all advances, in thousandths of the font size.
  package var thousandths: Int { runs.reduce(0) { $1.glyphs.reduce($0) { $0 + $1.advance } } }

  package func width(at size: Length) -> Length { size * (Double(thousandths) / 1000) }
}

/// Characters that cannot be printed: no font of the role has them.
///
/// Characters of scripts whose letters join or change places (Arabic, Tibetan, Mongolian …) count as missing: one glyph
/// after another would print them wrongly.
package struct MissingGlyphs: Error, Sendable, Hashable {
  /// Each once, in order of first appearance; never empty.
  package var scalars: [Unicode.Scalar]
}
