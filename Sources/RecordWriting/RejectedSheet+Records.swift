internal import Diagnostics
package import Records

extension RejectedSheet {
  /// Refused records that have no row of cells (from JSON, XML or returned forms), as a table: one column for each field,
  /// part and entry in use, under headings that `readList` understands.
  ///
  /// - Parameter rejections: Each with all its findings; those of a field come to stand beside that field's column.
  package init(name: String?, rejections: [RecordRejection], dictionary: FieldDictionary) {
    let slots = Self.slots(of: rejections.map(\.raw), dictionary)
    let position = Dictionary(slots.enumerated().map { ($1, $0) }) { first, _ in first }
    let rows = rejections.map { rejection -> RejectedRow in
      var cells: [Int: RawValue] = [:]
      for (slot, value) in Self.values(of: rejection.raw) { if let column = position[slot] { cells[column] = value } }
      let findings = rejection.findings.map { Self.beside($0, slots) }
      return RejectedRow(cells: cells, findings: findings, place: rejection.raw.place)
    }
    let headings = slots.map { $0.heading(dictionary) }
    self.init(
      name: name, headings: Dictionary(headings.enumerated().map { ($0, $1) }) { first, _ in first }, rows: rows)
  }

  private struct Slot: Hashable {
    var key: FieldKey
    var group: FieldName?
    /// From 1; 0 outside groups.
    var entry = 0

    func heading(_ dictionary: FieldDictionary) -> String {
      let label = dictionary[key.name]?.label.chinese ?? key.name.rawValue
      let number = entry > 0 ? String(entry) : ""
      guard let part = key.part else { return label + number }
      let option = dictionary.options(of: key.name)?.options.first { $0.code == part.rawValue }?.label
      return "\(label)\(number)-\(option ?? Self.partWords[part] ?? part.rawValue)"
    }

    private static let partWords: [FieldPart: String] = [
      .city: "市（区）", .street: "街道（镇）", .community: "社区", .number: "号", .year: "年", .month: "月", .day: "日",
    ]
  }

  private static func values(of raw: RawRecord) -> [(Slot, RawValue)] {
    raw.values.map { (Slot(key: $0.key), $0.value) }
      + raw.groups.flatMap { group, entries in
        entries.enumerated().flatMap { position, entry in
          entry.values.map { (Slot(key: $0.key, group: group, entry: position + 1), $0.value) }
        }
      }
  }

  /// In dictionary order; entries of groups last, one after the other.
  private static func slots(of records: [RawRecord], _ dictionary: FieldDictionary) -> [Slot] {
    let order = Dictionary(dictionary.fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
    return Set(records.flatMap { values(of: $0).map(\.0) }).sorted { a, b in
      let (x, y) = (order[a.key.name] ?? Int.max, order[b.key.name] ?? Int.max)
      return (a.group?.rawValue ?? "", a.entry, x, a.key.description)
        < (b.group?.rawValue ?? "", b.entry, y, b.key.description)
    }
  }

  /// A finding whose place names the column in which its field stands here.
  private static func beside(_ finding: Finding, _ slots: [Slot]) -> Finding {
    var finding = finding
    let column = slots.firstIndex {
      $0.key.name.rawValue == finding.place.field || $0.key.description == finding.place.field
    }
    finding.place.column = column.map { columnLetters($0) }
    return finding
  }

  private static func columnLetters(_ column: Int) -> String {
    let rest = column >= 26 ? columnLetters(column / 26 - 1) : ""
    return rest + String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(column % 26)))
  }
}
