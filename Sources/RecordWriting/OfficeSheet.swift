package import Records

/// A list as an HR office keeps it, for people rather than programs: titles, two rows of headings with groups over them,
/// cells of all kinds, signatures below. Handover itself only reads such lists; samples are written as them.
package struct OfficeSheet: Sendable {
  /// What stands in a cell.
  package enum Cell: Sendable, Hashable {
    case text(String)
    /// A number as the office would see it: no thousands, no exponent.
    case number(Double)
    /// A day, as a date cell.
    case date(PartialDate)
  }

  /// One column.
  package struct Column: Sendable {
    /// What stands over several columns; neighbours with the same group share it.
    package var group: String?
    package var heading: String
    /// In characters of Latin text, as spreadsheet programs count.
    package var width: Double
    package var isHidden: Bool

    package init(_ heading: String, in group: String? = nil, width: Double, isHidden: Bool = false) {
      self.group = group
      self.heading = heading
      self.width = width
      self.isHidden = isHidden
    }
  }

  package var name: String
  /// The first is large, the others are small; each runs over all columns.
  package var titles: [String]
  package var columns: [Column]
  /// Cells by column from 0.
  package var rows: [[Int: Cell]] = []
  /// Rows below the list, each running over all columns.
  package var footers: [String] = []

  package init(name: String, titles: [String], columns: [Column]) {
    self.name = name
    self.titles = titles
    self.columns = columns
  }

  /// The row of the first record, as a spreadsheet program counts.
  package var firstRow: Int { titles.count + 3 }
}
