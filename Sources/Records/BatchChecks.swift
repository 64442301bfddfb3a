package import Diagnostics

/// What only shows when the people of a batch are seen together.
///
/// Holds a few numbers for each record and never the record: a million people need some 60 MB.
package struct BatchChecks: Sendable {
  /// What is kept of a person: marks, and where the record stood.
  private struct Seen {
    /// 0 without an ID number.
    var id: UInt64
    var nameAndUnit: UInt64
    var row: UInt32
    var source: UInt32
  }

  /// A file and sheet that records came from.
  private struct Source: Equatable {
    var file: String?
    var sheet: String?
  }

  private var people: [Seen] = []
  private var sources: [Source] = []
  private var byID = PositionTable()
  private var byNameAndUnit = PositionTable()

  package init() {}

  /// Takes a record's marks and holds them against those before it.
  ///
  /// - Returns: An error for an ID number that came before, in its 15- or 18-digit form; a warning for a name that came
  ///   before in the same unit with another number.
  package mutating func add(_ record: Record, at place: Place) -> [Finding] {
    let marks = Marks(record)
    guard marks.id != 0 else { return [] }
    var findings: [Finding] = []
    let mine = people.count
    people.append(
      Seen(
        id: marks.id, nameAndUnit: marks.nameAndUnit, row: UInt32(clamping: place.row ?? 0),
        source: source(of: place)))
    let sameID = byID.insert(mine, hash: marks.id) { people[$0].id == marks.id }
    if let sameID { findings.append(duplicate(record, people[sameID], place)) }
    var namesake: Int?
    if marks.nameAndUnit != 0 {
      namesake = byNameAndUnit.insert(mine, hash: marks.nameAndUnit) { people[$0].nameAndUnit == marks.nameAndUnit }
    }
    if let namesake, people[namesake].id != marks.id {
      findings.append(self.namesake(record, people[namesake], place))
    }
    // Whoever came second in both ways is never asked for again.
    if sameID != nil, marks.nameAndUnit == 0 || namesake != nil { people.removeLast() }
    return findings
  }

  private mutating func source(of place: Place) -> UInt32 {
    let mine = Source(file: place.file, sheet: place.sheet)
    if let known = sources.lastIndex(of: mine) { return UInt32(known) }
    sources.append(mine)
    return UInt32(sources.count - 1)
  }

  private func place(of seen: Seen) -> Place {
    let source = sources[Int(seen.source)]
    return Place(file: source.file, sheet: source.sheet, row: seen.row == 0 ? nil : Int(seen.row))
  }

  private func namesake(_ record: Record, _ first: Seen, _ place: Place) -> Finding {
    Finding(
      .warning, .sameNameAndUnit, at: place.field("retiree.name"),
      Phrase(
        "与%1的人同名（%2）同单位，但身份证号码不同",
        "has the name (%2) and unit of the person at %1, but another ID number",
        filling: [.place(self.place(of: first)), .masked(record.text(FieldKey("retiree.name")))]),
      hint: Phrase("若是同一人，请更正号码；确是两人则不用改", "if it is the same person, mend the number; two people may stay"))
  }

  private func duplicate(_ record: Record, _ first: Seen, _ place: Place) -> Finding {
    Finding(
      .error, .duplicateID, at: place.field("retiree.id"),
      Phrase(
        "身份证号码（%1）与%2重复", "the ID number (%1) was given before, at %2",
        filling: [.masked(record.text(FieldKey("retiree.id"))), .place(self.place(of: first))]),
      hint: Phrase("请删去重复的一行，或更正号码", "delete the row that is too many, or mend the number"))
  }
}

/// What tells a person from others.
private struct Marks {
  /// A citizen number's first 17 digits in its modern form: they fix the check digit, so this is exact and not a hash.
  var id: UInt64 = 0
  var nameAndUnit: UInt64 = 0

  init(_ record: Record) {
    let known = record.schema.known
    let packed = record.packed
    guard let id = known.id.flatMap({ packed.entry($0) }), id.kind == .residentID else { return }
    self.id = packed.withText(id, Self.key)
    let unit = [known.workUnit, known.enterprise].lazy.compactMap { $0.flatMap { packed.entry($0) } }.first
    guard let name = known.name.flatMap({ packed.entry($0) }), name.kind == .text, let unit, unit.kind == .text else {
      return
    }
    let hash = packed.withText(unit) { Self.hash($0, 0xCBF2_9CE4_8422_2325) }
    // 0 stands for no mark.
    nameAndUnit = max(1, packed.withText(name) { Self.hash($0, hash) })
  }

  private static func key(_ number: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if number.count == 18, number.part(0..<17).isDigits { return UInt64(decimal(number[..<17])) }
    let text = String(decoding: number, as: UTF8.self)
    let digits = ResidentID(number: text).modern.prefix(17)
    if let exact = UInt64(digits), digits.utf8.count == 17 { return exact }
    return hash(number, 0xCBF2_9CE4_8422_2325) | 1 << 63
  }

  /// FNV-1a, 64 bits: the same in every run.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// Positions in an array, found by a hash of what stands there: four bytes for each slot.
private struct PositionTable: Sendable {
  private static let empty = UInt32.max
  private var slots = [UInt32](repeating: empty, count: 1024)
  private var hashes: [UInt32] = Array(repeating: 0, count: 1024)
  private var count = 0

  /// Puts a position in, unless an equal one is there.
  ///
  /// - Returns: The equal one.
  mutating func insert(_ position: Int, hash: UInt64, _ isSame: (Int) -> Bool) -> Int? {
    let mixed = Self.mixed(hash)
    var index = Int(mixed) & (slots.count - 1)
    while slots[index] != Self.empty {
      if hashes[index] == mixed, isSame(Int(slots[index])) { return Int(slots[index]) }
      index = (index + 1) & (slots.count - 1)
    }
    slots[index] = UInt32(truncatingIfNeeded: position)
    hashes[index] = mixed
    count += 1
    if count * 3 > slots.count * 2 { grow() }
    return nil
  }

  private mutating func grow() {
    let (old, oldHashes) = (slots, hashes)
    slots = Array(repeating: Self.empty, count: old.count * 2)
    hashes = Array(repeating: 0, count: old.count * 2)
    for (position, mixed) in zip(old, oldHashes) where position != Self.empty {
      var index = Int(mixed) & (slots.count - 1)
      while slots[index] != Self.empty { index = (index + 1) & (slots.count - 1) }
      slots[index] = position
      hashes[index] = mixed
    }
  }

  private static func mixed(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
