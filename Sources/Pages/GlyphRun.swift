package import Fonts
package import Measures

/// Glyphs of one face and size on one baseline.
package struct GlyphRun: Sendable {
  package struct Glyph: Sendable, Hashable {
    package var id: GlyphID
    /// Space added after the glyph's own advance, in thousandths of the font size; negative tightens.
    package var gap: Int16
    /// The character that the glyph stands for.
    package var scalar: Unicode.Scalar
    /// A second one that went into the same glyph: a variation selector or a combining mark.
    package var second: Unicode.Scalar?

    @inlinable package init(id: GlyphID, gap: Int16 = 0, scalar: Unicode.Scalar, second: Unicode.Scalar? = nil) {
      self.id = id
      self.gap = gap
      self.scalar = scalar
      self.second = second
    }
  }

  package var face: FontFace
  package var size: Length
  /// The start of the baseline.
  package var origin: Point
  package var glyphs: [Glyph]

  package init(face: FontFace, size: Length, origin: Point, glyphs: [Glyph]) {
    self.face = face
    self.size = size
    self.origin = origin
    self.glyphs = glyphs
  }
}
