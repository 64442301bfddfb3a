private import CUnibreak

/// Where lines may end (UAX #14, through libunibreak), and where they do. One serves for many texts and keeps its memory.
struct LineBreaking {
  /// The lines found last: glyph ranges, top to bottom, without the spaces between them.
  private(set) var lines: [Range<Int>] = []
  /// Whether one of them ends within a word or number, as no line has room for it.
  private(set) var tearsWords = false
  /// Whether a line may end after each glyph.
  private var mayEnd: [Bool] = []
  private var scalars: [UInt32] = []
  private var marks: [CChar] = []

  init() {}

  init(_ text: SetText) { read(text) }

  /// Finds where the lines of a text may end.
  mutating func read(_ text: SetText) {
    mayEnd.removeAll(keepingCapacity: true)
    if !readWords(text) { readScalars(text) }
  }

  /// Does so for Han characters, letters and digits: around the first a line may end, between the others it may not.
  ///
  /// - Returns: `false` when the text has others; they need the whole of UAX #14.
  private mutating func readWords(_ text: SetText) -> Bool {
    var wasWord = true
    for glyph in text.glyphs {
      let isWord = Self.isLetterOrDigit(glyph.scalar)
      guard isWord || 0x4E00...0x9FFF ~= glyph.scalar.value, glyph.second == nil else {
        mayEnd.removeAll(keepingCapacity: true)
        return false
      }
      // This decides about the glyph before; before the first there is nothing to decide.
      mayEnd.append(!(isWord && wasWord))
      wasWord = isWord
    }
    mayEnd.append(false)
    mayEnd.removeFirst()
    return true
  }

  private mutating func readScalars(_ text: SetText) {
    // A glyph stands for one scalar or two; the second never starts a line.
    scalars.removeAll(keepingCapacity: true)
    for glyph in text.glyphs {
      scalars.append(glyph.scalar.value)
      if let second = glyph.second { scalars.append(second.value) }
    }
    marks.removeAll(keepingCapacity: true)
    marks.append(contentsOf: repeatElement(0, count: scalars.count))
    unibreak.set(scalars, &marks)
    var position = -1
    for (index, glyph) in text.glyphs.enumerated() {
      position += glyph.second == nil ? 1 : 2
      let next = index + 1 < text.glyphs.count ? text.glyphs[index + 1].scalar : nil
      let staysWithNext = next.map { Self.neverStartsALine($0) || Self.isSeparator(glyph.scalar) } ?? false
      mayEnd.append(!staysWithNext && marks[position] == CChar(LINEBREAK_ALLOWBREAK))
    }
  }

  /// Whether a line may end after this glyph.
  func mayBreak(after index: Int) -> Bool { mayEnd[index] }

  /// Breaks the text that was read into `lines`, at least one.
  ///
  /// A stretch without any opportunity that is wider than a line (a long word) is broken where it must be.
  ///
  /// - Parameter width: The measure, in ems.
  mutating func breakLines(of text: SetText, width: Double) {
    lines.removeAll(keepingCapacity: true)
    tearsWords = false
    var start = 0
    var fits = 0.0
    var lastOpportunity: Int?
    var index = 0
    while index < text.glyphs.count {
      let advance = Double(text.glyphs[index].advance) / 1000
      // Spaces hang over the edge rather than start a line.
      if fits + advance > width + 1e-6, index > start, text.glyphs[index].scalar != " " {
        let end = lastOpportunity ?? index
        tearsWords = tearsWords || lastOpportunity == nil
        lines.append(trimmed(start..<end, of: text))
        (start, index, fits, lastOpportunity) = (end, end, 0, nil)
        continue
      }
      fits += advance
      index += 1
      if mayEnd[index - 1] { lastOpportunity = index }
    }
    lines.append(trimmed(start..<text.glyphs.count, of: text))
  }

  private func trimmed(_ range: Range<Int>, of text: SetText) -> Range<Int> {
    var range = range
    while let last = range.last, text.glyphs[last].scalar == " " { range = range.lowerBound..<last }
    return range
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z": true
    default: false
    }
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
