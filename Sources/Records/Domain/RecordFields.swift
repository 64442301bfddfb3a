import Diagnostics

/// A record's values by type: `nil` where there is none, or it is not known.
struct RecordFields {
  private let record: Record

  init(_ record: Record) { self.record = record }

  func text(_ name: FieldName) -> ExactText? { if case .text(let text) = record[name] { text } else { nil } }
  func date(_ name: FieldName) -> PartialDate? { if case .date(let date) = record[name] { date } else { nil } }
  func residentID(_ name: FieldName) -> ResidentID? { if case .residentID(let id) = record[name] { id } else { nil } }
  func creditCode(_ name: FieldName) -> CreditCode? {
    if case .creditCode(let code) = record[name] { code } else { nil }
  }
  func address(_ name: FieldName) -> Address? { if case .address(let address) = record[name] { address } else { nil } }
  func count(_ name: FieldName) -> Int? { if case .count(let count) = record[name] { count } else { nil } }
  func phones(_ name: FieldName) -> [PhoneNumber] { if case .phones(let phones) = record[name] { phones } else { [] } }
  func choices(_ name: FieldName) -> [Choice] { if case .choice(let choices) = record[name] { choices } else { [] } }
  func choice(_ name: FieldName) -> Choice? { choices(name).first }
}

/// Raw texts in the making.
struct RawTexts {
  var record: RawRecord
  private let place: Place

  init(_ place: Place) {
    self.place = place
    record = RawRecord(at: place)
  }

  /// Empty texts are left out: they would say nothing.
  mutating func set(_ name: FieldName, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    record.values[FieldKey(name)] = RawValue(text, at: place)
  }
}
