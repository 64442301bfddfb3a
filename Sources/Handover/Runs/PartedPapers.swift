import Composing
import Diagnostics
import Foundation
import Records
import Typesetting

/// A file for each part of a batch, such as for each receiving place, or one for all where values follow from who is in it. That is
/// known when the list has ended, so the records are held until then; of papers, never more than one is at work.
struct PartedPapers: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<Void>
  private let printing: Printing
  private let values: BatchValues
  private let arrangement: BatchArrangement
  private let path: String
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
    self.path = path
    arrangement = printing.arrangement
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
    guard printing.arrangement == .roster || printing.arrangement == .stream else { return { _ in Made(product: ()) } }
    let header = try values.record(of: [:], showing: []).value
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
    var all = parts.parts
    if all.isEmpty, arrangement == .letter, printing.form.grouping.isEmpty {
      all = [BatchParts.Part(values: [:], words: [])]
    }
    for (index, part) in all.enumerated() {
      let path = printing.form.grouping.isEmpty ? path : self.path(of: part, number: index + 1)
      do throws(Refusal) {
        try write(part, to: path, &account)
      } catch {
        guard !error.findings.contains(where: { $0.code == .fileUnwritable }) else { throw error }
        account.failed += 1
        error.findings.map { $0.at(file: path) }.forEach(report)
      }
    }
  }

  private func path(of part: BatchParts.Part, number: Int) -> String {
    let ending = "." + printing.kind.ending
    let stem = path.lowercased().hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    return "\(stem)-\(FileNaming.harmlessName([String(format: "%03d", number)] + part.words))\(ending)"
  }

  private func write(
    _ part: BatchParts.Part, to path: String, _ account: inout GenerationAccount
  ) throws(Refusal) {
    let values = printing.form.grouping.isEmpty ? nil : part.values
    let record = try self.values.record(
      of: values, people: part.people.map(\.record), showing: Set(printing.composer.fieldNames))
    record.findings.forEach(report)
    let key = printing.keys.key(of: part.words)
    if printing.kind == .xml { return try writeData(of: record.value, key: key, to: path, &account) }
    guard arrangement == .roster || arrangement == .stream else {
      return try write(record.value, key: key, to: path, &account)
    }
    var paper = try BatchPaper(
      printing, header: .batch(record.value, people: []), key: key, path: path, jobs: jobs, printed: printed)
    for start in stride(from: 0, to: part.people.count, by: 32) {
      let rows = Array(part.people[start..<min(start + 32, part.people.count)])
      try paper.take(paper.make(rows), of: rows, &account)
    }
    try paper.finish(&account)
  }

  /// Writes the data of a paper.
  private func writeData(
    of record: Record, key: String, to path: String, _ account: inout GenerationAccount
  ) throws(Refusal) {
    var file = try HashedFile(path: path)
    try file.write(try printing.xml.batchHead(.batch(record, people: []), key: key))
    for person in record.entries(of: .people) { try file.write(try printing.xml.person(person)) }
    try file.write(printing.xml.batchFoot)
    account.papers += 1
    account.files += 1
    printed(try file.commit(key: key, papers: 1, pages: 0))
  }

  /// Writes a paper that is made whole.
  private func write(
    _ record: Record, key: String, to path: String, _ account: inout GenerationAccount
  ) throws(Refusal) {
    let paper = try printing.paper(for: record, key: key, prefix: [], sharesFile: false)
    paper.findings.forEach(report)
    var file = try HashedFile(path: path)
    try file.write(try printing.file(of: paper))
    let pages = paper.prepared.document.pages.count
    account.papers += 1
    account.files += 1
    account.pages += pages
    printed(try file.commit(key: key, papers: 1, pages: pages))
  }
}
