import Records

/// Dates that follow one another as a city's rules have it: a week for each step.
struct SampleDates: Sendable {
  /// How many steps come before a field.
  private let ranks: [FieldName: Int]

  init(_ rules: RecordRules) {
    var before: [FieldName: Set<FieldName>] = [:]
    for order in rules.dictionary.orders + rules.orders {
      for (earlier, later) in zip(order.fields, order.fields.dropFirst()) { before[later, default: []].insert(earlier) }
    }
    for rule in rules.guards { before[rule.field, default: []].formUnion(rule.needs) }
    var ranks: [FieldName: Int] = [:]
    func rank(_ name: FieldName, _ depth: Int) -> Int {
      if let known = ranks[name] { return known }
      // Rules that go round in a circle hold only for dates that are all the same.
      guard depth < 50 else { return 0 }
      let rank = (before[name] ?? []).map { rank($0, depth + 1) + 1 }.max() ?? 0
      ranks[name] = rank
      return rank
    }
    for name in before.keys.sorted() { _ = rank(name, 0) }
    self.ranks = ranks
  }

  /// The shortest and the longest are one day for all fields, which is in every order.
  func text(of field: FieldDefinition, _ values: SampleRecords.Values, entry: Int) -> String {
    switch values {
    case .shortest: return "2026年1月1日"
    case .longest: return "2025年12月31日"
    case .typical, .rare: break
    }
    if Self.isLongAgo(field) { return "\(1972 + entry % 12)年\(1 + entry % 12)月" }
    let days = (ranks[field.name] ?? 0) * 7
    // From Monday, 2 March 2026.
    return PartialDate(serial: Double(46_083 + days), epoch1904: false)?.text() ?? ""
  }

  private static func isLongAgo(_ field: FieldDefinition) -> Bool {
    ["出生", "参加工作", "入党", "转正", "形成", "制成", "购建", "建成"].contains { field.label.chinese.contains($0) }
  }
}
