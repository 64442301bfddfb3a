/// A part of a group: the entries that have one option of a field.
public struct GroupSection: Sendable, Hashable {
  /// The field, such as `material.class`.
  public var field: FieldName
  /// The option's code.
  public var code: String

  package init(field: FieldName, code: String) {
    self.field = field
    self.code = code
  }

  /// Whether an entry belongs to it.
  public func holds(_ entry: Record) -> Bool {
    if case .choice(let choices) = entry[field] { choices.contains { $0.code == code } } else { false }
  }
}
