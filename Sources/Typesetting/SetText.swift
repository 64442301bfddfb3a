import Documents
import Fonts
import Measures
import Pages

/// Text with its glyphs chosen, measured in ems: what it takes at any size.
struct SetText {
  struct Glyph {
    var face: FontFace
    var id: GlyphID
    /// In ems.
    var advance: Double
    var scalar: Unicode.Scalar
    var second: Unicode.Scalar?
  }

  var glyphs: [Glyph]

  /// In ems.
  func width(of range: Range<Int>) -> Double {
    var width = 0.0
    for index in range { width += glyphs[index].advance }
    return width
  }

  var width: Double { width(of: glyphs.indices) }

  /// The glyphs of a range on one baseline, one run for each stretch of a face.
  ///
  /// - Parameters:
  ///   - origin: Where the baseline starts.
  ///   - stretch: Space added after every glyph but the last, in ems.
  func runs(of range: Range<Int>, at origin: Point, size: Length, stretch: Double = 0) -> [GlyphRun] {
    var runs: [GlyphRun] = []
    var x = origin.x
    var start = range.lowerBound
    while start < range.upperBound {
      let face = glyphs[start].face
      var end = start
      var width = 0.0
      var placed: [GlyphRun.Glyph] = []
      while end < range.upperBound, glyphs[end].face === face {
        let glyph = glyphs[end]
        let gap = end + 1 < range.upperBound ? (stretch * 1000).rounded() : 0
        placed.append(GlyphRun.Glyph(id: glyph.id, gap: Int16(gap), scalar: glyph.scalar, second: glyph.second))
        width += glyph.advance + gap / 1000
        end += 1
      }
      runs.append(GlyphRun(face: face, size: size, origin: Point(x: x, y: origin.y), glyphs: placed))
      x += size * width
      start = end
    }
    return runs
  }
}

extension TextStyle {
  /// From the top of a line to its baseline: the em box of Han glyphs, 0.88 above and 0.12 below, stands in its middle.
  func baseline(inLineOf height: Length, size: Length) -> Length {
    height / 2 + size * 0.38
  }

  var fontRole: FontRole { FontRole(rawValue: role.rawValue) ?? .form }
}
