import Documents
import Fonts
import Measures
import Pages

/// Text with its glyphs chosen, measured in ems: what it takes at any size.
typealias SetText = ShapedText

extension SetText {
  /// In ems.
  func width(of range: Range<Int>) -> Double { Double(thousandths(of: range)) / 1000 }

  var width: Double { width(of: glyphs.indices) }

  /// Places the glyphs of a range on one baseline, one run for each stretch of a face.
  ///
  /// - Parameters:
  ///   - origin: Where the baseline starts.
  ///   - stretch: Space added after every glyph but the last, in ems.
  func place(
    _ range: Range<Int>, at origin: Point, size: Length, stretch: Double = 0, mark: Int?, into texts: inout PlacedTexts
  ) {
    let gap = Int16((stretch * 1000).rounded())
    var x = origin.x
    var start = range.lowerBound
    while start < range.upperBound {
      let face = glyphs[start].face
      let first = texts.glyphs.count
      var width = 0
      while start < range.upperBound, glyphs[start].face == face {
        let glyph = glyphs[start]
        start += 1
        let gap = start < range.upperBound ? gap : 0
        texts.glyphs.append(PlacedGlyph(id: glyph.id, gap: gap, scalar: glyph.scalar, second: glyph.second))
        width += glyph.advance + Int(gap)
      }
      texts.runs.append(
        PlacedTexts.Run(
          mark: mark, face: faces[face], size: size, origin: Point(x: x, y: origin.y),
          glyphs: first..<texts.glyphs.count))
      x += size * (Double(width) / 1000)
    }
  }

  /// The whole text on one baseline.
  func runs(at origin: Point, size: Length) -> [GlyphRun] {
    var texts = PlacedTexts()
    place(glyphs.indices, at: origin, size: size, mark: nil, into: &texts)
    return texts.glyphRuns
  }
}

extension TextStyle {
  /// From the top of a line to its baseline: the em box of Han glyphs, 0.88 above and 0.12 below, stands in its middle.
  func baseline(inLineOf height: Length, size: Length) -> Length {
    height / 2 + size * 0.38
  }

  var fontRole: FontRole { FontRole(rawValue: role.rawValue) ?? .form }
}
