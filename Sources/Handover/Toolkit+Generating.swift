import Archives
import Diagnostics
import RecordReading
import Records
import Templates

extension Toolkit {
  /// Prints a form for everyone on a list.
  ///
  /// Records that the gate refuses are left out and go to `rejected.xlsx` beside the output, as do those whose paper cannot be
  /// made; the rest is printed. Files appear whole or not at all, and none that is not ours is overwritten. The same list,
  /// template and settings give the same bytes, whatever the number of threads. A run of many files keeps a journal in the
  /// output folder: whatever ended it, the same request goes on where it was; at its end the journal becomes `manifest.jsonl`.
  ///
  /// - Parameters:
  ///   - language: Of `rejected.xlsx`.
  ///   - progress: Told from time to time how many rows are done.
  ///   - printed: Told of every file once it stands in its place; not of those that an earlier session made.
  ///   - isStopped: Asked from time to time whether to end early; then the account says so, and nothing is half made.
  ///   - report: Gets findings as they arise.
  /// - Throws: `Refusal` when nothing can be printed at all: an unknown form, a faulty template, an unreadable list, missing fonts,
  ///   an output folder that cannot be written or holds another run's files; or when the disk fails or is full.
  public func generate(
    _ request: GenerationRequest, language: Language = .chinese,
    progress: @escaping (GenerationProgress) -> Void = { _ in },
    printed: @escaping (PrintedFile) -> Void = { _ in },
    isStopped: @escaping () -> Bool = { false },
    report: @escaping (Finding) -> Void
  ) throws(Refusal) -> GenerationAccount {
    let report = saidOnce(report)
    let plan = try GenerationPlan(request, toolkit: self, report: report)
    plan.fonts.findings.forEach(report)
    let run = GenerationRun(report: report, progress: progress)
    let target = try Target(request, form: plan.form, list: plan.identity.list)
    func intake(_ values: BatchValues) -> ListIntake {
      ListIntake(
        values: values, dictionary: plan.profile.rules.dictionary, jobs: request.jobs,
        isMeant: { [form = plan.form] in form.isMeant(for: $0) },
        rejected: RejectedRows(path: target.rejected, language: language, dictionary: plan.profile.rules.dictionary),
        shard: request.shard, isStopped: isStopped)
    }
    let (values, printing) = (plan.values(), plan.printing)
    if plan.form.subject == .batch { try values.headerFindings().forEach(report) }
    switch target.arrangement {
    case .merged where request.kind == .xml:
      guard request.shard == nil else { throw Refusal(Target.noParts) }
      return try run.run(
        plan.list, through: intake(values), to: try XMLListFile(printing, path: target.path, printed: printed))
    case .batch where printing.arrangement == .stream:
      let header = try values.record(showing: printing.shownNames).value
      let key = printing.keys.key(0)
      if request.kind == .xml {
        let file = try XMLBatchFile(printing, header: header, key: key, path: target.path, printed: printed)
        return try run.run(plan.list, through: intake(values), to: file)
      }
      let paper = try BatchPaper(
        printing, header: header, key: key, path: target.path, jobs: request.jobs, printed: printed)
      return try run.run(plan.list, through: intake(values), to: paper)
    case .batch, .parted:
      let papers = try PartedPapers(
        printing, values: values, path: target.path, jobs: request.jobs, report: report, printed: printed)
      return try run.run(plan.list, through: intake(values), to: papers)
    case .merged where request.shard != nil:
      guard request.kind != .fillable, !printing.typesetter.grows else {
        throw Refusal(Target.noParts)
      }
      return try run.run(
        plan.list, through: intake(values),
        to: try PartFile(printing, fonts: plan.fonts, path: target.path, identity: plan.identity, printed: printed))
    case .merged:
      return try run.run(
        plan.list, through: intake(values), to: try MergedFile(printing, path: target.path, printed: printed))
    case .archived:
      let archive = try ArchivedFiles(
        printing, naming: plan.naming, path: target.path, identity: plan.identity, printed: printed)
      return try run.run(plan.list, through: intake(values), to: archive)
    case .separate:
      // A list that comes through a pipe is not known before, and its papers are one process's share of a larger run.
      let journal =
        try plan.list.isStream
        ? nil
        : RunJournal(
          plan.identity, at: RunJournal.Paths(folder: target.path, shard: request.shard),
          startsOver: request.startsOver, jobs: request.jobs)
      let files = SeparateFiles(
        printing, naming: plan.naming, folder: target.path, journal: journal, printed: printed)
      return try run.run(plan.list, through: intake(plan.values(on: journal?.identity.today)), to: files)
    }
  }
}
