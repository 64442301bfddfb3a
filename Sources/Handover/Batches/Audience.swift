import Composing
import Records
import Templates

extension FormTemplate {
  /// Whether a record passes all that the form asks of the people on it.
  ///
  /// Who is not handed over stands only on forms that ask for the reason of it.
  package func isMeant(for record: Record) -> Bool {
    guard audience.allSatisfy({ $0.holds(for: record) }) else { return false }
    let isExcluded = RecordCondition(field: .exclusionReason, test: .present).holds(for: record)
    return !isExcluded || audience.contains { $0.field == .exclusionReason }
  }
}

extension FieldName {
  /// Why a person stays with the enterprise.
  static let exclusionReason: FieldName = "exclusion.reason"
}

/// How a form about a batch depends on its people.
enum BatchArrangement {
  /// A row for each, which can be set as they come.
  case roster
  /// A row for each among other repeated parts.
  case withPeople
  /// No rows of people: there is one paper, whoever is on the list.
  case letter

  init(_ composer: Composer) {
    let groups = composer.groupFields.map(\.group)
    self = groups == [.people] ? .roster : groups.contains(.people) ? .withPeople : .letter
  }
}
