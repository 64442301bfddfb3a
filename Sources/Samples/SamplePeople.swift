package import Records

/// Fictitious retirees for demonstrations and tests.
///
/// A pure function of seed and index. Nobody real can be meant: ID numbers are of area 110201, which ended before cards were
/// issued, phone numbers begin with 1990000, firms, streets and communities are invented. No ID number comes twice below
/// index 4,900,000.
package struct SamplePeople: Sendable {
  /// What the people are like.
  package enum Flavour: Sendable, CaseIterable {
    /// As a tidy HR office would list them.
    case everyday
    /// Names that systems lose: rare characters, separators, many syllables.
    case rare
    /// Most fields empty, some said to be unknown.
    case sparse
    /// Every field as long as the dictionary allows.
    case longest
    /// Every combination of options in turn.
    case options
    /// All of these in turn.
    case mixed
  }

  private let seed: UInt64
  private let flavour: Flavour
  /// The year for which 八十岁以上 is ticked.
  private let year: Int

  package init(seed: UInt64, flavour: Flavour = .everyday, year: Int = 2026) {
    self.seed = seed
    self.flavour = flavour
    self.year = year
  }

  /// The person at an index, the same whatever was asked before.
  package subscript(_ index: Int) -> SamplePerson {
    let own: Flavour
    switch flavour {
    case .mixed:
      let all: [Flavour] = [.everyday, .rare, .sparse, .longest, .options]
      own = all[index % all.count]
    default: own = flavour
    }
    return SamplePerson(seed: seed, index: index, flavour: own, year: year)
  }

  /// The first people.
  package func people(_ count: Int) -> [SamplePerson] { (0..<count).map { self[$0] } }

  /// The first people as records.
  ///
  /// - Throws: `RecordRejection` when the gate's rules are such that even a sample does not pass.
  package func records(_ count: Int, through gate: Gate) throws(RecordRejection) -> [Record] {
    var records: [Record] = []
    for index in 0..<count { records.append(try gate.validate(self[index].raw).value) }
    return records
  }
}
