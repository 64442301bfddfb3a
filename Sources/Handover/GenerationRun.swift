import Diagnostics
import RecordReading
import Records

/// Where the papers of a run go: made side by side, taken in the order of the list.
protocol PaperDestination {
  /// What a worker hands over.
  associatedtype Product: Sendable

  /// What workers do with each row; called on any thread.
  var make: @Sendable (AcceptedRow) -> Made<Product> { get }

  /// Takes what was made of a row.
  ///
  /// - Throws: `Refusal` when the disk is full or fails.
  mutating func take(_ product: Product, of row: AcceptedRow, _ account: inout GenerationAccount) throws(Refusal)

  /// Makes what was taken last.
  mutating func flush() throws(Refusal)

  /// Ends the output.
  mutating func finish(_ account: inout GenerationAccount) throws(Refusal)

  /// Leaves the output as it is, for the next session to go on with.
  mutating func interrupt() throws(Refusal)
}

/// A run of printing under way.
struct GenerationRun {
  let report: (Finding) -> Void
  let progress: (GenerationProgress) -> Void
  /// Told of every file that stands in its place.
  let printed: (PrintedFile) -> Void

  /// Takes a list from its rows to its papers.
  func run(
    _ list: ListSource, through intake: ListIntake, to destination: inout some PaperDestination
  ) throws(Refusal) -> GenerationAccount {
    var account = GenerationAccount()
    // The closure below cannot take an inout parameter along.
    var papers = destination
    account.list = try intake.run(list, report: report, make: papers.make) { rows, done throws(Refusal) in
      for (row, made) in rows {
        if let product = made.product {
          try papers.take(product, of: row, &account)
        } else {
          account.failed += 1
        }
      }
      try papers.flush()
      progress(GenerationProgress(done: done))
    }
    if account.list.isInterrupted {
      try papers.interrupt()
    } else {
      try papers.finish(&account)
      if account.papers == 0 { report(Self.nothing) }
    }
    destination = papers
    return account
  }

  /// What is said when nobody could be printed.
  static var nothing: Finding {
    Finding(
      .error, .nothingAccepted, Phrase("没有可打印的人员，未生成文件", "nobody on the list can be printed; no file was made"),
      hint: Phrase("先改正名单中的错误", "mend the list's faults first"))
  }
}
