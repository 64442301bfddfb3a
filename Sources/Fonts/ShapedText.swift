package import Measures

/// A line of text as glyphs, in reading order.
package struct ShapedText: Sendable {
  package struct Glyph: Sendable, Hashable {
    package var id: GlyphID
    /// The index of its face in `faces`.
    package var face: Int
    /// In thousandths of the font size, with the tracking.
    package var advance: Int
    package var scalar: Unicode.Scalar
    /// A variation selector or combining mark that went into the same glyph.
    package var second: Unicode.Scalar?
  }

  /// Those of the role that it was shaped for.
  package var faces: [FontFace]
  package var glyphs: [Glyph]
  /// What of each advance is not the glyph's own but space added after it, in thousandths of the font size.
  package private(set) var tracking: Int

  package init(faces: [FontFace] = [], glyphs: [Glyph] = [], tracking: Int = 0) {
    self.faces = faces
    self.glyphs = glyphs
    self.tracking = tracking
  }

  /// Makes room for another text.
  mutating func removeAll() {
    glyphs.removeAll(keepingCapacity: true)
    tracking = 0
  }

  /// Adds space after every glyph.
  ///
  /// - Parameter thousandths: Of the font size; negative tightens.
  package mutating func track(by thousandths: Int) {
    guard thousandths != 0 else { return }
    tracking += thousandths
    for index in glyphs.indices { glyphs[index].advance += thousandths }
  }

  /// The sum of the advances of some glyphs, in thousandths of the font size.
  package func thousandths(of range: Range<Int>) -> Int {
    var sum = 0
    for index in range { sum += glyphs[index].advance }
    return sum
  }

  package func width(at size: Length) -> Length { size * (Double(thousandths(of: glyphs.indices)) / 1000) }
}

/// Characters that cannot be printed: no font of the role has them.
///
/// Characters of scripts whose letters join or change places (Arabic, Tibetan, Mongolian …) count as missing: one glyph
/// after another would print them wrongly.
package struct MissingGlyphs: Error, Sendable, Hashable {
  /// Each once, in order of first appearance; never empty.
  package var scalars: [Unicode.Scalar]
}
