import Archives
import Diagnostics
import Digests
import PDFWriting
import Records

/// One PDF of many papers, written as it grows. It appears when it is whole, so a run that was cut off begins again.
struct MergedFile: PaperDestination {
  let make: @Sendable (AcceptedRow) -> Made<Printing.Paper>
  private let printing: Printing
  private var file: HashedFile
  private var writer: PDFWriter
  private var pending: [Record] = []
  private var attachments = 0
  private let printed: (PrintedFile) -> Void

  init(_ printing: Printing, path: String, printed: @escaping (PrintedFile) -> Void) throws(Refusal) {
    self.printing = printing
    self.printed = printed
    file = try HashedFile(path: path)
    writer = PDFWriter(shared: printing.shared)
    make = { row in
      do throws(Refusal) {
        let paper = try printing.paper(for: row.record, position: row.position, isOneOfMany: true)
        return Made(product: paper, findings: paper.findings)
      } catch { return Made(findings: error.findings) }
    }
  }

  /// Empty records hold the places of rows that are not printed, so that a paper's number finds its record.
  mutating func take(_ paper: Printing.Paper, of row: AcceptedRow, _ account: inout GenerationAccount) throws(Refusal) {
    writer.append(paper.prepared)
    account.papers += 1
    account.pages += paper.prepared.document.pages.count
    guard let record = paper.record else { return }
    let nothing = record.limited(to: [], groups: [:])
    while attachments * IssuedRecords.perAttachment + pending.count < row.position { try add(nothing) }
    try add(record)
  }

  mutating func flush() throws(Refusal) {
    let ready = writer.drain()
    if !ready.isEmpty { try file.write(ready) }
  }

  mutating func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard account.papers > 0 else { return }
    if !pending.isEmpty { try attach() }
    try file.write(try writer.finish())
    account.files = 1
    printed(try file.commit(papers: account.papers, pages: account.pages))
  }

  func interrupt() {}

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

/// A file that appears whole or not at all, digested while it is written.
struct HashedFile {
  private let file: WholeFile
  private let digest = GrowingSHA256()
  private let name: String
  private var bytes = 0

  init(path: String) throws(Refusal) {
    file = try WholeFile(path: path)
    name = path.split(separator: "/").last.map(String.init) ?? path
  }

  mutating func write(_ bytes: [UInt8]) throws(Refusal) {
    try file.write(bytes)
    digest.append(bytes)
    self.bytes += bytes.count
  }

  /// Gives the file its name.
  func commit(papers: Int, pages: Int) throws(Refusal) -> PrintedFile {
    try file.commit()
    return PrintedFile(
      number: nil, key: nil, file: name, papers: papers, pages: pages, bytes: bytes, sha256: hexadecimal(digest.digest))
  }
}
