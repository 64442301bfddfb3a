import Diagnostics
import RecordReading
import RecordWriting
import Records

/// Takes the rows that were refused, any number of them, for a workbook in which a clerk can mend them.
final class RejectedRows {
  private let path: String
  private let dictionary: FieldDictionary
  private let writer: RejectedWriter
  /// The sheets that rows came from, by their number for the writer.
  private var sheets: [String?] = []
  /// Headings for rows of files without columns (JSON, XML), by position.
  private var keys: [FieldKey] = []

  init(path: String, language: Language, dictionary: FieldDictionary) {
    self.path = path
    self.dictionary = dictionary
    writer = RejectedWriter(path: path, language: language)
  }

  /// Takes a row that the gate refused, or whose paper could not be made.
  func add(_ row: ListRow, findings: [Finding]) throws(Refusal) {
    let read = row.cells
    let place = row.place
    let cells =
      read.isEmpty
      ? cells(of: row.record)
      : Dictionary(read.map { ($0.column, RawValue($0.text, kind: $0.kind)) }) { first, _ in first }
    try writer.add(RejectedRow(cells: cells, findings: findings, place: place), sheet: number(of: place.sheet))
  }

  private func number(of sheet: String?) -> Int {
    if let known = sheets.lastIndex(of: sheet) { return known }
    sheets.append(sheet)
    return sheets.count - 1
  }

  /// Writes the workbook.
  ///
  /// - Returns: Its path; `nil` when no row was refused.
  func finish(_ summary: ListSummary) throws(Refusal) -> String? {
    guard writer.count > 0 else { return nil }
    try writer.finish(
      summary.sheets.compactMap { sheet in
        sheets.firstIndex(of: sheet.name).map { ($0, sheet.name, headings(of: sheet)) }
      })
    return path
  }

  private func headings(of sheet: ListSummary.Sheet) -> [Int: String] {
    if sheet.columns.isEmpty {
      return Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($0, heading(of: $1)) })
    }
    return Dictionary(sheet.columns.map { ($0.index, $0.heading) }) { first, _ in first }
  }

  private func cells(of record: RawRecord) -> [Int: RawValue] {
    var cells: [Int: RawValue] = [:]
    for (key, value) in record.values.sorted(by: { $0.key.description < $1.key.description }) {
      let position = keys.firstIndex(of: key) ?? keys.count
      if position == keys.count { keys.append(key) }
      cells[position] = value
    }
    return cells
  }

  /// A heading that the reader takes back.
  private func heading(of key: FieldKey) -> String {
    let label = dictionary[key.name]?.label.chinese ?? key.name.rawValue
    guard let part = key.part else { return label }
    return dictionary[key.name]?.headings.first { $0.part == part }?.text ?? "\(label)-\(part.rawValue)"
  }
}
