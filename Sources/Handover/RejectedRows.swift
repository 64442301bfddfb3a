import Diagnostics
import RecordReading
import RecordWriting
import Records

/// Gathers the rows that the gate refused, for a workbook in which a clerk can mend them.
final class RejectedRows {
  private let path: String
  private let language: Language
  private let dictionary: FieldDictionary
  private var rows: [RejectedRow] = []
  /// Headings for rows of files without columns (JSON, XML), by position.
  private var keys: [FieldKey] = []

  init(path: String, language: Language, dictionary: FieldDictionary) {
    self.path = path
    self.language = language
    self.dictionary = dictionary
  }

  func add(_ row: ListRow, findings: [Finding]) {
    let read = row.cells
    let cells =
      read.isEmpty
      ? cells(of: row.record)
      : Dictionary(read.map { ($0.column, RawValue($0.text, kind: $0.kind)) }) { first, _ in first }
    rows.append(RejectedRow(cells: cells, findings: findings, place: row.place))
  }

  /// Writes the workbook.
  ///
  /// - Returns: Its path; `nil` when no row was refused.
  func finish(_ summary: ListSummary) throws(Refusal) -> String? {
    guard !rows.isEmpty else { return nil }
    let bySheet = Dictionary(grouping: rows) { $0.place.sheet }
    let sheets = summary.sheets.map { sheet in
      RejectedSheet(name: sheet.name, headings: headings(of: sheet), rows: bySheet[sheet.name] ?? [])
    }
    try writeRejected(sheets, to: path, in: language)
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
