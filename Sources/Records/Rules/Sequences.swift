import Diagnostics

/// The guards and orders of dates of a city, their fields looked up once.
struct SequenceRules: Sendable {
  struct Need: Sendable {
    var field: FieldRule
    /// Whether it stands in the same record as what needs it. If not, only a whole batch shows whether it is there.
    var isInSameRecord: Bool
  }

  struct Guard: Sendable {
    var rule: RecordGuard
    var field: FieldRule
    var needs: [Need]
  }

  struct Order: Sendable {
    var rule: DateOrder
    var fields: [FieldRule]
  }

  let guards: [Guard]
  let orders: [Order]

  var isEmpty: Bool { guards.isEmpty && orders.isEmpty }

  init(_ rules: RecordRules) {
    let schema = rules.dictionary.schema
    let people = Set(rules.dictionary.group(.people)?.entities ?? [])
    guards = rules.guards.compactMap { rule in
      guard let field = schema.rule(rule.field), !rule.needs.isEmpty else { return nil }
      let isOfPerson = people.contains(rule.field.entity)
      let needs = rule.needs.compactMap { name in
        schema.rule(name).map { Need(field: $0, isInSameRecord: people.contains(name.entity) == isOfPerson) }
      }
      return Guard(rule: rule, field: field, needs: needs)
    }
    orders = (rules.dictionary.orders + rules.orders).map {
      Order(rule: $0, fields: $0.fields.compactMap { schema.rule($0) })
    }
  }
}

extension CrossCheck {
  /// What was done before what it needs; dates that are not in their order.
  ///
  /// Whether what it needs was done at all is not asked here: a paper shows only some of what is known of a person.
  /// `Consistency` asks it of whole records.
  mutating func checkSequences(_ sequences: SequenceRules) {
    for each in sequences.guards {
      for need in each.needs {
        guard let done = date(each.field.order), let before = date(need.field.order), before.isAfter(done) else {
          continue
        }
        let fault = RecordGuard.isLate
        let phrase = each.rule.message(field: each.field.definition.label, fault, need: need.field.definition.label)
        note(.error, .guardBroken, each.field.name, phrase.chinese, phrase.english, hint: RecordGuard.hint)
      }
    }
    for order in sequences.orders { check(order) }
  }

  /// Each date against the latest before it.
  private mutating func check(_ order: SequenceRules.Order) {
    var latest: (field: FieldRule, date: PartialDate)?
    for field in order.fields {
      guard let date = date(field.order) else { continue }
      if let latest, latest.date.isAfter(date) {
        let (before, after) = (latest.field.definition.label, field.definition.label)
        let basis = order.rule.basis.isEmpty ? "" : "（\(order.rule.basis)）"
        note(
          .error, .datesInOrder, field.name, "\(after.chinese)早于\(before.chinese)\(basis)",
          "\(after.english) is before \(before.english)\(basis)", hint: Phrase("请核对两个日期", "check both dates"))
      } else {
        latest = (field, date)
      }
    }
  }
}

extension RecordGuard {
  static let isMissing = Phrase("缺少", "is missing: ")
  static let isLate = Phrase("晚于此前应完成的", "is later than what it is needed for: ")
  static let hint = Phrase("请先办理并填写前一步，或更正日期", "do and enter the earlier step first, or mend the dates")

  /// The rule in its own words, and what of it does not hold.
  func message(field: Phrase, _ fault: Phrase, need: Phrase) -> Phrase {
    let source = basis.isEmpty ? "" : "（\(basis)）"
    return Phrase(
      "\(words)\(source)：已有\(field.chinese)，\(fault.chinese)\(need.chinese)",
      "\(words)\(source): there is “\(field.english)”, but what it needs \(fault.english)“\(need.english)”")
  }
}
