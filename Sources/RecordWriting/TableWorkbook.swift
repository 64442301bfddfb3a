package import Diagnostics

/// A sheet of plain rows under one row of headings.
package struct TableSheet: Sendable {
  package enum Cell: Sendable {
    case text(String)
    case number(Int)
  }

  package var name: String
  /// With their widths, in characters.
  package var columns: [(heading: String, width: Double)]
  package var rows: [[Cell]]
  /// Whether it is meant to be printed.
  package var isForPrinting = false

  package init(name: String, columns: [(heading: String, width: Double)], rows: [[Cell]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }
}

/// Writes a workbook of such sheets, whole or not at all; the same sheets give the same bytes.
///
/// - Throws: `Refusal` when a text holds a character that a workbook cannot, or the file cannot be written.
package func writeTables(_ sheets: [TableSheet], to path: String) throws(Refusal) {
  let book = try Workbook(path: path)
  for sheet in sheets {
    try book.addSheet(sheet.name, headings: sheet.columns.map { (text: $0.heading, width: $0.width) })
    if sheet.isForPrinting { book.fitForPrinting() }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        switch cell {
        case .text(let text): try book.write(text, row: row + 1, column)
        case .number(let number): try book.write(Double(number), row: row + 1, column, .number)
        }
      }
    }
  }
  try book.finish()
}
