/// One place where a field is shown.
package struct FormWidget: Sendable, Equatable {
  /// What the normal appearance of a widget shows.
  package struct Drawn: Sendable, Equatable {
    /// Its text, line by line; of a button the glyphs of its mark, empty where the mark is drawn as lines.
    package var text: String
    /// `false` when some glyph says nothing of what it means: then `text` is no evidence of anything.
    package var isReadable: Bool
    /// Whether nothing is painted at all.
    package var isBlank: Bool

    package init(text: String, isReadable: Bool = true, isBlank: Bool = false) {
      self.text = text
      self.isReadable = isReadable
      self.isBlank = isBlank
    }
  }

  /// 1-based; `nil` when no page shows it.
  package var page: Int?
  /// `/Rect` as it stands, in points: x0, y0, x1, y1.
  package var box: [Double]?
  /// Of a button the state that it shows, `/AS` as text; `nil` when it has none.
  package var state: String?
  /// `nil` when nobody looked, or there is no appearance to look at.
  package var drawn: Drawn?

  package init(page: Int? = nil, box: [Double]? = nil, state: String? = nil, drawn: Drawn? = nil) {
    self.page = page
    self.box = box
    self.state = state
    self.drawn = drawn
  }
}
