import Documents
import Measures
import Pages

/// Text set into a rectangle.
struct FittedText {
  var runs: [GlyphRun]
  /// The size it took, which may be smaller than asked for.
  var size: Length
  /// From the first line's top to the last one's bottom.
  var height: Length
}

/// How a value or label is made to fit its box.
struct TextFitting {
  var style: TextStyle
  var fit: Slot.Fit

  /// Between the size asked for and the least one, sizes are tried in steps of a quarter point.
  private static let step = Length.points(0.25)
  /// Lines may close up to this much before a smaller size is tried.
  private static let tightLineHeight = 1.12

  /// Sets `text` inside `rect` by the policy.
  ///
  /// - Returns: `nil` when it does not fit even at the least size. Never a part of the text.
  func fitted(_ text: SetText, in rect: Rect) -> FittedText? {
    let breaking = LineBreaking(text)
    switch fit.policy {
    case .refuse: return single(text, in: rect, smallest: style.size)
    case .shrink: return single(text, in: rect, smallest: fit.minimumSize)
    case .wrap, .grow: return wrapped(text, breaking, in: rect)
    }
  }

  /// How tall `text` becomes when it may take as many lines as it needs.
  func height(of text: SetText, width: Length) -> Length {
    let lines = LineBreaking(text).lines(width: width / style.size)
    return style.size * (Double(lines.count) * style.lineHeight)
  }

  private func single(_ text: SetText, in rect: Rect, smallest: Length) -> FittedText? {
    let width = text.width
    var size = style.size
    if size * width > rect.width {
      size = Self.step * (rect.width / (Self.step * width)).rounded(.down)
    }
    if size > rect.height { size = rect.height }
    guard size >= smallest || width == 0 else { return nil }
    return place([text.glyphs.indices], of: text, size: size, lineHeight: 1, in: rect)
  }

  private func wrapped(_ text: SetText, _ breaking: LineBreaking, in rect: Rect) -> FittedText? {
    var size = style.size
    while true {
      let lines = breaking.lines(width: rect.width / size)
      let widest = lines.map { text.width(of: $0) }.max() ?? 0
      let count = Double(lines.count)
      // Growing rows were measured at the full line height; rounding must not shrink their text.
      let room = rect.height / (size * count) + 1e-6
      if size * widest <= rect.width + .points(0.01), lines.count == 1 || room >= Self.tightLineHeight, room >= 1 {
        return place(lines, of: text, size: size, lineHeight: min(style.lineHeight, room), in: rect)
      }
      guard size > fit.minimumSize else { return nil }
      size = max(size - Self.step, fit.minimumSize)
    }
  }

  private func place(
    _ lines: [Range<Int>], of text: SetText, size: Length, lineHeight: Double, in rect: Rect
  ) -> FittedText {
    let pitch = size * lineHeight
    let height = pitch * Double(lines.count)
    let top: Length =
      switch style.verticalAlignment {
      case .top: rect.minY
      case .middle: rect.minY + (rect.height - height) / 2
      case .bottom: rect.maxY - height
      }
    var runs: [GlyphRun] = []
    for (number, line) in lines.enumerated() where !line.isEmpty {
      let width = size * text.width(of: line)
      let isLast = number == lines.count - 1
      let (x, stretch) = start(of: width, glyphs: line.count, size: size, isLast: isLast, in: rect)
      let baseline = top + pitch * Double(number) + style.baseline(inLineOf: pitch, size: size)
      runs += text.runs(of: line, at: Point(x: x, y: baseline), size: size, stretch: stretch)
    }
    return FittedText(runs: runs, size: size, height: height)
  }

  /// Where a line starts, and how much each glyph is spaced out, in ems.
  private func start(
    of width: Length, glyphs: Int, size: Length, isLast: Bool, in rect: Rect
  ) -> (x: Length, stretch: Double) {
    switch style.alignment {
    case .left: (rect.minX, 0)
    case .centre: (rect.minX + (rect.width - width) / 2, 0)
    case .right: (rect.maxX - width, 0)
    case .justify:
      isLast || glyphs < 2
        ? (rect.minX, 0) : (rect.minX, max(0, (rect.width - width) / size / Double(glyphs - 1)))
    }
  }
}
