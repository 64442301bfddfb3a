import Diagnostics
import RecordReading
import Records
private import Synchronization

/// The values of a batch, and how they come onto papers: what was set for the run wins over a person's own value, that over what
/// the batch says of the receiving place, and that over what it says of all.
final class BatchValues: Sendable {
  private let gate: Gate
  private let derivations: Derivations
  /// Whether records get what follows from their values; papers show it, lists are left as they are.
  private let completes: Bool
  /// Fields whose values are others for each part of the batch: what is said of them holds for the whole.
  private let totals: Set<FieldName>
  /// What was set for the run.
  private let settings: [FieldKey: RawValue]
  /// What the batch says of all, as texts that have passed the gate.
  private let common: RawRecord
  private let receivers: [Receiver]
  /// What of that a row without values of its own takes over.
  private let rowDefaults: RawRecord
  private let rowSettings: Gate.Settings
  /// By the receivers that are meant.
  private let placeSettings = Mutex<[[Int]: Gate.Settings]>([:])

  /// A receiving place of the batch, and the organisations there.
  fileprivate struct Receiver: Sendable {
    /// What a record's own place must be, as far as the batch says it.
    var place: [FieldName: String]
    var values: [FieldKey: RawValue]
  }

  /// - Parameters:
  ///   - groups: The repeated parts of the batch that people's own papers show.
  ///   - gate: The gate of the run.
  ///   - list: What the list's own file says of the batch; the batch file wins over it.
  init(
    settings: [FieldKey: RawValue], batch: Record?, list: RawRecord = RawRecord(), groups: Set<FieldName> = [],
    gate: Gate, completes: Bool = false
  ) {
    self.gate = gate
    self.settings = settings
    derivations = Derivations(rules: gate.rules)
    self.completes = completes
    totals = gate.rules.dictionary.fieldsOfPeople
    var raw = list
    if let batch = batch?.rawRecord() {
      raw.put(batch.values)
      raw.groups.merge(batch.groups) { _, own in own }
    }
    common = raw
    raw.drop(totals)
    raw.groups = raw.groups.filter { groups.contains($0.key) }
    rowDefaults = raw
    receivers = (batch?.entries(of: .receivers) ?? []).map { Receiver($0) }
    rowSettings = Gate.Settings(settings, defaults: raw, for: gate)
  }

  // MARK: People

  /// What is to be said of a row of the list, and its record.
  func judge(_ row: ListRow) -> Judgement {
    var judgement = row.judged(by: gate, with: rowSettings)
    guard let first = judgement.record else { return judgement }
    let meant = receivers.isEmpty ? [] : receivers { first.text(FieldKey($0)) }
    if !meant.isEmpty { judgement = row.judged(by: gate, with: settings(for: meant)) }
    guard let record = judgement.record else { return judgement }
    let completion = derivations.complete(record, at: row.place)
    judgement.findings += completion.findings
    judgement.record = completion.findings.containError ? nil : completes ? completion.record : record
    return judgement
  }

  private func settings(for meant: [Int]) -> Gate.Settings {
    if let known = placeSettings.withLock({ $0[meant] }) { return known }
    var defaults = rowDefaults
    put(meant, over: &defaults)
    let made = Gate.Settings(settings, defaults: defaults, for: gate)
    return placeSettings.withLock { known in
      if known.count >= 1024 { known = [:] }
      known[meant] = made
      return made
    }
  }

  // MARK: Papers about all

  /// What is to be said of the values that hold for the whole batch.
  ///
  /// - Throws: `Refusal` with what speaks against them.
  func headerFindings() throws(Refusal) -> [Finding] { try header(of: nil, and: RawRecord()).findings }

