import Diagnostics
import RecordReading
import Records
import Templates

extension Toolkit {
  /// Reads a list and says every fault of it.
  ///
  /// - Parameters:
  ///   - list: A path to XLSX, CSV, JSON, JSON Lines or our XML; what it is, its content tells. `-` is the standard input.
  ///   - profile: The city, such as `liaocheng`.
  ///   - rejected: Where to write the workbook of refused rows; `nil` writes none.
  ///   - language: Of that workbook.
  ///   - jobs: Threads at work.
  ///   - progress: Told from time to time how many rows are done.
  ///   - isStopped: Asked from time to time whether to end early; then the account says so.
  ///   - report: Gets findings as they arise, in the order of the list.
  /// - Throws: `Refusal` when the list cannot be read at all, or the workbook cannot be written.
  public func check(
    _ list: String, profile id: String, rejected: String? = nil, language: Language = .chinese, jobs: Int = 1,
    progress: (GenerationProgress) -> Void = { _ in }, isStopped: @escaping () -> Bool = { false },
    report: (Finding) -> Void
  ) throws(Refusal) -> ListAccount {
    // A list is judged by the profile alone.
    let profile = try profile(id, only: "")
    let rules = profile.rules
    let rows = rejected.map { RejectedRows(path: $0, language: language, dictionary: rules.dictionary) }
    let source = list == "-" ? try ListSource(standardInput: "stdin") : ListSource(path: list, name: list)
    let values = BatchValues(settings: [:], batch: nil, gate: gate(rules))
    return try ListIntake(
      values: values, dictionary: rules.dictionary, jobs: jobs, rejected: rows, isStopped: isStopped
    ).run(
      source, report: report, make: { _ in Made(product: ()) },
      take: { progress(GenerationProgress(done: $2, share: source.share)) })
  }

  /// - Parameter today: Another day than that of the toolkit.
  package func gate(_ rules: RecordRules, today: PartialDate? = nil) -> Gate {
    var rules = rules
    rules.areaCodes = areaCodes
    rules.holidays = holidays
    return Gate(rules: rules, today: today ?? self.today)
  }
}
