public import Diagnostics

/// A folder of returned files to be read and sorted.
public struct IntakeRequest: Sendable {
  /// Files and folders; every file below a folder is read.
  public var inputs: [String]
  /// The folder that the outputs go to. It may lie inside an input and is left out then.
  public var output: String
  /// Of the report and the workbook.
  public var language = Language.chinese
  /// Files read at the same time.
  public var jobs = 1
  /// Tried in this order with files that need one.
  public var passwords: [String] = []
  /// Whether a form without a digital signature or seal where it asks for one is for review, rather than taken as signed on paper.
  public var requiresSignatures = false

  /// - Parameter inputs: Files and folders.
  public init(inputs: [String], output: String) {
    self.inputs = inputs
    self.output = output
  }
}

/// How a folder of returned files was sorted.
public struct IntakeAccount: Sendable, Hashable {
  /// All files; each is one of the next three.
  public internal(set) var files = 0
  /// Files that were accepted.
  public internal(set) var accepted = 0
  /// Files that a person must look at.
  public internal(set) var review = 0
  /// Files that cannot be read, or are no forms of ours.
  public internal(set) var refused = 0
  /// Files whose answer was known from an earlier run.
  public internal(set) var known = 0
  /// Accepted files that hold nothing but what another holds too.
  public internal(set) var repeated = 0
  /// Accepted files with changes against what was issued.
  public internal(set) var changed = 0
  /// Records that were written.
  public internal(set) var records = 0
  /// How many files were refused, or are for review, by code.
  public internal(set) var reasons: [String: Int] = [:]
  /// Whether the work was ended early, as asked for; then no outputs were written, and the same call goes on.
  public internal(set) var isInterrupted = false
}

extension Toolkit {
  /// Reads every file of some folders and sorts what came back.
  ///
  /// Below the output folder stand then `accepted/` (the records of each form), `review/` (a folder for each file that a person must
  /// look at), `refused/` (a note for each file that cannot be read), `summary.xlsx`, `report.html` and `answers.jsonl`. Inputs are
  /// never moved or changed. The same call over the same files changes nothing, and after a run that was cut off it goes on.
  ///
  /// - Parameters:
  ///   - progress: Told how many files are done.
  ///   - isStopped: Asked between files whether to end early.
  ///   - report: Gets what is worth knowing of folders and archives as a whole, such as what was passed over.
  ///   - answer: Gets the answer of each file, in order of their paths, once all are sorted.
  /// - Throws: `Refusal` when the outputs cannot be written, or other files stand in their way.
  public func takeIn(
    _ request: IntakeRequest, progress: (_ done: Int) -> Void = { _ in },
    isStopped: () -> Bool = { false }, report: (Finding) -> Void = { _ in }, answer: (IntakeAnswer) -> Void = { _ in }
  ) throws(Refusal) -> IntakeAccount {
    let run = try IntakeRun(request, toolkit: self)
    return try run.run(progress: progress, isStopped: isStopped, report: report, answer: answer)
  }
}

/// What became of one file among the others.
public struct IntakeAnswer: Sendable {
  /// The file as the user named it.
  public var file: String
  /// How it ended.
  public var status: ReturnedForm.Status
  /// The code of what stood in the way; `nil` when nothing did.
  public var reason: String?
  /// The form, such as `liaocheng/info-table`; `nil` when it was not recognised.
  public var form: String?
  /// The form's version as the file states it.
  public var version: String?
  /// The key that was printed on the paper.
  public var key: String?
  /// Where the values came from.
  public var source: ReturnedForm.Source?
  /// The SHA-256 digest of its bytes, in hexadecimal.
  public var digest: String?
  /// How many boxes no longer hold what was issued.
  public var changes: Int
  /// Everything noticed.
  public var findings: [Finding]

  init(_ answer: FileAnswer) {
    file = answer.file
    status = ReturnedForm.Status(rawValue: answer.status) ?? .refused
    (reason, form, version, key) = (answer.reason, answer.form, answer.version, answer.key)
    source = answer.source.flatMap(ReturnedForm.Source.init)
    digest = answer.digest
    changes = answer.papers.reduce(0) { $0 + $1.changes.count }
    findings = answer.remarks.map { $0.finding(in: answer.file) }
  }
}
