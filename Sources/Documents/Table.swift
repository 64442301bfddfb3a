package import Diagnostics
package import Measures
package import Records

package struct Table: Sendable {
  /// Widths from left to right.
  package var columns: [Length]
  package var rows: [RowContent]
  package var style: TableStyle

  package init(columns: [Length], rows: [RowContent], style: TableStyle) {
    self.columns = columns
    self.rows = rows
    self.style = style
  }
}

package struct TableStyle: Sendable, Hashable {
  /// The width of inner rules and of the outer frame; zero draws none.
  package var rule: Length
  package var frame: Length
  package var padding: Length

  package init(rule: Length, frame: Length, padding: Length) {
    self.rule = rule
    self.frame = frame
    self.padding = padding
  }
}

package enum RowContent: Sendable {
  case row(Row)
  /// Rows repeated for each entry of a group.
  case repeated(RepeatedRows)
}

package struct RepeatedRows: Sendable {
  /// Its place among the repeats of the document, counted from 0: the index into `Filling.repeats`.
  package var index: Int
  package var group: FieldName
  /// Which part of the group's entries it has, when several repeats share the group: an option's code.
  package var section: String?
  /// What the group is called for people.
  package var label: String
  /// How many times the rows stand there even when the record has fewer entries.
  package var minimum: Int
  package var rows: [Row]

  package init(index: Int, group: FieldName, section: String? = nil, label: String, minimum: Int, rows: [Row]) {
    self.index = index
    self.group = group
    self.section = section
    self.label = label
    self.minimum = minimum
    self.rows = rows
  }

  /// What stands before the components of an entry's boxes.
  ///
  /// - Parameter ordinal: The entry's, from 1.
  package func boxPrefix(ordinal: Int) -> [String] {
    FormBoxName.prefix(of: group, section: section, ordinal: ordinal)
  }
}

package struct Row: Sendable {
  /// The least height; a row grows with what must fit.
  package var height: Length
  package var cells: [Cell]
  /// Whether it is repeated at the head of each page that the table reaches.
  package var isHeader: Bool
  package var keepsWithPrevious: Bool

  package init(height: Length, cells: [Cell], isHeader: Bool = false, keepsWithPrevious: Bool = false) {
    self.height = height
    self.cells = cells
    self.isHeader = isHeader
    self.keepsWithPrevious = keepsWithPrevious
  }
}

package struct Cell: Sendable {
  package enum Writing: String, Sendable, CaseIterable {
    case horizontal
    /// Upright characters, one below the other.
    case vertical
  }

  package var columnSpan: Int
  /// How many rows it covers; 0 as in HTML: all that follow in its table.
  package var rowSpan: Int
  /// Whether it names what stands in other cells.
  package var isHeader: Bool
  package var writing: Writing
  package var paragraphs: [Paragraph]
  package var style: TextStyle
  /// The template line that it came from.
  package var place: Place

  package init(
    columnSpan: Int = 1, rowSpan: Int = 1, isHeader: Bool = false, writing: Writing = .horizontal,
    paragraphs: [Paragraph], style: TextStyle, place: Place = Place()
  ) {
    self.columnSpan = columnSpan
    self.rowSpan = rowSpan
    self.isHeader = isHeader
    self.writing = writing
    self.paragraphs = paragraphs
    self.style = style
    self.place = place
  }
}
