import Composing
import Records
import Templates

extension FormTemplate {
  /// Whether a record passes all that the form asks of the people on it.
  ///
  /// Who is not handed over stands only on forms that ask for the reason of it.
  package func isMeant(for record: Record) -> Bool {
    guard audience.allSatisfy({ $0.holds(for: record) }) else { return false }
    return !record.isExcluded(except: indifferentReasons) || audience.contains { $0.field == .exclusionReason }
  }
}

extension Record {
  /// Whether the person stays with the enterprise.
  ///
  /// - Parameter indifferent: Reasons that do not keep anyone.
  func isExcluded(except indifferent: Set<String>) -> Bool {
    RecordCondition(field: .exclusionReason, test: .present).holds(for: self)
      && !RecordCondition(field: .exclusionReason, test: .oneOf(indifferent.sorted())).holds(for: self)
  }
}

extension FieldName {
  /// Why a person stays with the enterprise.
  static let exclusionReason: FieldName = "exclusion.reason"
}

/// How a form about a batch depends on its people.
enum BatchArrangement {
  /// A row for each, which can be set as they come; nothing else depends on them.
  case stream
  /// A row for each, and totals of them: the rows can be set one by one when all are known.
  case roster
  /// A row for each, in a paper that must be made whole.
  case whole
  /// No rows of people: there is one paper, whoever is on the list.
  case letter

  init(_ form: FormTemplate, _ composer: Composer, _ dictionary: FieldDictionary, kind: GenerationRequest.Kind) {
    guard composer.groupFields.contains(where: { $0.group == .people }) else {
      self = .letter
      return
    }
    guard composer.isRoster, form.isFixed, kind != .fillable else {
      self = .whole
      return
    }
    let totals = dictionary.fieldsOfPeople
    self = composer.fieldNames.contains(where: totals.contains) ? .roster : .stream
  }
}

extension FieldDictionary {
  /// Derived fields whose values follow, at last, from who is in a batch: they are others for each part of it.
  var fieldsOfPeople: Set<FieldName> { Set(fields.map(\.name).filter { isOfPeople($0) }) }

  private func isOfPeople(_ name: FieldName) -> Bool {
    guard let derivation = self[name]?.derivation else { return false }
    switch derivation.source {
    case .count(let group), .sum(_, let group): return group == .people
    default: return derivation.needs.contains { isOfPeople($0) }
    }
  }
}
