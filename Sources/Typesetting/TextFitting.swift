import Documents
import Measures
import Pages

/// How a value or label is made to fit its box.
struct TextFitting {
  var style: TextStyle
  var fit: Slot.Fit

  /// Between the size asked for and the least one, sizes are tried in steps of a quarter point.
  private static let step = Length.points(0.25)
  /// Lines may close up to this much before a smaller size is tried.
  private static let tightLineHeight = 1.12
  /// Rather than tear a word or number apart, text is set this much smaller.
  private static let leastUntorn = 0.65
  /// Growing rows were measured at the full line height; rounding must not shrink their text.
  private static let roundingRoom = 1e-6

  /// Sets `text` inside `rect` by the policy.
  ///
  /// - Parameter breaking: Lends its memory.
  /// - Returns: The size it took, which may be smaller than asked for; `nil`, and nothing set, when it does not fit even at the
  ///   least size. Never a part of the text.
  func set(
    _ text: SetText, in rect: Rect, mark: Int? = nil, breaking: inout LineBreaking, into texts: inout PlacedTexts
  ) -> Length? {
    switch fit.policy {
    case .refuse: setSingle(text, in: rect, smallest: style.size, mark: mark, into: &texts)
    case .shrink: setSingle(text, in: rect, smallest: fit.minimumSize, mark: mark, into: &texts)
    case .wrap, .grow: setWrapped(text, in: rect, mark: mark, &breaking, into: &texts)
    }
  }

  /// How tall `text` becomes when it may take as many lines as it needs.
  func height(of text: SetText, width: Length, breaking: inout LineBreaking) -> Length {
    height(ofLines: lines(of: text, width: width, breaking: &breaking))
  }

  /// How many lines `text` takes at the size asked for.
  func lines(of text: SetText, width: Length, breaking: inout LineBreaking) -> Int {
    breaking.read(text)
    breaking.breakLines(of: text, width: width / style.size)
    return breaking.lines.count
  }

  func height(ofLines count: Int) -> Length { style.size * (Double(count) * style.leading) }

  /// What `set` does with a line that has room at the full size, for any such line; tracked text is for `set` only.
  func oneLine(in rect: Rect) -> OneLine {
    let wraps = fit.policy == .wrap || fit.policy == .grow
    let room = wraps ? rect.height / style.size + Self.roundingRoom : 1
    let pitch = style.size * (wraps ? min(style.leading, room) : 1)
    let hasRoom = style.trackingThousandths == 0 && (wraps ? room >= 1 : style.size <= rect.height)
    // A little less than there is: what just fits or just does not is for `set` to decide.
    let widest = hasRoom ? Int((rect.width / style.size * 1000 - 0.001).rounded(.down)) : -1
    return OneLine(
      role: style.fontRole, size: style.size, colour: style.ink, alignment: style.alignment, dropsSpace: wraps,
      widest: widest,
      left: rect.minX, width: rect.width,
      baseline: top(of: pitch, in: rect) + style.baseline(inLineOf: pitch, size: style.size))
  }

  private func setSingle(
    _ text: SetText, in rect: Rect, smallest: Length, mark: Int?, into texts: inout PlacedTexts
  ) -> Length? {
    let width = text.width
    var size = style.size
    if size * width > rect.width {
      size = Self.step * (rect.width / (Self.step * width)).rounded(.down)
    }
    if size > rect.height { size = rect.height }
    guard size >= smallest || width == 0 else { return nil }
    let line = Line(glyphs: text.glyphs.indices, top: top(of: size, in: rect), pitch: size, isLast: true)
    place(line, of: text, size: size, in: rect, mark: mark, into: &texts)
    return size
  }

  private func setWrapped(
    _ text: SetText, in rect: Rect, mark: Int?, _ breaking: inout LineBreaking, into texts: inout PlacedTexts
  ) -> Length? {
    breaking.read(text)
    var size = style.size
    // The largest size at which the text fits with a word or number torn apart.
    var torn: Length?
    while true {
      if let pitch = pitch(of: text, size: size, in: rect, &breaking) {
        if !breaking.tearsWords {
          place(breaking.lines, of: text, size: size, pitch: pitch, in: rect, mark: mark, into: &texts)
          return size
        }
        torn = torn ?? size
      }
      let smallest = torn.map { max($0 * Self.leastUntorn, fit.minimumSize) } ?? fit.minimumSize
      guard size > smallest else { break }
      size = max(size - Self.step, smallest)
    }
    guard let torn, let pitch = pitch(of: text, size: torn, in: rect, &breaking) else { return nil }
    place(breaking.lines, of: text, size: torn, pitch: pitch, in: rect, mark: mark, into: &texts)
    return torn
  }

  /// The distance of the lines that a text takes at a size; `nil` when they have no room.
  private func pitch(of text: SetText, size: Length, in rect: Rect, _ breaking: inout LineBreaking) -> Length? {
    breaking.breakLines(of: text, width: rect.width / size)
    let count = breaking.lines.count
    var widest = 0.0
    for line in breaking.lines { widest = max(widest, text.width(of: line)) }
    let room = rect.height / (size * Double(count)) + Self.roundingRoom
    guard size * widest <= rect.width + .points(0.01), count == 1 || room >= Self.tightLineHeight, room >= 1 else {
      return nil
    }
    return size * min(style.leading, room)
  }

  private func place(
    _ lines: [Range<Int>], of text: SetText, size: Length, pitch: Length, in rect: Rect, mark: Int?,
    into texts: inout PlacedTexts
  ) {
    let top = self.top(of: pitch * Double(lines.count), in: rect)
    for (number, glyphs) in lines.enumerated() where !glyphs.isEmpty {
      let line = Line(
        glyphs: glyphs, top: top + pitch * Double(number), pitch: pitch, isLast: number == lines.count - 1)
      place(line, of: text, size: size, in: rect, mark: mark, into: &texts)
    }
  }

  private struct Line {
    var glyphs: Range<Int>
    var top: Length
    var pitch: Length
    var isLast: Bool
  }

  private func place(
    _ line: Line, of text: SetText, size: Length, in rect: Rect, mark: Int?, into texts: inout PlacedTexts
  ) {
    let width = size * text.width(of: line.glyphs)
    let (x, stretch) = start(of: width, glyphs: line.glyphs.count, size: size, isLast: line.isLast, in: rect)
    let baseline = line.top + style.baseline(inLineOf: line.pitch, size: size)
    text.place(
      line.glyphs, at: Point(x: x, y: baseline), size: size, stretch: stretch, colour: style.ink, mark: mark,
      into: &texts)
  }

  private func top(of height: Length, in rect: Rect) -> Length {
    switch style.verticalAlignment {
    case .top: rect.minY
    case .middle: rect.minY + (rect.height - height) / 2
    case .bottom: rect.maxY - height
    }
  }

  /// Where a line starts, and how much each glyph is spaced out, in ems.
  private func start(
    of width: Length, glyphs: Int, size: Length, isLast: Bool, in rect: Rect
  ) -> (x: Length, stretch: Double) {
    switch style.alignment {
    case .left: (rect.minX, 0)
    case .centre: (rect.minX + (rect.width - width) / 2, 0)
    case .right, .outside: (rect.maxX - width, 0)
    case .justify:
      isLast || glyphs < 2
        ? (rect.minX, 0) : (rect.minX, max(0, (rect.width - width) / size / Double(glyphs - 1)))
    }
  }
}
