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
    _ range: Range<Int>, at origin: Point, size: Length, stretch: Double = 0, colour: Colour = .black, mark: Int?,
    into texts: inout PlacedTexts
  ) {
    var x = origin.x
    var index = range.lowerBound
    // Gaps are rounded so that they add up: the last glyph stands where it should.
    var added = Gaps(stretch: stretch)
    while index < range.upperBound {
      let face = glyphs[index].face
      let first = texts.glyphs.count
      var width = 0
      while index < range.upperBound, glyphs[index].face == face {
        let glyph = glyphs[index]
        index += 1
        let gap = index < range.upperBound ? tracking + added.next() : 0
        texts.glyphs.append(
          PlacedGlyph(id: glyph.id, gap: Int16(clamping: gap), scalar: glyph.scalar, second: glyph.second))
        width += glyph.advance - tracking + gap
      }
      texts.runs.append(
        PlacedTexts.Run(
          mark: mark, colour: colour, face: faces[face], size: size, origin: Point(x: x, y: origin.y),
          glyphs: first..<texts.glyphs.count))
      x += size * (Double(width) / 1000)
    }
  }

  private struct Gaps {
    let stretch: Double
    var count = 0
    var sum = 0

    /// In thousandths of an em.
    mutating func next() -> Int {
      count += 1
      let whole = Int((stretch * 1000 * Double(count)).rounded())
      defer { sum = whole }
      return whole - sum
    }
  }

  /// The whole text on one baseline.
  func runs(at origin: Point, size: Length, stretch: Double = 0, colour: Colour = .black) -> [GlyphRun] {
    var texts = PlacedTexts()
    place(glyphs.indices, at: origin, size: size, stretch: stretch, colour: colour, mark: nil, into: &texts)
    return texts.glyphRuns
  }
}
