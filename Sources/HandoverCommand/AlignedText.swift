/// Texts in columns on a terminal, where Han characters and full-width signs take two cells.
enum AlignedText {
  /// How many cells a text takes.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// A text filled with blanks on the right, or on the left, up to a width in cells; never cut.
  static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - self.width(text)))
    return right ? blanks + text : text + blanks
  }

  /// A text cut to a width in cells, with a sign that it was cut.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    var cut = String.UnicodeScalarView()
    var used = 1
    for scalar in text.unicodeScalars {
      used += width(scalar)
      if used > limit { break }
      cut.append(scalar)
    }
    return String(cut) + "…"
  }

  /// Rows of texts as lines; each column as wide as its widest text.
  ///
  /// - Parameter numbers: The columns that are aligned on the right.
  static func lines(_ rows: [[String]], numbers: Set<Int> = []) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        column == row.count - 1 && !numbers.contains(column)
          ? text : padded(text, widths[column], right: numbers.contains(column))
      }
      return cells.joined(separator: "  ")
    }
  }

  /// East Asian wide and full-width scalars (UAX #11), as far as names, labels and punctuation have them; marks take no cell.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
