import Diagnostics

/// The numbers of the fields that the rules between fields speak of, looked up once.
struct KnownFields: Sendable {
  let id, sex, birth, retired, specialCare, socialSecurityNumber, lifeStatus, died, name, workUnit, enterprise: Int?

  init(_ number: (FieldName) -> Int?) {
    id = number("retiree.id")
    sex = number("retiree.sex")
    birth = number("retiree.birth")
    retired = number("retiree.retired")
    specialCare = number("retiree.specialCare")
    socialSecurityNumber = number("retiree.socialSecurityNumber")
    lifeStatus = number("retiree.lifeStatus")
    died = number("retiree.died")
    name = number("retiree.name")
    workUnit = number("retiree.workUnit")
    enterprise = number("enterprise.name")
  }
}

/// One record's fields held against each other. Each rule is a function in a file of its own.
///
/// Nothing is put into words, and no text is copied, as long as nothing is wrong.
struct CrossCheck {
  struct Note {
    /// Its place is still to be filled in.
    var finding: Finding
    var field: FieldName
  }

  let values: PackedValues
  let schema: FieldSchema
  let known: KnownFields
  let rules: RecordRules
  let today: PartialDate
  private let idEntry: PackedValue?
  /// By the number; taken out of it once, since every rule asks for them.
  let birthByID: PartialDate?
  let sexByID: ResidentID.Sex?
  private(set) var notes: [Note] = []

  init(values: PackedValues, schema: FieldSchema, rules: RecordRules, today: PartialDate) {
    self.values = values
    self.schema = schema
    known = schema.known
    self.rules = rules
    self.today = today
    let entry = known.id.flatMap { values.entry($0) }
    idEntry = entry?.kind == .residentID ? entry : nil
    guard let idEntry else {
      (birthByID, sexByID) = (nil, nil)
      return
    }
    if let plain = values.withText(idEntry, ResidentID.plainFacts) {
      (birthByID, sexByID) = plain
    } else {
      let id = ResidentID(number: values.string(idEntry))
      (birthByID, sexByID) = (id.birth, id.sex)
    }
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
    notes.append(Note(finding: Finding(severity, code, Phrase(chinese, english), hint: hint), field: field))
  }

  // MARK: Values by type

  var id: ResidentID? { idEntry.map { ResidentID(number: values.string($0)) } }

  /// Whether a text of the record is the ID number, to the letter.
  func isID(_ entry: PackedValue) -> Bool {
    guard let idEntry else { return false }
    return values.withText(entry) { text in values.withText(idEntry) { text.elementsEqual($0) } }
  }

  func entry(_ field: Int?) -> PackedValue? { field.flatMap { values.entry($0) } }

  func date(_ field: Int?) -> PartialDate? {
    guard let entry = entry(field), entry.kind == .date else { return nil }
    return entry.date
  }

  /// The code of the first option chosen that has one.
  func code(_ field: Int?) -> String? { codes(field) { _ in true } }

  /// Whether an option with this code is chosen.
  func holds(_ code: String, _ field: Int?) -> Bool { codes(field) { $0 == code } != nil }

  private func codes(_ field: Int?, _ condition: (String) -> Bool) -> String? {
    guard let field, let entry = values.entry(field), let options = schema.rules[field].options else { return nil }
    switch entry.kind {
    case .option:
      let code = options.list.options[Int(entry.a)].code
      return condition(code) ? code : nil
    case .options: return values.numbers(entry).lazy.map { options.list.options[$0].code }.first(where: condition)
    default: return nil
    }
  }

  /// The birth date for ages: the number's, which has the day; without one that on record.
  var birth: PartialDate? { birthByID ?? date(known.birth) }
}
