import Diagnostics

/// A field of the dictionary, ready for reading values: what the gate looks up once instead of for each value.
///
/// A class, because the gate hands one to each of millions of readings, and a struct of that many strings is dear to copy.
final class FieldRule: Sendable {
  let definition: FieldDefinition
  /// Position in the dictionary: findings come in this order, whatever order the raw values came in.
  let order: Int
  let options: OptionIndex?
  /// The longest legal value in scalars. A field without a limit of its own gets one that no honest value reaches.
  let limit: Int

  let type: FieldType

  var name: FieldName { definition.name }

  init(_ definition: FieldDefinition, order: Int, options: OptionIndex?) {
    self.definition = definition
    self.order = order
    self.options = options
    type = definition.type
    limit = definition.maxLength ?? 500
  }
}

/// What the reading of one field notes: findings with the field and its place filled in.
struct Notes {
  var rule: FieldRule
  var place: Place
  var findings: [Finding] = []

  init(_ rule: FieldRule, at place: Place) {
    self.rule = rule
    self.place = place
  }

  mutating func fix(_ code: Finding.Code, _ chinese: String, _ english: String) {
    note(.fix, code, chinese, english, nil)
  }

  mutating func suggest(_ code: Finding.Code, _ chinese: String, _ english: String, hint: Phrase? = nil) {
    note(.suggestion, code, chinese, english, hint)
  }

  mutating func warn(_ code: Finding.Code, _ chinese: String, _ english: String, hint: Phrase? = nil) {
    note(.warning, code, chinese, english, hint)
  }

  mutating func refuse(_ code: Finding.Code, _ chinese: String, _ english: String, hint: Phrase? = nil) {
    note(.error, code, chinese, english, hint)
  }

  private mutating func note(
    _ severity: Finding.Severity, _ code: Finding.Code, _ chinese: String, _ english: String, _ hint: Phrase?
  ) {
    let label = rule.definition.label
    findings.append(
      Finding(
        severity, code, at: place.field(rule.name.rawValue),
        Phrase("\(label.chinese)：\(chinese)", "\(label.english): \(english)"), hint: hint))
  }

  /// A value as a message may show it: masked where the field is personal, and never more than thirty characters.
  func shown(_ value: String) -> String {
    if rule.definition.isPersonal { return masked(String(String.UnicodeScalarView(value.unicodeScalars.prefix(40)))) }
    let head = value.unicodeScalars.prefix(30)
    return head.endIndex == value.unicodeScalars.endIndex ? value : String(String.UnicodeScalarView(head)) + "…"
  }
}
