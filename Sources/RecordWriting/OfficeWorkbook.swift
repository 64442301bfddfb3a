import CXLSXWriter
package import Diagnostics
import Records

/// Writes a list as an HR office keeps it to a workbook of one sheet, whole or not at all.
///
/// - Throws: `Refusal` when a text holds a character that a workbook cannot, or the file cannot be written.
package func writeOfficeSheet(_ sheet: OfficeSheet, to path: String) throws(Refusal) {
  let book = try Workbook(path: path, inOrder: false)
  try book.addSheet(sheet.name)
  let writer = OfficeSheetWriter(sheet, book)
  writer.arrange()
  try writer.writeTitles()
  try writer.writeHeadings()
  for position in sheet.rows.indices { try writer.writeRow(position) }
  try writer.writeFooters()
  try book.finish()
}

/// Cells with frames, and headings merged over rows and columns.
private struct OfficeSheetWriter {
  private let sheet: OfficeSheet
  private let book: Workbook
  private let title: UnsafeMutablePointer<lxw_format>?
  private let line: UnsafeMutablePointer<lxw_format>?
  private let heading: UnsafeMutablePointer<lxw_format>?
  private let text: UnsafeMutablePointer<lxw_format>?
  private let number: UnsafeMutablePointer<lxw_format>?
  private let date: UnsafeMutablePointer<lxw_format>?

  init(_ sheet: OfficeSheet, _ book: Workbook) {
    self.sheet = sheet
    self.book = book
    func format(_ numbers: String, framed: Bool, centred: Bool) -> UnsafeMutablePointer<lxw_format>? {
      let format = workbook_add_format(book.book)
      format_set_num_format(format, numbers)
      format_set_font_name(format, "宋体")
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      if centred { format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
      if framed { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
      return format
    }
    title = format("@", framed: false, centred: true)
    format_set_bold(title)
    format_set_font_size(title, 18)
    line = format("@", framed: false, centred: false)
    heading = format("@", framed: true, centred: true)
    format_set_bold(heading)
    format_set_text_wrap(heading)
    format_set_bg_color(heading, 0xEDEDED)
    text = format("@", framed: true, centred: false)
    number = format("0", framed: true, centred: false)
    date = format("yyyy/m/d", framed: true, centred: false)
  }

  private var headingRow: Int { sheet.titles.count }
  private var lastColumn: Int { sheet.columns.count - 1 }

  func arrange() {
    for (position, column) in sheet.columns.enumerated() {
      var options = lxw_row_col_options()
      options.hidden = column.isHidden ? 1 : 0
      worksheet_set_column_opt(book.sheet, UInt16(position), UInt16(position), column.width, nil, &options)
    }
    for row in sheet.titles.indices { worksheet_set_row(book.sheet, UInt32(row), row == 0 ? 36 : 20, nil) }
    worksheet_set_row(book.sheet, UInt32(headingRow), 22, nil)
    worksheet_set_row(book.sheet, UInt32(headingRow + 1), 30, nil)
    worksheet_freeze_panes(book.sheet, UInt32(headingRow + 2), 2)
    worksheet_set_landscape(book.sheet)
    worksheet_set_paper(book.sheet, 8)  // A3
    worksheet_fit_to_pages(book.sheet, 1, 0)
    worksheet_repeat_rows(book.sheet, UInt32(headingRow), UInt32(headingRow + 1))
  }

  func writeTitles() throws(Refusal) {
    for (row, words) in sheet.titles.enumerated() {
      try merge(rows: row...row, columns: 0...lastColumn, words, row == 0 ? title : line)
    }
  }

  func writeHeadings() throws(Refusal) {
    var position = 0
    while position < sheet.columns.count {
      let column = sheet.columns[position]
      guard let group = column.group else {
        try merge(rows: headingRow...headingRow + 1, columns: position...position, column.heading, heading)
        position += 1
        continue
      }
      let end = sheet.columns[position...].firstIndex { $0.group != group } ?? sheet.columns.count
      try merge(rows: headingRow...headingRow, columns: position...end - 1, group, heading)
      for inner in position..<end { try put(sheet.columns[inner].heading, headingRow + 1, inner, heading) }
      position = end
    }
  }

  func writeRow(_ position: Int) throws(Refusal) {
    let row = sheet.firstRow - 1 + position
    for column in sheet.columns.indices {
      switch sheet.rows[position][column] {
      case .text(let words): try put(words, row, column, text)
      case .number(let value):
        guard worksheet_write_number(book.sheet, UInt32(row), UInt16(column), value, number) == LXW_NO_ERROR else {
          throw book.failure()
        }
      case .date(let day):
        var moment = lxw_datetime()
        (moment.year, moment.month, moment.day) = (Int32(day.year), Int32(day.month ?? 1), Int32(day.day ?? 1))
        guard worksheet_write_datetime(book.sheet, UInt32(row), UInt16(column), &moment, date) == LXW_NO_ERROR else {
          throw book.failure()
        }
      case nil: worksheet_write_blank(book.sheet, UInt32(row), UInt16(column), text)
      }
    }
  }

  func writeFooters() throws(Refusal) {
    for (position, words) in sheet.footers.enumerated() {
      let row = sheet.firstRow - 1 + sheet.rows.count + position
      try merge(rows: row...row, columns: 0...lastColumn, words, line)
    }
  }

  private func merge(
    rows: ClosedRange<Int>, columns: ClosedRange<Int>, _ words: String, _ format: UnsafeMutablePointer<lxw_format>?
  ) throws(Refusal) {
    guard rows.count > 1 || columns.count > 1 else {
      return try put(words, rows.lowerBound, columns.lowerBound, format)
    }
    let result = worksheet_merge_range(
      book.sheet, UInt32(rows.lowerBound), UInt16(columns.lowerBound), UInt32(rows.upperBound),
      UInt16(columns.upperBound), book.escaped(words), format)
    guard result == LXW_NO_ERROR else { throw book.failure() }
  }

  private func put(
    _ words: String, _ row: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>?
  ) throws(Refusal) {
    let result = worksheet_write_string(book.sheet, UInt32(row), UInt16(column), book.escaped(words), format)
    guard result == LXW_NO_ERROR else { throw book.failure() }
  }
}
