package import Records

/// A list of sample people with the faults that real lists have, to show what a check finds.
package struct SampleFaults: Sendable {
  /// A cell to be written: text as text, numbers as numeric cells.
  package enum Cell: Sendable, Hashable {
    case text(String)
    case number(Double)
  }

  /// One fault: which row of the list (from 0) has it, and what kind it is.
  package struct Fault: Sendable, Hashable {
    package var row: Int
    package var kind: Kind
  }

  package enum Kind: String, Sendable, CaseIterable {
    case numericID, wrongCheckDigit, impossibleBirthday, sexConflict, duplicateID, privateUseInName, twoDigitYear
    case phoneWithoutZero, blanksInID, cyrillicX, unknownOption, ditto, separatorInName, localPhone, shortenedMonth
  }

  /// The rows: one cell for each field of a person that is not empty. Addresses are in one piece.
  package let rows: [[FieldKey: Cell]]
  /// What was done to which row, in row order.
  package let faults: [Fault]

  /// - Parameter count: How many people; the faults are spread evenly over them, one of each kind, at most one in a row.
  package init(seed: UInt64, count: Int = 200) {
    let people = SamplePeople(seed: seed).people(count)
    var rows = people.map(Self.row)
    var faults: [Fault] = []
    let step = count / (Kind.allCases.count + 1)
    if step > 0 {
      for (index, kind) in Kind.allCases.enumerated() {
        let row = (index + 1) * step
        Self.spoil(&rows[row], kind, previous: rows[row - 1])
        faults.append(Fault(row: row, kind: kind))
      }
    }
    self.rows = rows
    self.faults = faults
  }

  private static func row(of person: SamplePerson) -> [FieldKey: Cell] {
    var row: [FieldKey: Cell] = [:]
    for (key, value) in person.raw.values where key.part == nil && !value.text.isEmpty { row[key] = .text(value.text) }
    for field: FieldName in ["retiree.residence", "retiree.household"] {
      let parts = [FieldPart.city, .street, .community, .number]
      let line = parts.map { person.raw.values[FieldKey(field, $0)]?.text ?? "" }.joined()
      if !line.isEmpty { row[FieldKey(field)] = .text(line) }
    }
    return row
  }

  private static func spoil(_ row: inout [FieldKey: Cell], _ kind: Kind, previous: [FieldKey: Cell]) {
    let id = text(row, "retiree.id")
    switch kind {
    case .numericID: row[FieldKey("retiree.id")] = .number((Double(id.dropLast()) ?? 0) * 10)
    case .wrongCheckDigit: row[FieldKey("retiree.id")] = .text(id.dropLast() + (id.hasSuffix("5") ? "6" : "5"))
    case .impossibleBirthday: row[FieldKey("retiree.id")] = .text(completed("110201195002290", like: id))
    case .sexConflict: row[FieldKey("retiree.sex")] = .text(text(row, "retiree.sex") == "男" ? "女" : "男")
    case .duplicateID:
      for name: FieldName in ["retiree.id", "retiree.sex", "retiree.birth", "retiree.socialSecurityNumber"] {
        row[FieldKey(name)] = previous[FieldKey(name)]
      }
    case .privateUseInName: row[FieldKey("retiree.name")] = .text("王\u{E78D}华")
    case .twoDigitYear: row[FieldKey("retiree.birth")] = .text(shortYear(text(row, "retiree.birth")))
    case .phoneWithoutZero: row[FieldKey("retiree.phone")] = .number(6_352_000_123)
    case .blanksInID:
      row[FieldKey("retiree.id")] = .text(" \(id.prefix(6)) \(id.dropFirst(6).prefix(8)) \(id.suffix(4))\u{A0}")
    case .cyrillicX: row[FieldKey("retiree.id")] = .text(endingInX(id).dropLast() + "\u{425}")
    case .unknownOption: row[FieldKey("retiree.politicalStatus")] = .text("积极分子")
    case .ditto: row[FieldKey("retiree.ethnicGroup")] = .text("同上")
    case .separatorInName: row[FieldKey("retiree.name")] = .text("买买提\u{30FB}吐尔逊")
    case .localPhone: row[FieldKey("retiree.phone")] = .text("2000456")
    case .shortenedMonth: row[FieldKey("retiree.retired")] = .text("2010.1")
    }
  }

  private static func text(_ row: [FieldKey: Cell], _ name: FieldName) -> String {
    if case .text(let text) = row[FieldKey(name)] { text } else { "" }
  }

  /// 1958年3月 as 58.3.
  private static func shortYear(_ date: String) -> String {
    String(date.dropFirst(2)).replacing("年", with: ".").replacing("月", with: "")
  }

  private static func completed(_ start: String, like id: String) -> String {
    ResidentID.completing(start + id.dropFirst(15).prefix(2)) ?? id
  }

  /// The number with its sequence moved, two at a time so that the sex stays, until its check digit is X.
  private static func endingInX(_ id: String) -> String {
    let parity = (Int(id.dropFirst(14).prefix(3)) ?? 0) % 2
    for sequence in stride(from: parity, to: 1000, by: 2) {
      let digits = id.prefix(14) + SamplePerson.padded(sequence, 3)
      if let number = ResidentID.completing(String(digits)), number.hasSuffix("X") { return number }
    }
    return id
  }
}
