import Diagnostics

/// One record's fields held against each other. Each rule is a function in a file of its own.
struct CrossCheck {
  let values: [FieldName: FieldValue]
  let raw: RawRecord
  let rules: RecordRules
  let today: PartialDate
  let id: ResidentID?
  /// By the number; taken out of it once, since every rule asks for them.
  let birthByID: PartialDate?
  let sexByID: ResidentID.Sex?
  private(set) var findings: [Finding] = []

  init(values: [FieldName: FieldValue], raw: RawRecord, rules: RecordRules, today: PartialDate) {
    self.values = values
    self.raw = raw
    self.rules = rules
    self.today = today
    id = if case .residentID(let id) = values["retiree.id"] { id } else { nil }
    birthByID = id?.birth
    sexByID = id?.sex
  }

  mutating func run() {
    checkSexAgainstID()
    checkBirthAgainstID()
    checkSocialSecurityNumber()
    checkAge()
    checkRetirement()
    checkEighty()
    checkDeath()
  }

  mutating func note(
    _ severity: Finding.Severity, _ code: Finding.Code, _ field: FieldName, _ chinese: String, _ english: String,
    hint: Phrase? = nil
  ) {
    findings.append(
      Finding(severity, code, at: place(of: field), Phrase(chinese, english), hint: hint))
  }

  /// Where a field came from: its own place, or that of one of its parts, or the record's.
  private func place(of field: FieldName) -> Place {
    let own = raw.values[FieldKey(field)]?.place
    let part = raw.values.filter { $0.key.name == field }.min { $0.key.description < $1.key.description }?.value.place
    return (own ?? part ?? raw.place).field(field.rawValue)
  }

  // MARK: Values by type

  func date(_ name: FieldName) -> PartialDate? {
    if case .date(let date) = values[name] { date } else { nil }
  }

  /// The codes of the options chosen.
  func codes(_ name: FieldName) -> [String] {
    if case .choice(let choices) = values[name] { choices.compactMap(\.code) } else { [] }
  }

  /// The birth date for ages: the number's, which has the day; without one that on record.
  var birth: PartialDate? { birthByID ?? date("retiree.birth") }
}
