import Records

/// What a record must hold beside what a form shows, so that derived fields follow and guards hold; and how long values can be
/// so that what is derived from them fits.
struct SampleNeeds: Sendable {
  private let rules: RecordRules
  /// Longest lengths or greatest numbers for fields that others are derived from.
  let limits: [FieldName: Limit]

  enum Limit: Sendable {
    /// Characters of a text.
    case characters(Int)
    /// Days that still end in a year that papers hold.
    case days
    /// A part of a sum.
    case summed
  }

  init(_ rules: RecordRules) {
    self.rules = rules
    var limits: [FieldName: Limit] = [:]
    for field in rules.dictionary.fields {
      switch field.derivation?.source {
      case .joined(let parts):
        for part in parts { limits[part] = .characters((field.maxLength ?? 500) / max(1, parts.count)) }
      case .sum(let part, _): limits[part] = .summed
      case .deadline(_, .daysOf(let days)): limits[days] = .days
      // A product of the largest values would be larger than any type holds.
      case .product(let parts): for part in parts { limits[part] = .summed }
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
      case .capitals(let source): waiting.append(source)
      case .deadline(let from, .daysOf(let days)): waiting += [from, days]
      case .deadline(let from, _): waiting.append(from)
      case .joined(let parts), .product(let parts): waiting += parts
      case .balance(let added, let taken): waiting += added + taken
      case .years(let from, let to): waiting += [from, to]
      case .option(let source, _): waiting.append(source)
      }
    }
    let entries = needed.mapValues { $0.isEmpty ? $0 : closure($0, [:]).fields }
    return (own, entries.mapValues { $0.isEmpty ? ["retiree.name", "retiree.id"] : $0 })
  }
}
