private import CUnibreak

/// Where lines may end (UAX #14, through libunibreak), and where they do.
struct LineBreaking {
  /// Whether a line may end after each glyph.
  private let mayEnd: [Bool]
  private let text: SetText

  init(_ text: SetText) {
    self.text = text
    // A glyph stands for one scalar or two; the second never starts a line.
    let scalars = text.glyphs.flatMap { [$0.scalar.value] + ($0.second.map { [$0.value] } ?? []) }
    var marks = [CChar](repeating: 0, count: scalars.count)
    unibreak.set(scalars, &marks)
    var position = -1
    mayEnd = text.glyphs.enumerated().map { index, glyph in
      position += glyph.second == nil ? 1 : 2
      let next = index + 1 < text.glyphs.count ? text.glyphs[index + 1].scalar : nil
      if let next, LineBreaking.neverStartsALine(next) || LineBreaking.isSeparator(glyph.scalar) { return false }
      return marks[position] == CChar(LINEBREAK_ALLOWBREAK)
    }
  }

  /// Whether a line may end after this glyph.
  func mayBreak(after index: Int) -> Bool { mayEnd[index] }

  /// Breaks the text into lines.
  ///
  /// A stretch without any opportunity that is wider than a line (a long word) is broken where it must be.
  ///
  /// - Parameter width: The measure, in ems.
  /// - Returns: Glyph ranges, top to bottom, without the spaces between them. At least one.
  func lines(width: Double) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    var fits = 0.0
    var lastOpportunity: Int?
    var index = 0
    while index < text.glyphs.count {
      let advance = text.glyphs[index].advance
      // Spaces hang over the edge rather than start a line.
      if fits + advance > width + 1e-6, index > start, text.glyphs[index].scalar != " " {
        let end = lastOpportunity ?? index
        lines.append(trimmed(start..<end))
        (start, index, fits, lastOpportunity) = (end, end, 0, nil)
        continue
      }
      fits += advance
      index += 1
      if mayEnd[index - 1] { lastOpportunity = index }
    }
    lines.append(trimmed(start..<text.glyphs.count))
    return lines
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last, text.glyphs[last].scalar == " " { range = range.lowerBound..<last }
    return range
  }

  /// Marks inside names and numbers, which UAX #14 treats as letters of their own.
  private static func neverStartsALine(_ scalar: Unicode.Scalar) -> Bool {
    isSeparator(scalar) || scalar == "％" || scalar == "℃" || scalar == "°"
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{00B7}" || scalar == "\u{2027}"
  }
}

/// libunibreak wants its tables prepared once in a process.
private let unibreak = Unibreak()

private struct Unibreak {
  init() { init_linebreak() }

  func set(_ scalars: [UInt32], _ marks: inout [CChar]) {
    set_linebreaks_utf32(scalars, scalars.count, "zh", &marks)
  }
}
