/// How a field's value follows from others, as `<derive>` in the dictionary says it.
public struct Derivation: Sendable, Hashable {
  /// What it is made from.
  public enum Source: Sendable, Hashable {
    /// How many entries a group has.
    case count(group: FieldName)
    /// A field of a group's entries, added up.
    case sum(of: FieldName, in: FieldName)
    /// An amount, count or date in capitals.
    case capitals(of: FieldName)
    /// The end of a period that a date begins.
    case deadline(from: FieldName, Period)
    /// Texts, one after the other.
    case joined([FieldName])
    /// Fields of the record, multiplied: a rate and counts.
    case product([FieldName])
    /// Fields of the record, some added and some taken away; those without a value count as nothing.
    case balance(adding: [FieldName], taking: [FieldName])
    /// Full years from one date to another.
    case years(from: FieldName, to: FieldName)
    /// The option that another field's option stands for, by their codes.
    case option(of: FieldName, codes: [String: String])
  }

  /// How long a period is.
  public enum Period: Sendable, Hashable {
    case days(Int)
    /// As many days as this count says.
    case daysOf(FieldName)
    case months(Int)
  }

  /// What it is made from.
  public var source: Source
  /// Of a group's entries, only those that pass; `nil` for all.
  public var condition: RecordCondition?

  package init(_ source: Source, where condition: RecordCondition? = nil) {
    self.source = source
    self.condition = condition
  }

  /// Whether what it is made from is there as a whole, when nothing but a selection of a record's fields is known.
  func isFounded(on selection: FieldSelection) -> Bool {
    switch source {
    case .count(let group): condition.map { selection.keeps($0.field, in: group) } ?? true
    case .sum(let field, let group):
      ([field] + (condition.map { [$0.field] } ?? [])).allSatisfy { selection.keeps($0, in: group) }
    case .joined(let fields): fields.allSatisfy { selection.keeps($0) }
    case .balance(let added, let taken): (added + taken).allSatisfy { selection.keeps($0) }
    case .capitals, .deadline, .product, .years, .option: true
    }
  }

  /// The fields that have to be known first.
  package var needs: [FieldName] {
    switch source {
    case .count: condition.map { [$0.field] } ?? []
    case .sum(let field, _): [field] + (condition.map { [$0.field] } ?? [])
    case .capitals(let field): [field]
    case .deadline(let from, .daysOf(let days)): [from, days]
    case .deadline(let from, _): [from]
    case .joined(let fields), .product(let fields): fields
    case .balance(let added, let taken): added + taken
    case .years(let from, let to): [from, to]
    case .option(let field, _): [field]
    }
  }
}
