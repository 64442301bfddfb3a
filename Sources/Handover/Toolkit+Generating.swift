import Archives
import Diagnostics
import Digests
import Foundation
import PDFWriting
import RecordReading
import Records
import Templates

extension Toolkit {
  /// Prints a form for everyone on a list.
  ///
  /// Records that the gate refuses are left out and go to `rejected.xlsx` beside the output; the rest is printed. Files appear whole or not at all.
  /// The same list, template and settings give the same bytes, whatever the number of threads.
  ///
  /// - Parameters:
  ///   - language: Of `rejected.xlsx`.
  ///   - progress: Told from time to time how many rows are done.
  ///   - report: Gets findings as they arise.
  /// - Throws: `Refusal` when nothing can be printed at all: an unknown form, a faulty template, an unreadable list, missing fonts,
  ///   an output folder that cannot be written.
  public func generate(
    _ request: GenerationRequest, language: Language = .chinese,
    progress: @escaping (GenerationProgress) -> Void = { _ in },
    report: @escaping (Finding) -> Void
  ) throws(Refusal) -> GenerationAccount {
    let profile = try profile(request.profile)
    let form = try form(request.form, of: profile)
    let settings = try settings(request.settings, dictionary: profile.rules.dictionary)
    let fonts = try fonts()
    fonts.findings.forEach(report)
    let printing = Printing(
      form: form, dictionary: profile.rules.dictionary, fonts: fonts,
      keys: RecordKeys(list: try contents(of: request.list), form: form.name), kind: request.kind)
    let target = try Target(request, form: form)
    var run = GenerationRun(
      printing: printing, target: target, jobs: request.jobs, report: report, progress: progress)
    let isBatch = form.subject == .batch
    let intake = ListIntake(
      gate: gate(profile.rules), jobs: request.jobs, settings: isBatch ? [:] : settings,
      rejected: RejectedRows(path: target.rejected, language: language, dictionary: profile.rules.dictionary))
    let list = ListSource(path: request.list, name: request.list)
    if isBatch {
      var people: [Record] = []
      run.account.list = try intake.run(list, report: report) { people += $0.map(\.record) }
      try run.printBatch(of: people, header: try header(settings, rules: profile.rules, report: report))
    } else {
      run.account.list = try intake.run(list, report: report) { rows throws(Refusal) in
        request.isMerged ? try run.printMerged(rows) : try run.printSeparately(rows)
      }
      if request.isMerged { try run.finishMerged() }
    }
    return run.account
  }

  /// `name=value` settings as raw values, by field.
  private func settings(
    _ settings: [(name: String, value: String)], dictionary: FieldDictionary
  ) throws(Refusal) -> [FieldKey: RawValue] {
    var values: [FieldKey: RawValue] = [:]
    var findings: [Finding] = []
    for (name, value) in settings {
      if dictionary[FieldName(name)] != nil {
        values[FieldKey(FieldName(name))] = RawValue(value, at: Place(field: name))
      } else {
        findings.append(
          Finding(
            .error, .settingUnknown, at: Place(field: name),
            Phrase("字典中没有字段“\(name)”", "the dictionary has no field \"\(name)\""),
            hint: Phrase("用 handover fields 查看字段名", "handover fields lists the names")))
      }
    }
    guard findings.isEmpty else { throw Refusal(findings) }
    return values
  }

  /// The values that stand once on a batch's paper, through the gate like all others.
  private func header(
    _ settings: [FieldKey: RawValue], rules: RecordRules, report: (Finding) -> Void
  ) throws(Refusal) -> Record {
    do {
      let header = try gate(rules).judge(RawRecord(values: settings), as: .batch)
      header.findings.forEach(report)
      return header.value
    } catch {
      throw Refusal(error.findings)
    }
  }
}

extension GenerationRequest {
  var kind: PDFOptions.Kind { isFillable ? .fillable : .archive }
}

/// Where a run's files go.
struct Target: Sendable {
  /// The folder of separate files, or the path of the one file.
  let path: String
  let stem: String
  /// The workbook of refused rows.
  let rejected: String

  init(_ request: GenerationRequest, form: FormTemplate) throws(Refusal) {
    stem = form.id
    let isOneFile = request.isMerged || form.subject == .batch
    let namesFile = isOneFile && request.output.lowercased().hasSuffix(".pdf")
    let folder = namesFile ? (request.output as NSString).deletingLastPathComponent : request.output
    if !folder.isEmpty { try makeFolder(folder) }
    let base = folder.isEmpty ? "." : folder
    path = namesFile ? request.output : isOneFile ? "\(base)/\(form.id).pdf" : base
    rejected = request.rejected ?? "\(base)/rejected.xlsx"
  }

  /// The separate file of a row: numbered by its place in the list, with nothing personal in its name.
  func file(_ position: Int) -> String {
    let number = String(position + 1)
    return "\(path)/\(stem)-\(String(repeating: "0", count: max(0, 6 - number.count)))\(number).pdf"
  }
}
