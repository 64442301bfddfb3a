import Diagnostics
import RecordReading
import Records
import Templates

/// How a list came through the gate.
public struct ListAccount: Sendable, Hashable {
  /// Rows that hold a record, however faulty.
  public var rows = 0
  /// Records that passed the gate.
  public var accepted = 0
  /// Rows that were refused.
  public var refused: Int { rows - accepted }
  /// The workbook of the rows that were refused, or whose paper could not be made; `nil` when there are none or none was
  /// asked for.
  public var rejectedWorkbook: String?
  /// Whether the work was ended early, as asked for.
  public var isInterrupted = false

  /// Of a list without rows.
  public init() {}
}

/// A record that passed the gate.
struct AcceptedRow: Sendable {
  /// Counted from 0 over all rows of the list, refused ones too, so that it stays when others are mended.
  var position: Int
  var record: Record
}

/// What a row that passed the gate was made into.
struct Made<Product: Sendable>: Sendable {
  /// `nil` when it could not be made; then a finding says why.
  var product: Product?
  var findings: [Finding] = []
  /// What ends the whole run, such as a full disk.
  var fatal: Refusal?
}

/// Takes a list through the gate and on to whatever its rows are made into: read in order, judged and made on several threads,
/// taken in order.
///
/// Memory holds a few chunks, whatever the length of the list; of each record that has passed only a few numbers stay, to
/// notice the same person twice. What comes out does not depend on the number of threads.
struct ListIntake {
  let gate: Gate
  let jobs: Int
  /// Values that hold for every row, in place of what it says.
  var settings: [FieldKey: RawValue] = [:]
  /// Where refused rows go.
  var rejected: RejectedRows?
  /// The share of the list that is made and reported; the rest is only read and judged.
  var shard: Shard?
  /// Asked between chunks whether to end early.
  var isStopped: () -> Bool = { false }

  /// Rows in one chunk.
  private static let chunk = 32

  /// - Parameters:
  ///   - report: Gets findings as they arise: of each row in order, at last those of the whole list.
  ///   - make: Works on accepted rows, on any thread.
  ///   - take: Gets the accepted rows of each chunk in order with what was made of them, and how many rows are done.
  func run<Product: Sendable>(
    _ source: ListSource, report: (Finding) -> Void,
    make: @escaping @Sendable (AcceptedRow) -> Made<Product>,
    take: ([(row: AcceptedRow, made: Made<Product>)], _ done: Int) throws(Refusal) -> Void
  ) throws(Refusal) -> ListAccount {
    var account = ListAccount()
    var position = 0
    var batch = BatchChecks()
    let settings = Gate.Settings(settings, for: gate)
    let workers = Workers(jobs)
    defer { workers.wait() }
    let judging = OrderedPipeline(workers) { [gate] (rows: [ListRow]) in
      rows.map { JudgedRow($0, gate: gate, settings: settings) }
    }
    let making = OrderedPipeline(workers) { (rows: [JudgedRow]) in
      rows.map { row in (row: row, made: row.accepted.map(make)) }
    }

    /// What only the order of the list decides.
    func settle(_ rows: [JudgedRow]?) throws(Refusal) {
      guard var rows else { return }
      for index in rows.indices {
        rows[index].settle(position: position, &batch)
        position += 1
      }
      if let shard { rows.removeAll { !shard.contains($0.position) } }
      try finish(making.push(rows))
    }

    func finish(_ rows: [(row: JudgedRow, made: Made<Product>?)]?) throws(Refusal) {
      guard let rows else { return }
      var passed: [(row: AcceptedRow, made: Made<Product>)] = []
      for (row, made) in rows {
        if let fatal = made?.fatal { throw fatal }
        let findings = row.findings + (made?.findings ?? []).map { $0.within(row.list.place) }
        findings.forEach(report)
        if made?.product == nil { try rejected?.add(row.list, findings: findings) }
        if let accepted = row.accepted, let made { passed.append((accepted, made)) }
      }
      account.rows += rows.count
      account.accepted += passed.count
      try take(passed, (rows.last?.row.position ?? -1) + 1)
    }

    var pending: [ListRow] = []
    let summary: Reported<ListSummary>?
    summary = try refusing {
      try readList(source, dictionary: gate.rules.dictionary) { row in
        pending.append(row)
        guard pending.count == Self.chunk else { return }
        if isStopped() { throw Interruption() }
        try settle(judging.push(pending))
        pending = []
      }
    }
    if summary != nil { try settle(judging.push(pending)) }
    while let judged = judging.next() { try settle(judged) }
    while let made = making.next() { try finish(made) }
    account.isInterrupted = summary == nil
    summary?.findings.forEach(report)
    if let summary { account.rejectedWorkbook = try rejected?.finish(summary.value) }
    return account
  }
}

/// A row of the list with what the gate said of it.
private struct JudgedRow: Sendable {
  let list: ListRow
  private(set) var findings: [Finding]
  private(set) var position = 0
  private var record: Record?

  /// The record, if nothing speaks against it.
  private(set) var accepted: AcceptedRow?

  init(_ row: ListRow, gate: Gate, settings: Gate.Settings) {
    list = row
    let judgement = row.judged(by: gate, with: settings)
    record = judgement.record
    findings = row.findings + judgement.findings
  }

  /// Gives the row its place in the list and holds it against the rows before.
  mutating func settle(position: Int, _ batch: inout BatchChecks) {
    self.position = position
    guard let record, !findings.containError else { return }
    findings += batch.add(record, at: list.place)
    if !findings.containError { accepted = AcceptedRow(position: position, record: record) }
  }
}

/// Ends the reading of a list early.
private struct Interruption: Error {}

/// Narrows the errors of a callback-driven reader: it throws refusals, or passes on ours, which are refusals too.
///
/// - Returns: `nil` when the reading was ended early.
private func refusing<Result>(_ body: () throws -> Result) throws(Refusal) -> Result? {
  do {
    return try body()
  } catch let refusal as Refusal {
    throw refusal
  } catch is Interruption {
    return nil
  } catch {
    preconditionFailure("readers throw refusals and nothing else: \(error)")
  }
}
