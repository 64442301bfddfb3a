import Documents
import Measures
import Pages

/// Upright characters, one below the other, in as many columns as needed, the first at the right.
struct VerticalText {
  var style: TextStyle

  /// Sets `text` centred in `rect`; `nil` when it does not fit at the style's size.
  func fitted(_ text: SetText, in rect: Rect) -> [GlyphRun]? {
    let pitch = style.size * style.leading
    let rows = max(1, Int((rect.height - style.size) / pitch) + 1)
    guard rect.height >= style.size else { return nil }
    let columns = (text.glyphs.count + rows - 1) / rows
    guard columns > 0, pitch * Double(columns - 1) + style.size <= rect.width + .points(0.01) else {
      return columns == 0 ? [] : nil
    }
    let perColumn = (text.glyphs.count + columns - 1) / columns
    var texts = PlacedTexts()
    for (index, glyph) in text.glyphs.enumerated() {
      let (column, row) = index.quotientAndRemainder(dividingBy: perColumn)
      let inColumn = min(perColumn, text.glyphs.count - column * perColumn)
      let height = pitch * Double(inColumn - 1) + style.size
      let top = rect.minY + (rect.height - height) / 2 + pitch * Double(row)
      let centre = rect.minX + rect.width / 2 + pitch * (Double(columns - 1) / 2 - Double(column))
      let origin = Point(
        x: centre - style.size * (Double(glyph.advance) / 2000),
        y: top + style.baseline(inLineOf: style.size, size: style.size))
      text.place(index..<index + 1, at: origin, size: style.size, colour: style.ink, mark: nil, into: &texts)
    }
    return texts.glyphRuns
  }
}
