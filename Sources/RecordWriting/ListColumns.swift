package import Records

/// The columns of a list that is written: one for each field in use, for each part of an address, and for each field of
/// each entry of a repeated part, such as 联系人姓名1.
package struct ListColumns: Sendable {
  struct Column: Sendable {
    var heading: String
    var key: FieldKey
    var group: FieldName?
    /// From 0.
    var entry = 0
    var type: FieldType
  }

  private let dictionary: FieldDictionary
  private var used: Set<FieldName> = []
  private var entryCounts: [FieldName: Int] = [:]
  private var entryFields: [FieldName: Set<FieldName>] = [:]

  /// Columns for records that are still to be shown to `include`.
  package init(dictionary: FieldDictionary) { self.dictionary = dictionary }

  /// Columns for all of these records.
  package init(for records: some Sequence<Record>, dictionary: FieldDictionary) {
    self.init(dictionary: dictionary)
    for record in records { include(record) }
  }

  /// Makes room for what a record holds.
  package mutating func include(_ record: Record) {
    used.formUnion(record.values.keys)
    for (group, entries) in record.groups where group != .people {
      entryCounts[group] = max(entryCounts[group] ?? 0, entries.count)
      for entry in entries { entryFields[group, default: []].formUnion(entry.values.keys) }
    }
  }

  static let addressParts: [(FieldPart, String)] = [
    (.city, "市（区）"), (.street, "街道（镇）"), (.community, "社区"), (.number, "号"),
  ]

  /// In dictionary order, entries of groups last.
  var columns: [Column] {
    var columns: [Column] = []
    for field in dictionary.fields where used.contains(field.name) {
      guard field.type == .address else {
        columns.append(Column(heading: field.label.chinese, key: FieldKey(field.name), type: field.type))
        continue
      }
      for (part, word) in Self.addressParts {
        columns.append(
          Column(heading: "\(field.label.chinese)-\(word)", key: FieldKey(field.name, part), type: field.type))
      }
    }
    for group in dictionary.groups {
      for entry in 0..<(entryCounts[group.name] ?? 0) {
        for field in dictionary.fields where entryFields[group.name]?.contains(field.name) == true {
          columns.append(
            Column(
              heading: "\(field.label.chinese)\(entry + 1)", key: FieldKey(field.name), group: group.name, entry: entry,
              type: field.type))
        }
      }
    }
    return columns
  }
}

extension Record {
  /// What a column shows of this record.
  func text(_ column: ListColumns.Column) -> String {
    guard let group = column.group else { return cellText(column.key) }
    guard let entries = groups[group], entries.indices.contains(column.entry) else { return "" }
    return entries[column.entry].cellText(column.key)
  }

  /// An address that is unknown as a whole says so in its first column.
  private func cellText(_ key: FieldKey) -> String {
    if case .unknown(let text) = values[key.name], key.part == .city { return text.string }
    return text(key)
  }
}
