import ReaderProtocol
import Templates

/// Tells by their wording which forms a print may be of: an index over pairs of characters.
struct FlatWording: Sendable {
  struct Candidate {
    var name: String
    var version: String
  }

  /// A form this little of whose words stand where they should is another one.
  static let enough = 0.6
  /// Forms that are looked at closely.
  private static let most = 5

  private var forms: [Candidate] = []
  private var pairs: [Set<UInt64>] = []

  /// Adds all forms of a city, in all versions.
  mutating func add(_ profile: Profile) {
    for form in profile.forms + profile.olderForms {
      forms.append(Candidate(name: form.name, version: form.version))
      var pairs = Set<UInt64>()
      form.forEachText { Self.add($0.unicodeScalars, to: &pairs) }
      self.pairs.append(pairs)
    }
  }

  /// The likeliest forms, best first.
  func candidates(for pages: [PageContent]) -> [Candidate] {
    var seen = Set<UInt64>()
    for page in pages { Self.add(page.characters.lazy.map(\.scalar), to: &seen) }
    guard !seen.isEmpty else { return [] }
    let scores = pairs.enumerated().compactMap { index, pairs -> (Int, Double)? in
      guard !pairs.isEmpty else { return nil }
      let common = Double(pairs.intersection(seen).count)
      let score = 2 * common / Double(pairs.count + seen.count)
      return common > Double(pairs.count) * 0.3 ? (index, score) : nil
    }
    return scores.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(Self.most).map { forms[$0.0] }
  }

  private static func add(_ scalars: some Sequence<Unicode.Scalar>, to pairs: inout Set<UInt64>) {
    var before: UInt64 = 0
    for scalar in scalars where !scalar.properties.isWhitespace {
      let value = UInt64(scalar.value)
      if before != 0 { pairs.insert(before << 32 | value) }
      before = value
    }
  }
}
