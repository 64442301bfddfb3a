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
  /// The workbook of the refused rows; `nil` when there are none or none was asked for.
  public var rejectedWorkbook: String?

  /// Of a list without rows.
  public init() {}
}

/// A record that passed the gate, and where it stood in its list.
struct AcceptedRow: Sendable {
  /// Counted from 0 over all rows of the list, refused ones too, so that it stays when others are mended.
  var position: Int
  var record: Record
  var place: Place
}

/// Takes a list through the gate, in chunks: read in order, judged on several threads, handed on in order.
///
/// Memory holds one chunk, whatever the length of the list; of each record that has passed only a hash stays, to notice
/// the same person twice.
struct ListIntake {
  let gate: Gate
  let jobs: Int
  /// Values that hold for every row, in place of what it says.
  var settings: [FieldKey: RawValue] = [:]
  /// Where refused rows go.
  var rejected: RejectedRows?

  /// Rows in one chunk, for each thread.
  private static let chunk = 256

  /// - Parameters:
  ///   - accepted: Gets the records of each chunk.
  ///   - report: Gets findings as they arise: of each row in order, at last those of the whole list.
  func run(
    _ source: ListSource, report: (Finding) -> Void, accepted: ([AcceptedRow]) throws(Refusal) -> Void
  ) throws(Refusal) -> ListAccount {
    var account = ListAccount()
    var batch = BatchChecks()
    var pending: [ListRow] = []
    let size = Self.chunk * max(jobs, 1)
    let settings = Gate.Settings(settings, for: gate)

    func drain() throws(Refusal) {
      let judged = parallelMap(pending, jobs: jobs) { [gate] in $0.judged(by: gate, with: settings) }
      var passed: [AcceptedRow] = []
      for (row, verdict) in zip(pending, judged) {
        defer { account.rows += 1 }
        var findings = row.findings + verdict.findings
        if let record = verdict.record, !findings.containError {
          findings += batch.add(record, at: row.place)
        }
        findings.forEach(report)
        if let record = verdict.record, !findings.containError {
          passed.append(AcceptedRow(position: account.rows, record: record, place: row.place))
        } else {
          try rejected?.add(row, findings: findings)
        }
      }
      pending = []
      account.accepted += passed.count
      if !passed.isEmpty { try accepted(passed) }
    }

    let summary = try refusing {
      try readList(source, dictionary: gate.rules.dictionary) { row in
        pending.append(row)
        if pending.count == size { try drain() }
      }
    }
    try drain()
    summary.findings.forEach(report)
    account.rejectedWorkbook = try rejected?.finish(summary.value)
    return account
  }
}

/// Narrows the errors of a callback-driven reader: it throws refusals, or passes on ours, which are refusals too.
private func refusing<Result>(_ body: () throws -> Result) throws(Refusal) -> Result {
  do {
    return try body()
  } catch let refusal as Refusal {
    throw refusal
  } catch {
    preconditionFailure("readers throw refusals and nothing else: \(error)")
  }
}
