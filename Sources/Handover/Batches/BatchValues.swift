import Diagnostics
import RecordReading
import Records
private import Synchronization

/// The values of a batch, and how they come onto papers: what was set for the run wins over a person's own value, that over what
/// the batch says of the receiving place, and that over what it says of all.
final class BatchValues: Sendable {
  private let gate: Gate
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
    settings: [FieldKey: RawValue], batch: Record?, list: RawRecord = RawRecord(), groups: Set<FieldName> = [], gate: Gate
  ) {
    self.gate = gate
    self.settings = settings
    var raw = list
    if let batch = batch?.rawRecord() {
      raw.put(batch.values)
      raw.groups.merge(batch.groups) { _, own in own }
    }
    raw.groups[.receivers] = nil
    common = raw
    raw.groups = raw.groups.filter { groups.contains($0.key) }
    rowDefaults = raw
    receivers = (batch?.entries(of: .receivers) ?? []).map { Receiver($0) }
    rowSettings = Gate.Settings(settings, defaults: raw, for: gate)
  }

  // MARK: People

  /// What the gate says of a row of the list.
  func judge(_ row: ListRow) -> Judgement {
    let first = row.judged(by: gate, with: rowSettings)
    guard !receivers.isEmpty, let record = first.record else { return first }
    let meant = receivers { record.text(FieldKey($0)) }
    return meant.isEmpty ? first : row.judged(by: gate, with: settings(for: meant))
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

  /// The values that stand once on a paper about a batch, or about a part of it.
  ///
  /// - Parameter part: The values that all its people share, by which the batch was parted.
  func header(
    of part: [FieldName: RawValue] = [:], and more: RawRecord = RawRecord()
  ) throws(RecordRejection) -> Reported<Record> {
    let part = Dictionary(part.map { (FieldKey($0), $1) }) { first, _ in first }
    let place = common.values.merging(settings) { $1 }.merging(part) { $1 }
    var raw = common
    put(receivers { place[FieldKey($0)]?.text ?? "" }, over: &raw)
    raw.put(settings)
    raw.put(part)
    raw.put(more.values)
    raw.groups.merge(more.groups) { _, own in own }
    return try gate.judge(raw, as: .batch)
  }

  // MARK: Receivers

  /// The receivers whose place this is, the more general first.
  private func receivers(_ text: (FieldName) -> String) -> [Int] {
    let meant = receivers.indices.filter { index in
      !receivers[index].place.isEmpty && receivers[index].place.allSatisfy { text($0) == $1 }
    }
    return meant.sorted { (receivers[$0].place.count, $0) < (receivers[$1].place.count, $1) }
  }

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
