package import Diagnostics

/// What only shows when the people of a batch are seen together.
///
/// Holds two numbers and a place for each record, never the record: 100,000 people need a few megabytes.
package struct BatchChecks: Sendable {
  /// Where a record stood, as little as tells it again.
  private struct Seen {
    var file: String?
    var sheet: String?
    var row: Int?
    var id: UInt64?

    var place: Place { Place(file: file, sheet: sheet, row: row) }
  }

  private var byID: [UInt64: Seen] = [:]
  private var byNameAndUnit: [UInt64: Seen] = [:]

  package init() {}

  /// Takes a record's marks and holds them against those before it.
  ///
  /// - Returns: An error for an ID number that came before, in its 15- or 18-digit form; a warning for a name that came
  ///   before in the same unit with another number.
  package mutating func add(_ record: Record, at place: Place) -> [Finding] {
    var findings: [Finding] = []
    var seen = Seen(file: place.file, sheet: place.sheet, row: place.row)
    if case .residentID(let id) = record["retiree.id"] {
      let key = Self.key(of: id)
      seen.id = key
      if let first = byID[key] {
        findings.append(Self.duplicate(id, first, place))
      } else {
        byID[key] = seen
      }
    }
    if let namesake = addName(record, seen, place) { findings.append(namesake) }
    return findings
  }

  private mutating func addName(_ record: Record, _ seen: Seen, _ place: Place) -> Finding? {
    guard let id = seen.id, case .text(let name) = record["retiree.name"],
      case .text(let unit) = record["retiree.workUnit"] ?? record["enterprise.name"]
    else {
      return nil
    }
    let key = Self.hash(name.string.utf8, Self.hash(unit.string.utf8))
    guard let first = byNameAndUnit[key] else {
      byNameAndUnit[key] = seen
      return nil
    }
    guard first.id != id else { return nil }
    return Finding(
      .warning, .sameNameAndUnit, at: place.field("retiree.name"),
      Phrase(
        "与\(first.place.text(in: .chinese))的人同名（\(masked(name.string))）同单位，但身份证号码不同",
        "has the name (\(masked(name.string))) and unit of the person at \(first.place.text(in: .english)), but another ID number"
      ),
      hint: Phrase("若是同一人，请更正号码；确是两人则不用改", "if it is the same person, mend the number; two people may stay"))
  }

  private static func duplicate(_ id: ResidentID, _ first: Seen, _ place: Place) -> Finding {
    Finding(
      .error, .duplicateID, at: place.field("retiree.id"),
      Phrase(
        "身份证号码（\(masked(id.number))）与\(first.place.text(in: .chinese))重复",
        "the ID number (\(masked(id.number))) was given before, at \(first.place.text(in: .english))"),
      hint: Phrase("请删去重复的一行，或更正号码", "delete the row that is too many, or mend the number"))
  }

  /// A citizen number's first 17 digits in its modern form: they fix the check digit, so this is exact and not a hash.
  private static func key(of id: ResidentID) -> UInt64 {
    let digits = id.modern.prefix(17)
    if let exact = UInt64(digits), digits.utf8.count == 17 { return exact }
    return hash(id.number.utf8) | 1 << 63
  }

  /// FNV-1a, 64 bits: the same in every run.
  private static func hash(_ bytes: String.UTF8View, _ start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
