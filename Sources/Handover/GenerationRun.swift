import Diagnostics
import RecordReading
import Records

/// Where the papers of a run go: made side by side, taken in the order of the list.
protocol PaperDestination {
  /// What a worker hands over for some rows.
  associatedtype Product: Sendable

  /// What workers do with the rows of a chunk; called on any thread.
  var make: @Sendable ([AcceptedRow]) -> Made<Product> { get }

  /// Takes what was made of some rows and passes it on, as far as it is ready.
  ///
  /// - Throws: `Refusal` when the disk is full or fails.
  mutating func take(_ made: Made<Product>, of rows: [AcceptedRow], _ account: inout GenerationAccount) throws(Refusal)

  /// Ends the output.
  mutating func finish(_ account: inout GenerationAccount) throws(Refusal)
}

/// A run of printing under way.
struct GenerationRun {
  let report: (Finding) -> Void
  let progress: (GenerationProgress) -> Void

  /// Takes a list from its rows to its papers.
  func run(
    _ list: ListSource, through intake: ListIntake, to destination: some PaperDestination
  ) throws(Refusal) -> GenerationAccount {
    var account = GenerationAccount()
    var papers = destination
    account.list = try intake.run(list, report: report, make: papers.make) { rows, made, done throws(Refusal) in
      try papers.take(made, of: rows, &account)
      account.failed += rows.indices.count { !made.isMade($0) }
      progress(GenerationProgress(done: done, share: list.share))
    }
    // What an interrupted run leaves is for the next session to go on with.
    guard !account.list.isInterrupted else { return account }
    try papers.finish(&account)
    if account.papers == 0 { report(account.list.isForNobody ? Self.forNobody : Self.nothing) }
    return account
  }

  private static var forNobody: Finding {
    Finding(
      .warning, .nothingAccepted,
      Phrase("名单上没有适用本表的人员，未生成文件", "the form is for nobody on this list; no file was made"))
  }

  private static var nothing: Finding {
    Finding(
      .error, .nothingAccepted, Phrase("没有可打印的人员，未生成文件", "nobody on the list can be printed; no file was made"),
      hint: Phrase("先改正名单中的错误", "mend the list's faults first"))
  }
}

extension ListAccount {
  /// Whether all is well with the list, but nobody on it is meant.
  fileprivate var isForNobody: Bool { rows > 0 && refused == 0 && outsiders.count == accepted }
}

extension Array<AcceptedRow> {
  /// Makes each row into something of its own; those that cannot be made are `nil`.
  func eachMade<Product: Sendable>(
    _ body: (AcceptedRow) throws(Refusal) -> (Product, [Finding])
  ) -> Made<[Product?]> {
    var made = Made<[Product?]>(product: [])
    made.product.reserveCapacity(count)
    for (index, row) in enumerated() {
      do throws(Refusal) {
        let (product, findings) = try body(row)
        made.product.append(product)
        if !findings.isEmpty { made.findings[index] = findings }
      } catch {
        made.product.append(nil)
        made.findings[index] = error.findings
      }
    }
    return made
  }
}
