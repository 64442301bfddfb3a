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
  /// Accepted records that the form is not for.
  public var outsiders = Outsiders()
  /// The workbook of the rows that were refused, or whose paper could not be made; `nil` when there are none or none was
  /// asked for.
  public var rejectedWorkbook: String?
  /// Whether the work was ended early, as asked for.
  public var isInterrupted = false

  /// Of a list without rows.
  public init() {}

  /// People whom a form is not for, such as those who are not in the Party: no fault of theirs or of the list.
  public struct Outsiders: Sendable, Hashable {
    /// How many there are.
    public internal(set) var count = 0
    /// The rows of the first of them, counted from 1.
    public internal(set) var firstRows: [Int] = []

    /// More rows than these help nobody.
    private static let most = 20

    mutating func add(_ position: Int) {
      count += 1
      if firstRows.count < Self.most { firstRows.append(position + 1) }
    }
  }
}

/// A record that passed the gate.
struct AcceptedRow: Sendable {
  /// Counted from 0 over all rows of the list, refused ones too, so that it stays when others are mended.
  var position: Int
  var record: Record
  /// Where it stood.
  var place = Place()
}

/// What some rows that passed the gate were made into.
struct Made<Product: Sendable>: Sendable {
  var product: Product
  /// What was noticed, by the rows' places among those given; an error says that its row could not be made.
  var findings: [Int: [Finding]] = [:]
  /// What ends the whole run, such as a full disk.
  var fatal: Refusal?

  /// Whether the row at this place was made.
  func isMade(_ index: Int) -> Bool { findings.isEmpty || findings[index]?.containError != true }
}

/// Takes a list through the gate and on to whatever its rows are made into: read in order, judged and made on several threads,
/// taken in order.
///
/// Memory holds a few chunks, whatever the length of the list; of each record that has passed only a few numbers stay, to
/// notice the same person twice. What comes out does not depend on the number of threads.
struct ListIntake {
  let values: BatchValues
  let dictionary: FieldDictionary
  let jobs: Int
  /// Whom the records are for; the others are only counted.
  var isMeant: @Sendable (Record) -> Bool = { _ in true }
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
  ///   - make: Works on the accepted rows of a chunk, on any thread.
  ///   - take: Gets the accepted rows of each chunk in order with what was made of them, and how many rows are done.
  func run<Product: Sendable>(
    _ source: ListSource, report: (Finding) -> Void,
    make: @escaping @Sendable ([AcceptedRow]) -> Made<Product>,
    take: ([AcceptedRow], Made<Product>, _ done: Int) throws(Refusal) -> Void
  ) throws(Refusal) -> ListAccount {
    var account = ListAccount()
    var position = 0
    var batch = BatchChecks()
    let workers = Workers(jobs)
    defer { workers.wait() }
    let judging = OrderedPipeline(workers) { [values, isMeant] (rows: [ListRow]) in
      rows.map { JudgedRow($0, values: values, isMeant: isMeant) }
    }
    let making = OrderedPipeline(workers) { (chunk: JudgedChunk) in (chunk: chunk, made: make(chunk.accepted)) }

    /// What only the order of the list decides.
    func settle(_ rows: [JudgedRow]?) throws(Refusal) {
      guard var rows else { return }
      for index in rows.indices {
        rows[index].settle(position: position, &batch)
        position += 1
      }
      if let shard { rows.removeAll { !shard.contains($0.position) } }
      try finish(making.push(JudgedChunk(rows, done: position)))
    }

    func finish(_ result: (chunk: JudgedChunk, made: Made<Product>)?) throws(Refusal) {
      guard let (chunk, made) = result else { return }
      if let fatal = made.fatal { throw fatal }
      var index = 0
      for row in chunk.rows {
        var findings = row.findings
        var isMade = false
        if row.isOutside {
          account.outsiders.add(row.position)
          isMade = true
        } else if row.record != nil {
          findings += (made.findings[index] ?? []).map { $0.within(row.list.place) }
          isMade = made.isMade(index)
          index += 1
        }
        findings.forEach(report)
        if !isMade { try rejected?.add(row.list, findings: findings) }
      }
      account.rows += chunk.rows.count
      account.accepted += chunk.rows.count { $0.record != nil }
      try take(chunk.accepted, made, chunk.done)
    }

    var pending: [ListRow] = []
    let summary = try refusing {
      try readList(source, dictionary: dictionary) { row in
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
  /// `nil` when anything speaks against it.
  private(set) var record: Record?
  private let isMeant: Bool

  /// Whether it passed, but no paper is for it.
  var isOutside: Bool { record != nil && !isMeant }

  init(_ row: ListRow, values: BatchValues, isMeant: (Record) -> Bool) {
    list = row
    let judgement = values.judge(row)
    findings = row.findings.isEmpty ? judgement.findings : row.findings + judgement.findings
    record = findings.containError ? nil : judgement.record
    self.isMeant = record.map(isMeant) ?? true
  }

  /// Gives the row its place in the list and holds it against the rows before.
  ///
  /// - Parameter position: Its place if the row does not bring one along.
  mutating func settle(position: Int, _ batch: inout BatchChecks) {
    self.position = list.number.map { $0 - 1 } ?? position
    guard let record else { return }
    let noticed = batch.add(record, at: list.place)
    guard !noticed.isEmpty else { return }
    findings += noticed
    if noticed.containError { self.record = nil }
  }
}

/// Rows on their way to what is made of them.
private struct JudgedChunk: Sendable {
  let rows: [JudgedRow]
  let accepted: [AcceptedRow]
  /// How many rows of the list are done with this chunk.
  let done: Int

  init(_ rows: [JudgedRow], done: Int) {
    self.rows = rows
    self.done = done
    accepted = rows.compactMap { row in
      row.isOutside ? nil : row.record.map { AcceptedRow(position: row.position, record: $0, place: row.list.place) }
    }
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
