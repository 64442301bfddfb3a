package import Records

/// One column of a form's spreadsheet, or one row of what stands once on a batch's paper.
package struct FormColumn: Sendable {
  /// As the readers of lists understand it.
  package var heading: String
  package var key: FieldKey
  /// The group and the entry, from 0, of a column of a repeated part.
  package var entry: (group: FieldName, number: Int)?
  package var field: FieldDefinition
  /// The options of a field with options.
  package var list: OptionList?
  package var isRequired: Bool

  /// Whether the column is a box for one option of several.
  package var isTick: Bool { field.type == .options && key.part != nil }
}

/// The columns of a form's spreadsheet: a sheet of people, and for a form about a batch what stands on its paper once.
package struct FormColumns: Sendable {
  /// Entries of a group for which there are columns unless the data have more.
  private static let mostEntries = 5
  /// More options than this are written as words in one cell.
  private static let mostTicks = 12

  private let shape: FormShape

  package init(_ shape: FormShape) { self.shape = shape }

  /// Of the sheet with a row for each person; none for a form that shows no people.
  ///
  /// - Parameter records: What is going to stand there: a group gets columns for all their entries.
  package func people(for records: some Sequence<Record>) -> [FormColumn] {
    guard !shape.isBatch else {
      return shape.people.map { columns(of: $0.fields, required: shape.required) } ?? []
    }
    var counts: [FieldName: Int] = [:]
    for record in records {
      for group in shape.groups {
        counts[group.name] = max(counts[group.name] ?? 0, record.entries(of: group.name).count)
      }
    }
    return columns(of: shape.fields, required: shape.required)
      + shape.groups.flatMap { group in
        let count = max(min(max(group.minimum, 1), Self.mostEntries), counts[group.name] ?? 0)
        return (0..<count).flatMap { columns(of: group, entry: $0) }
      }
  }

  /// What stands on a batch's paper once.
  package var header: [FormColumn] { shape.isBatch ? columns(of: shape.fields, required: []) : [] }

  /// The other repeated parts of a batch's paper, each for a sheet of its own.
  package var headerGroups: [(group: FormShape.Group, label: String, columns: [FormColumn])] {
    guard shape.isBatch else { return [] }
    return shape.groups.filter { $0.name != .people }.map { group in
      (
        group, shape.dictionary.group(group.name).map(FormSheetNames.name) ?? group.name.rawValue,
        columns(of: group.fields, required: [])
      )
    }
  }

  private func columns(of names: [FieldName], required: Set<FieldName>) -> [FormColumn] {
    shape.definitions(names).flatMap { field -> [FormColumn] in
      let list = shape.dictionary.options(of: field.name)
      func column(_ part: FieldPart?, _ word: String?) -> FormColumn {
        FormColumn(
          heading: field.label.chinese + (word.map { "-\($0)" } ?? ""), key: FieldKey(field.name, part), field: field,
          list: list, isRequired: required.contains(field.name))
      }
      switch field.type {
      case .address: return ListColumns.addressParts.map { column($0, $1) }
      case .options where (list?.options.count ?? 0) <= Self.mostTicks:
        return (list?.options ?? []).map { column(FieldPart($0.code), $0.label) }
      default: return [column(nil, nil)]
      }
    }
  }

  /// - Parameter entry: From 0.
  private func columns(of group: FormShape.Group, entry: Int) -> [FormColumn] {
    shape.definitions(group.fields).map { field in
      FormColumn(
        heading: field.label.chinese + String(entry + 1), key: FieldKey(field.name), entry: (group.name, entry),
        field: field, list: shape.dictionary.options(of: field.name),
        isRequired: false)
    }
  }
}

extension Record {
  /// What stands in a column for this record.
  func text(_ column: FormColumn) -> String {
    guard let (group, number) = column.entry else { return own(column) }
    let entries = self.entries(of: group)
    return entries.indices.contains(number) ? entries[number].own(column) : ""
  }

  private func own(_ column: FormColumn) -> String {
    switch self[column.key.name] {
    case nil: return ""
    case .unknown(let words): return column.key.part == nil || column.key.part == .city ? words.string : ""
    case .date(let date): return date.dashed
    case .choice(let choices) where column.isTick:
      return choices.contains { $0.code == column.key.part?.rawValue } ? FormColumn.tick : ""
    default: return text(column.key)
    }
  }
}

extension FormColumn {
  /// What stands in the column of an option that is chosen.
  static let tick = "√"
}
