import Diagnostics

extension Gate {
  /// Whether two texts are the same value of a field, written differently: 2024-03-12 and 2024年3月12日. A text that is no good value is the same
  /// as nothing.
  package func isSame(_ first: String, _ second: String, in field: FieldName) -> Bool {
    guard let first = value(first, of: field), let second = value(second, of: field) else { return false }
    return first == second
  }

  private func value(_ text: String, of field: FieldName) -> FieldValue? {
    guard let rule = schema.rule(field) else { return nil }
    var reading = FieldReading([RawBox(rule: rule, part: nil, value: RawValue(text))], gate: self)
    let value = reading.read()
    return reading.notes.findings.contains { $0.severity == .error } ? nil : value
  }
}
