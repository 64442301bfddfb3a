import Archives
import Diagnostics
import PDFWriting
import Records

/// One PDF of many papers, written as it grows. It appears when it is whole, so a run that was cut off begins again.
struct MergedFile: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<[Printing.Paper?]>
  private var file: HashedFile
  private var writer: PDFWriter
  private var issued: IssuedAttachments
  private let printed: (PrintedFile) -> Void

  init(_ printing: Printing, path: String, printed: @escaping (PrintedFile) -> Void) throws(Refusal) {
    self.printed = printed
    file = try HashedFile(path: path)
    writer = PDFWriter(shared: printing.shared)
    issued = IssuedAttachments(printing)
    make = { rows in
      rows.eachMade { row throws(Refusal) in
        let paper = try printing.paper(for: row.record, position: row.position, isOneOfMany: true)
        return (paper, paper.findings)
      }
    }
  }

  mutating func take(
    _ made: Made<[Printing.Paper?]>, of rows: [AcceptedRow], _ account: inout GenerationAccount
  ) throws(Refusal) {
    for (row, paper) in zip(rows, made.product) {
      guard let paper else { continue }
      writer.append(paper.prepared)
      account.papers += 1
      account.pages += paper.prepared.document.pages.count
      if let entry = paper.issued { issued.add(entry, position: row.position, to: &writer) }
    }
    let ready = writer.drain()
    if !ready.isEmpty { try file.write(ready) }
  }

  mutating func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard account.papers > 0 else { return }
    issued.finish(&writer)
    try file.write(try writer.finish())
    account.files = 1
    printed(try file.commit(papers: account.papers, pages: account.pages))
  }
}

/// The records as issued on their way into a file of many papers: an attachment for every thousand, so that none is held whole.
struct IssuedAttachments {
  private let printing: Printing
  private var pending: [[UInt8]] = []
  private var attachments = 0

  init(_ printing: Printing) { self.printing = printing }

  /// Empty records hold the places of rows that are not printed, so that a paper's number finds its record.
  mutating func add(_ entry: [UInt8], position: Int, to writer: inout PDFWriter) {
    while attachments * IssuedRecords.perAttachment + pending.count < position {
      add(IssuedRecords.nothing, to: &writer)
    }
    add(entry, to: &writer)
  }

  mutating func finish(_ writer: inout PDFWriter) {
    if !pending.isEmpty { attach(to: &writer) }
  }

  private mutating func add(_ entry: [UInt8], to writer: inout PDFWriter) {
    pending.append(entry)
    if pending.count == IssuedRecords.perAttachment { attach(to: &writer) }
  }

  private mutating func attach(to writer: inout PDFWriter) {
    writer.attach(printing.issued(pending, name: IssuedRecords.fileName(attachments)))
    attachments += 1
    pending = []
  }
}
