import Archives
import Diagnostics
import PDFWriting
import Records

/// A run of printing under way: papers are made side by side, and written and counted in the order of the list.
struct GenerationRun {
  let printing: Printing
  let target: Target
  let jobs: Int
  let report: (Finding) -> Void
  let progress: (GenerationProgress) -> Void
  var account = GenerationAccount()
  private var merged: MergedFile?

  init(
    printing: Printing, target: Target, jobs: Int, report: @escaping (Finding) -> Void,
    progress: @escaping (GenerationProgress) -> Void
  ) {
    self.printing = printing
    self.target = target
    self.jobs = jobs
    self.report = report
    self.progress = progress
  }

  /// A file for each record.
  mutating func printSeparately(_ rows: [AcceptedRow]) throws(Refusal) {
    let made = parallelMap(rows, jobs: jobs) { [printing, target] row -> Result<WrittenPaper, Refusal> in
      do throws(Refusal) {
        let paper = try printing.paper(for: row.record, position: row.position, isOneOfMany: false)
        return .success(WrittenPaper(paper, bytes: try printing.file(of: paper), path: target.file(row.position)))
      } catch { return .failure(error) }
    }
    for (row, result) in zip(rows, made) {
      switch result {
      case .success(let paper):
        // A disk that is full is no fault of the record: the run ends.
        if let error = paper.error { throw error }
        count(pages: paper.pages, findings: paper.findings, of: row)
        account.files += 1
      case .failure(let refusal): fail(row, refusal)
      }
    }
    advance(rows)
  }

  /// All records in one file, which grows as they come.
  mutating func printMerged(_ rows: [AcceptedRow]) throws(Refusal) {
    let made = parallelMap(rows, jobs: jobs) { [printing] row -> Result<Printing.Paper, Refusal> in
      do throws(Refusal) {
        return .success(try printing.paper(for: row.record, position: row.position, isOneOfMany: true))
      } catch { return .failure(error) }
    }
    var file = if let merged { merged } else { try MergedFile(printing, path: target.path) }
    for (row, result) in zip(rows, made) {
      switch result {
      case .success(let paper):
        count(pages: paper.prepared.document.pages.count, findings: paper.findings, of: row)
        try file.append(paper, position: row.position)
      case .failure(let refusal): fail(row, refusal)
      }
    }
    merged = file
    advance(rows)
  }

  mutating func finishMerged() throws(Refusal) {
    guard account.papers > 0, var file = merged else { return report(nothing) }
    try file.finish()
    account.files = 1
  }

  /// One paper for all.
  mutating func printBatch(of people: [Record], header: Record) throws(Refusal) {
    guard !people.isEmpty else { return report(nothing) }
    let paper = try printing.paper(for: .batch(header, people: people), position: 0, isOneOfMany: false)
    try writeWhole(try printing.file(of: paper), to: target.path)
    paper.findings.forEach(report)
    account.papers = 1
    account.files = 1
    account.pages = paper.prepared.document.pages.count
    progress(GenerationProgress(done: people.count))
  }

  private var nothing: Finding {
    Finding(
      .error, .nothingAccepted, Phrase("没有可打印的人员，未生成文件", "nobody on the list can be printed; no file was made"),
      hint: Phrase("先改正名单中的错误", "mend the list's faults first"))
  }

  private mutating func count(pages: Int, findings: [Finding], of row: AcceptedRow) {
    findings.forEach { report($0.within(row.place)) }
    account.papers += 1
    account.pages += pages
  }

  private mutating func fail(_ row: AcceptedRow, _ refusal: Refusal) {
    refusal.findings.forEach { report($0.within(row.place)) }
    account.failed += 1
  }

  private func advance(_ rows: [AcceptedRow]) {
    if let last = rows.last { progress(GenerationProgress(done: last.position + 1)) }
  }
}

/// What is kept of a paper that has its file.
private struct WrittenPaper: Sendable {
  var pages: Int
  var findings: [Finding]
  var error: Refusal?

  init(_ paper: Printing.Paper, bytes: [UInt8], path: String) {
    pages = paper.prepared.document.pages.count
    findings = paper.findings
    do throws(Refusal) { try writeWhole(bytes, to: path) } catch { self.error = error }
  }
}

/// One PDF of many papers, written as it grows.
struct MergedFile {
  private let printing: Printing
  private let file: WholeFile
  private var writer: PDFWriter
  private var pending: [Record] = []
  private var attachments = 0

  init(_ printing: Printing, path: String) throws(Refusal) {
    self.printing = printing
    file = try WholeFile(path: path)
    writer = PDFWriter(shared: printing.shared)
  }

  /// - Parameter position: The paper's number in the file, from 0, rising. Empty records hold the places between, so that a
  ///   paper's number finds its record.
  mutating func append(_ paper: Printing.Paper, position: Int) throws(Refusal) {
    writer.append(paper.prepared)
    let nothing = paper.record.limited(to: [], groups: [:])
    while attachments * IssuedRecords.perAttachment + pending.count < position { try add(nothing) }
    try add(paper.record)
    let ready = writer.drain()
    if !ready.isEmpty { try file.write(ready) }
  }

  mutating func finish() throws(Refusal) {
    if !pending.isEmpty { try attach() }
    try file.write(try writer.finish())
    try file.commit()
  }

  private mutating func add(_ record: Record) throws(Refusal) {
    pending.append(record)
    if pending.count == IssuedRecords.perAttachment { try attach() }
  }

  private mutating func attach() throws(Refusal) {
    writer.attach(try printing.issued(pending, name: IssuedRecords.fileName(attachments)))
    attachments += 1
    pending = []
  }
}
