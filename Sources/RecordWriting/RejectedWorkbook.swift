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
/// Each sheet holds the original cells under the original headings. Cells at fault are coloured, and a column
/// 「问题：…」 right of theirs says why; faults of no cell stand in 「问题与处理」, and where the row came from in
/// 「来源：…」. The reader passes over these columns, so none of them needs to be removed.
package func writeRejected(_ sheets: [RejectedSheet], to path: String, in language: Language = .chinese) throws(Refusal)
{
  let book = try Workbook(path: path)
  for sheet in sheets where !sheet.rows.isEmpty { try RejectedSheetWriter(sheet, language).write(to: book) }
  try book.finish()
}

private struct RejectedSheetWriter {
  private enum Column {
    case original(Int)
    case reasons(Int)
  }

  private let sheet: RejectedSheet
  private let language: Language
  private var columns: [Column] = []

  init(_ sheet: RejectedSheet, _ language: Language) {
    self.sheet = sheet
    self.language = language
    let faulty = Set(sheet.rows.flatMap { $0.findings.compactMap { Self.column(of: $0) } })
    let all = Set(sheet.headings.keys).union(sheet.rows.flatMap(\.cells.keys)).union(faulty)
    for column in all.sorted() where column < 10_000 {
      columns.append(.original(column))
      if faulty.contains(column) { columns.append(.reasons(column)) }
    }
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

  func write(to book: Workbook) throws(Refusal) {
    var headings = columns.map { column -> (String, Double) in
      switch column {
      case .original(let index): (sheet.headings[index] ?? "", 18)
      case .reasons(let index): ("问题：" + (sheet.headings[index] ?? ""), 36)
      }
    }
    headings += [("问题与处理", 48), ("来源：文件", 18), ("来源：工作表", 14), ("来源：行", 10)]
    try book.addSheet(sheet.name ?? "名单", headings: headings)
    for (position, row) in sheet.rows.enumerated() { try write(row, at: position + 1, to: book) }
  }

  private func write(_ row: RejectedRow, at position: Int, to book: Workbook) throws(Refusal) {
    let byColumn = Dictionary(grouping: row.findings) { Self.column(of: $0) ?? -1 }
    for (target, column) in columns.enumerated() {
      switch column {
      case .original(let index): try write(row.cells[index], byColumn[index] ?? [], position, target, to: book)
      case .reasons(let index): try book.write(reasons(byColumn[index] ?? []), row: position, target, .reason)
      }
    }
    let last = columns.count
    try book.write(reasons(byColumn[-1] ?? []), row: position, last, .reason)
    try book.write(row.place.file ?? "", row: position, last + 1)
    try book.write(row.place.sheet ?? "", row: position, last + 2)
    try book.write((row.place.row ?? row.place.line).map { String($0) } ?? "", row: position, last + 3)
  }

  private func write(
    _ cell: RawValue?, _ findings: [Finding], _ row: Int, _ column: Int, to book: Workbook
  ) throws(Refusal) {
    let style: Workbook.Style = findings.containError ? .fault : findings.isEmpty ? .text : .doubt
    switch cell?.kind {
    case .number(let number): try book.write(number, row: row, column, style)
    case .dateSerial(let serial, let epoch1904):
      // The workbook counts from 1900: 1,462 days lie between the two beginnings.
      try book.write(epoch1904 ? serial + 1462 : serial, row: row, column, .date)
    case .text, .mark, nil: try book.write(cell?.text ?? "", row: row, column, style)
    }
  }

  private func reasons(_ findings: [Finding]) -> String {
    findings.sorted { $0.severity > $1.severity }.map { finding in
      let hint = finding.hint.map { (language == .chinese ? "。处理：" : ". To do: ") + $0.text(in: language) } ?? ""
      return finding.message.text(in: language) + hint
    }.joined(separator: "\n")
  }
}
