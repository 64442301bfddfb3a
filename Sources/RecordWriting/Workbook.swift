private import Archives
import CXLSXWriter
import Diagnostics
private import XMLTrees

/// A workbook that is being written through libxlsxwriter, row by row in constant memory; it appears whole or not at all.
///
/// Nothing in it is ever a formula or a link, and the same calls give the same bytes: its dates are fixed.
final class Workbook {
  enum Style: CaseIterable {
    case text
    case heading
    /// Of a column that must be filled in.
    case required
    case fault
    case doubt
    case reason
    case date
    /// A whole number.
    case number
    case amount
    case decimal

    /// How numbers show. Text format also where a number stood: what a clerk types over it stays as typed.
    var numberFormat: String {
      switch self {
      case .date: "yyyy-mm-dd"
      case .number: "0"
      case .amount: "#,##0.00"
      case .decimal: "General"
      case .text, .heading, .required, .fault, .doubt, .reason: "@"
      }
    }
  }

  typealias Sheet = UnsafeMutablePointer<lxw_worksheet>?

  private let file: WholeFile
  private(set) var book: UnsafeMutablePointer<lxw_workbook>?
  /// The sheet that is written to.
  private(set) var sheet: Sheet = nil
  private var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]
  private var sheetNames: Set<String> = []
  private let path: String

  /// - Parameter inOrder: Whether rows come one after the other and need not be held; cells merged over rows need them.
  init(path: String, inOrder: Bool = true) throws(Refusal) {
    self.path = path
    file = try WholeFile(path: path, existing: .replacedUnlessEqual)
    var options = lxw_workbook_options()
    options.constant_memory = inOrder ? 1 : 0
    book = workbook_new_opt(file.temporaryPath, &options)
    guard book != nil else { throw failure() }
    var properties = lxw_doc_properties()
    // 2000-01-01: a clock would make every run's bytes different.
    properties.created = 946_684_800
    workbook_set_properties(book, &properties)
    for style in Style.allCases { formats[style] = makeFormat(style) }
  }

  deinit { if let book { lxw_workbook_free(book) } }

  private func makeFormat(_ style: Style) -> UnsafeMutablePointer<lxw_format>? {
    let format = workbook_add_format(book)
    format_set_num_format(format, style.numberFormat)
    switch style {
    case .heading, .required:
      format_set_bold(format)
      format_set_bg_color(format, style == .heading ? 0xDDE7F3 : 0xFCE4D6)
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .fault: format_set_bg_color(format, 0xFFC7CE)
    case .doubt: format_set_bg_color(format, 0xFFF2CC)
    case .reason:
      format_set_font_color(format, 0xC00000)
      format_set_text_wrap(format)
    case .text, .date, .number, .amount, .decimal: break
    }
    return format
  }

  /// Begins a sheet with a row of headings, which stays in sight.
  func addSheet(_ name: String, headings: [(text: String, width: Double)]) throws(Refusal) {
    try addSheet(name)
    worksheet_freeze_panes(sheet, 1, 0)
    for (column, heading) in headings.enumerated() {
      worksheet_set_column(sheet, UInt16(column), UInt16(column), heading.width, formats[.text])
    }
    for (column, heading) in headings.enumerated() { try write(heading.text, row: 0, column, .heading) }
  }

  /// Prints the sheet on A4 across, as wide as the page, with the headings on every page.
  func fitForPrinting() {
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)  // A4
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, 0, 0)
    worksheet_set_footer(sheet, "&C&P / &N")
  }

  /// Sets how wide a column is, and what its empty cells are.
  func setColumn(_ column: Int, width: Double, _ style: Style) {
    worksheet_set_column(sheet, UInt16(column), UInt16(column), width, formats[style])
  }

  /// Goes on with a sheet that was begun before; its rows still come one after the other.
  func select(_ sheet: Sheet) { self.sheet = sheet }

  /// Begins an empty sheet.
  func addSheet(_ name: String) throws(Refusal) {
    sheet = workbook_add_worksheet(book, unused(name))
    guard sheet != nil else { throw failure() }
  }

  /// A sheet's name as Excel allows it: at most 31 characters, none of `[]:*?/\`, no two alike.
  private func unused(_ name: String) -> String {
    let plain = String(name.map { "[]:*?/\\'".contains($0) ? "_" : $0 }.prefix(25))
    var candidate = plain.isEmpty ? "名单" : plain
    var number = 2
    while !sheetNames.insert(candidate.lowercased()).inserted {
      candidate = "\(plain)(\(number))"
      number += 1
    }
    return candidate
  }

  func write(_ text: String, row: Int, _ column: Int, _ style: Style = .text) throws(Refusal) {
    guard !text.isEmpty || style != .text else { return }
    guard isWritable(text) else {
      throw Refusal(
        Finding(
          .error, .xmlIllegalCharacter, at: Place(file: path, row: row + 1),
          Phrase("文字中有表格不能存放的字符", "a text holds a character that a workbook cannot")))
    }
    let result = worksheet_write_string(sheet, UInt32(row), UInt16(column), escaped(text), formats[style])
    guard result == LXW_NO_ERROR else { throw failure() }
  }

  /// Whether a workbook can hold a text: no NUL, which would end it, and neither U+FFFE nor U+FFFF.
  private func isWritable(_ text: String) -> Bool {
    var before: (UInt8, UInt8) = (0, 0)
    for byte in text.utf8 {
      // These two are EF BF BE and EF BF BF.
      if byte == 0 || (byte >= 0xBE && before == (0xEF, 0xBF)) { return false }
      before = (before.1, byte)
    }
    return true
  }

  func write(_ number: Double, row: Int, _ column: Int, _ style: Style = .text) throws(Refusal) {
    let result = worksheet_write_number(sheet, UInt32(row), UInt16(column), number, formats[style])
    guard result == LXW_NO_ERROR else { throw failure() }
  }

  /// Makes an empty cell, to be filled in.
  func prepare(row: Int, _ column: Int, _ style: Style) {
    worksheet_write_blank(sheet, UInt32(row), UInt16(column), formats[style])
  }

  /// Writes the file and gives it its name.
  func finish() throws(Refusal) {
    let result = workbook_close(book)
    book = nil
    guard result == LXW_NO_ERROR else { throw failure() }
    try file.commit()
  }

  /// A text that looks like an escape of Excel's (`_x000D_`) is escaped itself (ECMA-376 part 1, 22.9.2.19).
  func escaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    return text.replacing(/_x(?=[0-9A-Fa-f]{4}_)/, with: "_x005F_x")
  }

  func failure() -> Refusal {
    Refusal(
      Finding(
        .error, .fileUnwritable, at: Place(file: path),
        Phrase("无法写出工作簿（内容过长，或磁盘已满）", "the workbook cannot be written (a text too long, or the disk full)")))
  }
}
