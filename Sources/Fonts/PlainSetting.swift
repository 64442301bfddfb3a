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
  /// - Returns: `nil` for a text that is empty, has characters of several faces, joins characters to one glyph or cannot be set:
  ///   then `glyphs` is as before, and `shape` is to be asked.
  package func setPlainly(_ text: String, role: FontRole, into glyphs: inout [PlacedGlyph]) -> PlainLine? {
    let table = table(for: role)
    let start = glyphs.count
    var width = 0
    var face = -1
    for scalar in text.unicodeScalars {
      guard let entry = table[scalar], entry.isPlain, entry.face == face || face < 0 else {
        glyphs.removeLast(glyphs.count - start)
        return nil
      }
      face = entry.face
      width += entry.advance
      glyphs.append(PlacedGlyph(id: entry.glyph, scalar: scalar))
    }
    return face < 0 ? nil : PlainLine(face: faces(for: role)[face], width: width)
  }
}
