/// A record that has passed the gate. `Gate.validate` is the only maker of one from raw values.
///
/// Two records are equal when they hold the same values, to the last Unicode scalar, wherever they came from.
public struct Record: Sendable, Hashable {
  /// By field; fields without a value are left out.
  public let values: [FieldName: FieldValue]
  /// Entries of repeated parts in order; groups without entries are left out.
  public let groups: [FieldName: [Record]]

  init(values: [FieldName: FieldValue], groups: [FieldName: [Record]]) {
    self.values = values
    self.groups = groups
  }

  /// The value of a field; `nil` when the record has none.
  public subscript(_ name: FieldName) -> FieldValue? { values[name] }

  /// What stands in the box of a field or a part of it; `""` when the record has no such value.
  public func text(_ key: FieldKey) -> String {
    values[key.name]?.text(part: key.part) ?? ""
  }

  /// The record of a batch: values that hold for all, and everyone in it as the group `batch.people`.
  public static func batch(_ header: Record, people: [Record]) -> Record {
    Record(values: header.values, groups: header.groups.merging([.people: people]) { _, new in new })
  }
}

extension FieldName {
  /// The people of a batch: its group of whole records.
  public static let people: FieldName = "batch.people"
}

extension Record {
  /// This record with nothing but some fields: what a paper shows, and no more (个人信息保护法 6, 19).
  ///
  /// - Parameters:
  ///   - fields: Of the record itself.
  ///   - groups: The groups to keep, with the fields of their entries.
  package func limited(to fields: Set<FieldName>, groups kept: [FieldName: Set<FieldName>]) -> Record {
    Record(
      values: values.filter { fields.contains($0.key) },
      groups: groups.reduce(into: [:]) { result, group in
        guard let inner = kept[group.key] else { return }
        result[group.key] = group.value.map { $0.limited(to: inner, groups: [:]) }
      })
  }
}
