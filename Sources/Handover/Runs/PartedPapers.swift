import Composing
import Diagnostics
import Foundation
import Records
import Typesetting

/// A file for each part of a batch, such as for each receiving place. Whom a part has is known when the list has ended, so the
/// records are held until then; of papers, never more than one is at work.
struct PartedPapers: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<Void>
  private let printing: Printing
  private let values: BatchValues
  private let stem: String
  private let jobs: Int
  private let report: (Finding) -> Void
  private let printed: (PrintedFile) -> Void
  private var parts: BatchParts

  /// - Parameters:
  ///   - path: Of the one file that there would be if the form did not part its batch.
  ///   - report: Gets why a part's paper cannot be made.
  init(
    _ printing: Printing, values: BatchValues, path: String, jobs: Int, report: @escaping (Finding) -> Void,
    printed: @escaping (PrintedFile) -> Void
  ) throws(Refusal) {
    self.printing = printing
    self.values = values
    let ending = "." + printing.kind.ending
    stem = path.lowercased().hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    self.jobs = jobs
    self.report = report
    self.printed = printed
    parts = BatchParts(by: printing.form.grouping)
    make = try Self.trial(printing, values: values)
  }

  /// Sets each row once to see that it fits, so that what does not fit is known with its place in the list.
  private static func trial(
    _ printing: Printing, values: BatchValues
  ) throws(Refusal) -> @Sendable ([AcceptedRow]) -> Made<Void> {
    guard BatchArrangement(printing.composer) == .roster, printing.kind != .fillable else {
      return { _ in Made(product: ()) }
    }
    let header = try values.checkedHeader().value
    let setter = try BatchSetter(
      printing.typesetter, filling: printing.composer.fill(header), purpose: printing.purpose
    ).entrySetter
    return { [composer = printing.composer] rows in
      Made(product: (), findings: setter.set(composer.fill(entries: rows.map(\.record))).refusals)
    }
  }

  mutating func take(_ made: Made<Void>, of rows: [AcceptedRow], _ account: inout GenerationAccount) {
    for (index, row) in rows.enumerated() where made.isMade(index) { parts.add(row) }
  }

  func finish(_ account: inout GenerationAccount) throws(Refusal) {
    for (index, part) in parts.parts.enumerated() {
      let path = "\(stem)-\(FileNaming.harmlessName([String(format: "%03d", index + 1)] + part.words)).\(printing.kind.ending)"
      do throws(Refusal) {
        try write(part, to: path, &account)
      } catch {
        guard !error.findings.contains(where: { $0.code == .fileUnwritable }) else { throw error }
        account.failed += 1
        error.findings.map { $0.at(file: path) }.forEach(report)
      }
    }
  }

  private func write(
    _ part: BatchParts.Part, to path: String, _ account: inout GenerationAccount
  ) throws(Refusal) {
    let header = try values.checkedHeader(of: part.values)
    header.findings.forEach(report)
    let key = printing.keys.key(of: part.words)
    if printing.kind == .xml {
      try fill(
        try XMLBatchFile(printing, header: header.value, key: key, path: path, printed: printed), part, &account)
    } else if printing.kind != .fillable, BatchArrangement(printing.composer) == .roster {
      try fill(
        try BatchPaper(printing, header: header.value, key: key, path: path, jobs: jobs, printed: printed), part,
        &account)
    } else {
      try fill(
        WholeBatchPaper(printing, header: header.value, key: key, path: path, printed: printed), part, &account)
    }
  }

  private func fill<Paper: PaperDestination>(
    _ empty: Paper, _ part: BatchParts.Part, _ account: inout GenerationAccount
  ) throws(Refusal) {
    var paper = empty
    for start in stride(from: 0, to: part.people.count, by: 32) {
      let rows = Array(part.people[start..<min(start + 32, part.people.count)])
      try paper.take(paper.make(rows), of: rows, &account)
    }
    try paper.finish(&account)
  }
}

extension BatchValues {
  /// The same with a refusal for what the gate has against the values.
  func checkedHeader(
    of part: [FieldName: RawValue] = [:], and more: RawRecord = RawRecord()
  ) throws(Refusal) -> Reported<Record> {
    do throws(RecordRejection) {
      return try header(of: part, and: more)
    } catch {
      throw Refusal(error.findings)
    }
  }
}
