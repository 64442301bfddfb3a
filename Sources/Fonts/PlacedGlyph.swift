/// A glyph as it stands in a line.
package struct PlacedGlyph: Sendable, Hashable {
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