  /// The record of a paper about a batch, or about a part of it, with all that follows from who is in it.
  ///
  /// - Parameters:
  ///   - part: The values that all its people share, by which the batch was parted; `nil` for the whole batch.
  ///   - more: Values and lists of this paper alone.
  ///   - shown: The fields and groups that the paper shows; nothing is said of what follows for others. `nil`: all.
  /// - Returns: The record, with findings about what follows from others.
  /// - Throws: `Refusal` with what speaks against it.
  func record(
    of part: [FieldName: RawValue]? = nil, people: [Record] = [], and more: RawRecord = RawRecord(),
    showing shown: Set<FieldName>? = nil
  ) throws(Refusal) -> Reported<Record> {
    var more = more
    if part == nil, !receivers.isEmpty, shown?.contains(.receivers) == true {
      more.groups[.receivers] = countedReceivers(people)
    }
    let header = try header(of: part, and: more).value
    let completion = derivations.complete(.batch(header, people: people))
    let findings = completion.findings.filter { finding in
      shown.map { $0.contains(FieldName(finding.place.field ?? "")) } ?? true
    }
    guard !findings.containError else { throw Refusal(findings) }
    return Reported(completion.record, findings)
  }

  private func header(of part: [FieldName: RawValue]?, and more: RawRecord) throws(Refusal) -> Reported<Record> {
    let own = Dictionary((part ?? [:]).map { (FieldKey($0), $1) }) { first, _ in first }
    let place = common.values.merging(settings) { $1 }.merging(own) { $1 }
    var raw = common
    put(receivers { place[FieldKey($0)]?.text ?? "" }, over: &raw)
    raw.put(settings)
    if part != nil { raw.drop(totals) }
    raw.put(own)
    raw.put(more.values)
    raw.groups.merge(more.groups) { $1 }
    do throws(RecordRejection) {
      return try gate.judge(raw, as: .batch)
    } catch {
      throw Refusal(error.findings)
    }
  }

  // MARK: Receivers

  /// The receivers whose place this is, the more general first.
  private func receivers(_ text: (FieldName) -> String) -> [Int] {
    let meant = receivers.indices.filter { index in
      !receivers[index].place.isEmpty && receivers[index].place.allSatisfy { text($0) == $1 }
    }
    return meant.sorted { (receivers[$0].place.count, $0) < (receivers[$1].place.count, $1) }
  }

  /// The receivers, each with how many people it takes in where the batch does not say it.
  private func countedReceivers(_ people: [Record]) -> [RawRecord] {
    let dictionary = gate.rules.dictionary
    let counts = Self.counts.filter { dictionary[$0.own] != nil }
    return zip(common.groups[.receivers] ?? [], receivers).map { entry, receiver in
      var entry = entry
      let here = people.filter { person in receiver.place.allSatisfy { person.text(FieldKey($0)) == $1 } }
      for (own, total) in counts where entry.values[FieldKey(own)] == nil {
        let condition = dictionary[total]?.derivation?.condition
        entry.values[FieldKey(own)] = RawValue("\(here.count { condition?.holds(for: $0) ?? true })")
      }
      return entry
    }
  }

  /// What is counted of a receiving place, and the total of the batch that is counted in the same way.
  private static let counts: [(own: FieldName, total: FieldName)] = [
    ("place.people", "total.people"), ("place.members", "total.members"), ("place.archives", "total.archives"),
  ]

  private func put(_ meant: [Int], over raw: inout RawRecord) {
    for index in meant { raw.put(receivers[index].values) }
  }
}

extension BatchValues.Receiver {
  fileprivate init(_ entry: Record) {
    place = [:]
    for (own, name) in FieldName.places where !entry.text(FieldKey(own)).isEmpty {
      place[name] = entry.text(FieldKey(own))
    }
    let own = Set(FieldName.places.map(\.own) + FieldName.places.map(\.receiver))
    values = entry.rawRecord().values.filter { !own.contains($0.key.name) }
  }
}

extension RawRecord {
  fileprivate mutating func drop(_ fields: Set<FieldName>) {
    values = values.filter { !fields.contains($0.key.name) }
  }

  /// Puts fields whole in place of what was there.
  fileprivate mutating func put(_ fields: [FieldKey: RawValue]) {
    let names = Set(fields.keys.map(\.name))
    values = values.filter { !names.contains($0.key.name) }
    values.merge(fields) { _, value in value }
  }
}

extension FieldName {
  /// The parts of a batch that say who receives where.
  static let receivers: FieldName = "batch.receivers"
  /// The receiving place, from large to small: as a batch's receivers name it, and as records do.
  static let places: [(own: FieldName, receiver: FieldName)] = [
    ("place.county", "receiver.county"), ("place.street", "receiver.street"), ("place.community", "receiver.community"),
  ]
}
