import Records

/// What a record must hold beside what a form shows, so that derived fields follow and guards hold; and how long values can be
/// so that what is derived from them fits.
struct SampleNeeds: Sendable {
  private let rules: RecordRules
  /// Longest lengths or greatest numbers for fields that others are derived from.
  let limits: [FieldName: Limit]

  /// Where several hold for a field, the last of these counts: what fits it fits the others.
  enum Limit: Sendable {
    /// Characters of a text.
    case characters(Int)
    /// A part of a sum.
    case summed
    /// Days that still end in a year that papers hold.
    case days
    /// A factor of a product.
    case factor
    /// What is taken away from something.
    case taken

    fileprivate var rank: Int {
      switch self {
      case .characters: 0
      case .summed: 1
      case .days: 2
      case .factor: 3
      case .taken: 4
      }
    }
  }

  init(_ rules: RecordRules) {
    self.rules = rules
    var limits: [FieldName: Limit] = [:]
    func set(_ limit: Limit, for names: [FieldName]) {
      for name in names where limit.rank >= limits[name]?.rank ?? 0 { limits[name] = limit }
    }
    for field in rules.dictionary.fields {
      switch field.derivation?.source {
      case .joined(let parts): set(.characters((field.maxLength ?? 500) / max(1, parts.count)), for: parts)
      case .sum(let part, _): set(.summed, for: [part])
      case .deadline(_, .daysOf(let days)): set(.days, for: [days])
      case .product(let factors): set(.factor, for: factors)
      case .balance(let added, let taken):
        set(.summed, for: added)
        set(.taken, for: taken)
      default: break
      }
    }
    self.limits = limits
  }

  /// - Returns: The fields and groups that were asked for, and all that they need.
  func closure(
    _ fields: Set<FieldName>, _ groups: [FieldName: Set<FieldName>]
  ) -> (fields: Set<FieldName>, groups: [FieldName: Set<FieldName>]) {
    var needed = groups
    var own: Set<FieldName> = []
    var waiting = Array(fields)
    while let name = waiting.popLast() {
      guard own.insert(name).inserted else { continue }
      for need in rules.guards where need.field == name { waiting += need.needs }
      guard let derivation = rules.dictionary[name]?.derivation else { continue }
      switch derivation.source {
      case .count(let group):
        needed[group, default: []].formUnion(derivation.condition.map { [$0.field] } ?? [])
      case .sum(let part, let group):
        needed[group, default: []].formUnion([part] + (derivation.condition.map { [$0.field] } ?? []))
      default: waiting += derivation.needs
      }
    }
    let entries = needed.mapValues { $0.isEmpty ? $0 : closure($0, [:]).fields }
    return (own, entries.mapValues { $0.isEmpty ? ["retiree.name", "retiree.id"] : $0 })
  }
}
