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

  package init(name: String, columns: [(heading: String, width: Double)], rows: [[Cell]] = []) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }
}

/// Writes a workbook of such sheets, whole or not at all; the same sheets give the same bytes.
///
/// - Throws: `Refusal` when a text holds a character that a workbook cannot, or the file cannot be written.
package func writeTables(_ sheets: [TableSheet], to path: String) throws(Refusal) {
  try TableWorkbook(path: path, sheets: sheets).finish()
}

/// A workbook of such sheets to which rows are added as they come, so that none need be held.
package final class TableWorkbook {
  private let book: Workbook
  /// Each sheet with the rows that it has, its headings among them.
  private var sheets: [(sheet: Workbook.Sheet, count: Int)] = []

  /// - Parameter sheets: All sheets, with their first rows.
  package init(path: String, sheets: [TableSheet]) throws(Refusal) {
    book = try Workbook(path: path)
    for (index, sheet) in sheets.enumerated() {
      try book.addSheet(sheet.name, headings: sheet.columns.map { (text: $0.heading, width: $0.width) })
      if sheet.isForPrinting { book.fitForPrinting() }
      self.sheets.append((book.sheet, 1))
      for row in sheet.rows { try add(row, to: index) }
    }
  }

  /// Adds a row to the sheet at an index.
  package func add(_ row: [TableSheet.Cell], to index: Int) throws(Refusal) {
    book.select(sheets[index].sheet)
    for (column, cell) in row.enumerated() {
      switch cell {
      case .text(let text): try book.write(text, row: sheets[index].count, column)
      case .number(let number): try book.write(Double(number), row: sheets[index].count, column, .number)
      }
    }
    sheets[index].count += 1
  }

  /// Writes the file and gives it its name.
  package func finish() throws(Refusal) { try book.finish() }
}
