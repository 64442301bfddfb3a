package import Diagnostics

extension Finding.Code {
  package static let derivedDiffers = Self("derived-differs")
  package static let derivedIncomplete = Self("derived-incomplete")
}

/// Fills in what follows from other fields of a record, and holds what is stated against it.
///
/// Made once for a run; for a dictionary without derived fields it does nothing.
package struct Derivations: Sendable {
  /// One derived field.
  struct Step: Sendable {
    let rule: FieldRule
    let derivation: Derivation
    /// The fields of the record that it is made from, by number; none for what is made from a group.
    let sources: [Int]
  }

  /// A record with what has been filled in, and what was noticed; errors among it where a stated value is not what it should
  /// be. What was stated stands.
  package struct Completion: Sendable {
    package var record: Record
    package var findings: [Finding]
  }

  private let rules: RecordRules
  private let schema: FieldSchema
  /// What others are derived from comes before them.
  private let steps: [Step]
  /// The steps for the entries of a group, for groups that have any.
  private let stepsOfGroup: [FieldName: [Step]]

  /// - Parameter evidence: What is known of a record: a field that follows from others than these is left alone. `nil`: all.
  package init(rules: RecordRules, evidence: FieldSelection? = nil) {
    let schema = rules.dictionary.schema
    let steps = Self.inOrder(schema).filter { step in
      evidence.map { step.derivation.isFounded(on: $0) } ?? true
    }
    self.rules = rules
    self.schema = schema
    self.steps = steps
    let groups = rules.dictionary.groups.map { group in
      (group.name, steps.filter { group.entities.contains($0.rule.name.entity) })
    }
    stepsOfGroup = Dictionary(groups.filter { !$0.1.isEmpty }) { first, _ in first }
  }

  /// Each derived field after those that it is derived from; the loading of dictionaries has refused cycles.
  private static func inOrder(_ schema: FieldSchema) -> [Step] {
    var steps: [Step] = []
    var seen: Set<FieldName> = []
    func visit(_ name: FieldName) {
      guard let rule = schema.rule(name), let derivation = rule.definition.derivation, seen.insert(name).inserted else {
        return
      }
      for need in derivation.needs { visit(need) }
      steps.append(Step(rule: rule, derivation: derivation, sources: sources(of: derivation, schema)))
    }
    for rule in schema.rules { visit(rule.name) }
    return steps
  }

  private static func sources(of derivation: Derivation, _ schema: FieldSchema) -> [Int] {
    switch derivation.source {
    case .count, .sum: []
    default: derivation.needs.compactMap { schema.number(of: $0) }
    }
  }

  /// Completes a record of a person or of a batch, its groups' entries first.
  ///
  /// - Parameter place: Where the record came from.
  package func complete(_ record: Record, at place: Place = Place()) -> Completion {
    guard !steps.isEmpty, record.schema === schema else { return Completion(record: record, findings: []) }
    var findings: [Finding] = []
    let completed = complete(record, steps, place, &findings)
    return Completion(record: completed, findings: findings)
  }

  private func complete(_ record: Record, _ steps: [Step], _ place: Place, _ findings: inout [Finding]) -> Record {
    let groups = record.groupsInOrder.map { group in
      guard let steps = stepsOfGroup[group.name] else { return group }
      let entries = group.entries.enumerated().map { number, entry in
        complete(entry, steps, place.entry(number + 1, of: group.name), &findings)
      }
      return Record.Group(name: group.name, entries: entries)
    }
    var completing = Completing(record: record, groups: groups, rules: rules, place: place)
    for step in steps { completing.take(step) }
    findings += completing.findings
    return completing.completed
  }
}

extension Place {
  /// This place, or for a record without one the entry of a group, so that a batch of many shows which it is.
  fileprivate func entry(_ number: Int, of group: FieldName) -> Place {
    var place = self
    if place.row == nil, place.line == nil { place.row = number }
    if place.sheet == nil, place.file == nil { place.sheet = group.rawValue }
    return place
  }
}
