package import Diagnostics
package import Records

/// A row that was refused, as it stood in its source.
package struct RejectedRow: Sendable {
  /// Every cell that was not empty, by column from 0.
  package var cells: [Int: RawValue]
  /// Why it was refused, and what else was noticed; a place's column says beside which cell a finding belongs.
  package var findings: [Finding]
  /// Where it stood: file, sheet and row.
  package var place: Place

  /// A refused row.
  package init(cells: [Int: RawValue], findings: [Finding], place: Place) {
    self.cells = cells
    self.findings = findings
    self.place = place
  }
}

/// The refused rows of one sheet or file.
package struct RejectedSheet: Sendable {
  /// The sheet's name; it may stand in several files.
  package var name: String?
  /// The headings by column from 0, those of columns that were not understood too.
  package var headings: [Int: String]
  /// The rows, in the order in which they are written.
  package var rows: [RejectedRow]

  /// The refused rows of one sheet or file.
  package init(name: String?, headings: [Int: String], rows: [RejectedRow]) {
    self.name = name
    self.headings = headings
    self.rows = rows
  }
}

/// Writes refused rows to a workbook in which a clerk can mend them, and which `readList` then reads again.
///
/// - Throws: `Refusal` when the file cannot be written.
package func writeRejected(_ sheets: [RejectedSheet], to path: String, in language: Language = .chinese) throws(Refusal)
{
  let writer = RejectedWriter(path: path, language: language)
  for (number, sheet) in sheets.enumerated() {
    for row in sheet.rows { try writer.add(row, sheet: number) }
  }
  try writer.finish(sheets.enumerated().map { ($0, $1.name, $1.headings) })
}

/// Takes refused rows as they come, any number of them, and writes them to a workbook in which a clerk can mend them.
///
/// Each sheet holds the original cells under the original headings. Cells at fault are coloured, and a column
/// 「问题：…」 right of theirs says why; faults of no cell stand in 「问题与处理」, and where the row came from in
/// 「来源：…」. The reader passes over these columns, so none of them needs to be removed.
package final class RejectedWriter {
  private let path: String
  private let language: Language
  private let spool: RejectedSpool

  /// How many rows have come.
  package private(set) var count = 0

  package init(path: String, language: Language = .chinese) {
    self.path = path
    self.language = language
    spool = RejectedSpool(beside: path)
  }

  /// Takes a row of one of the sheets.
  ///
  /// - Parameter sheet: Any number that tells the sheets apart.
  package func add(_ row: RejectedRow, sheet: Int) throws(Refusal) {
    count += 1
    var kept = RejectedSpool.Row(place: row.place)
    kept.cells = row.cells.sorted { $0.key < $1.key }.map { RejectedSpool.Row.Cell(column: $0, value: $1) }
    let byColumn = Dictionary(grouping: row.findings) { Self.column(of: $0) ?? -1 }
    kept.reasons = byColumn.sorted { $0.key < $1.key }.map { column, findings in
      RejectedSpool.Row.Reason(column: column, isError: findings.containError, text: reasons(findings))
    }
    try spool.append(kept, to: sheet)
  }

  /// Writes the workbook, which appears whole or not at all.
  ///
  /// - Parameter sheets: In order; those without rows are left out. The same name may come more than once.
  package func finish(_ sheets: [(number: Int, name: String?, headings: [Int: String])]) throws(Refusal) {
    let book = try Workbook(path: path)
    for (number, name, headings) in sheets {
      guard let known = spool.sheets[number] else { continue }
      var writer = RejectedSheetWriter(name: name ?? "名单", headings: headings, known, book)
      try spool.forEachRow(of: number) { row throws(Refusal) in try writer.write(row) }
    }
    try book.finish()
  }

  /// The column that a finding speaks of: its place says `C 身份证号`.
  private static func column(of finding: Finding) -> Int? {
    guard let letters = finding.place.column?.prefix(while: { $0 != " " }), !letters.isEmpty, letters.utf8.count <= 3
    else {
      return nil
    }
    var column = 0
    for byte in letters.utf8 {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { return nil }
      column = column * 26 + Int(byte - 64)
    }
    return column - 1
  }

  private func reasons(_ findings: [Finding]) -> String {
    findings.sorted { $0.severity > $1.severity }.map { finding in
      let hint = finding.hint.map { (language == .chinese ? "。处理：" : ". To do: ") + $0.text(in: language) } ?? ""
      return finding.message.text(in: language) + hint
    }.joined(separator: "\n")
  }
}

private struct RejectedSheetWriter {
  private enum Column {
    case original(Int)
    case reasons(Int)
  }

  /// Rows of a sheet below its headings, as Excel has them.
  private static let mostRows = 1_048_575

  private let name: String
  private let headings: [Int: String]
  private let book: Workbook
  private var columns: [Column] = []
  private var position = 0

  init(name: String, headings: [Int: String], _ sheet: RejectedSpool.Sheet, _ book: Workbook) {
    self.name = name
    self.headings = headings
    self.book = book
    let all = sheet.columns.union(headings.keys).union(sheet.faulty)
    // Excel has 16,384 columns, and each may need a second.
    for column in all.sorted() where column < 8000 {
      columns.append(.original(column))
      if sheet.faulty.contains(column) { columns.append(.reasons(column)) }
    }
  }

  /// Writes the next row; what no longer fits goes on in another sheet.
  mutating func write(_ row: RejectedSpool.Row) throws(Refusal) {
    if position % Self.mostRows == 0 { try begin() }
    position += 1
    let line = (position - 1) % Self.mostRows + 1
    let cells = Dictionary(row.cells.map { ($0.column, $0.value) }) { first, _ in first }
    let reasons = Dictionary(row.reasons.map { ($0.column, $0) }) { first, _ in first }
    for (target, column) in columns.enumerated() {
      switch column {
      case .original(let index): try write(cells[index], reasons[index], line, target)
      case .reasons(let index): try book.write(reasons[index]?.text ?? "", row: line, target, .reason)
      }
    }
    let last = columns.count
    try book.write(reasons[-1]?.text ?? "", row: line, last, .reason)
    try book.write(row.place.file ?? "", row: line, last + 1)
    try book.write(row.place.sheet ?? "", row: line, last + 2)
    try book.write(row.place.row.map { String($0) } ?? "", row: line, last + 3)
  }

  private func begin() throws(Refusal) {
    var all = columns.map { column -> (String, Double) in
      switch column {
      case .original(let index): (headings[index] ?? "", 18)
      case .reasons(let index): ("问题：" + (headings[index] ?? ""), 36)
      }
    }
    all += [("问题与处理", 48), ("来源：文件", 18), ("来源：工作表", 14), ("来源：行", 10)]
    try book.addSheet(name, headings: all)
  }

  private func write(
    _ cell: RawValue?, _ reason: RejectedSpool.Row.Reason?, _ row: Int, _ column: Int
  ) throws(Refusal) {
    let style: Workbook.Style = reason.map { $0.isError ? .fault : .doubt } ?? .text
    switch cell?.kind {
    case .number(let number): try book.write(number, row: row, column, style)
    case .dateSerial(let serial, _): try book.write(serial, row: row, column, .date)
    case .text, .mark, nil: try book.write(cell?.text ?? "", row: row, column, style)
    }
  }
}
