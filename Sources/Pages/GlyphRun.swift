package import Fonts
package import Measures

/// Glyphs of one face and size on one baseline.
package struct GlyphRun: Sendable {
  package typealias Glyph = PlacedGlyph

  package var face: FontFace
  package var size: Length
  /// The start of the baseline.
  package var origin: Point
  package var glyphs: [Glyph]
  package var colour: Colour

  package init(face: FontFace, size: Length, origin: Point, glyphs: [Glyph], colour: Colour = .black) {
    self.face = face
    self.size = size
    self.origin = origin
    self.glyphs = glyphs
    self.colour = colour
  }
}
