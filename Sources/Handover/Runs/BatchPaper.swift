import Composing
import Diagnostics
import PDFWriting
import Pages
import Records
import Typesetting

/// One flat paper about everyone on the list, written as its pages fill: nothing is kept of a person whose page is out, but
/// for the records as issued, a thousand at a time.
struct BatchPaper: PaperDestination {
  /// Entries that are set, and their records as the paper shows them.
  struct Entries: Sendable {
    var set: SetEntries
    var shown: [Record]
  }

  let make: @Sendable ([AcceptedRow]) -> Made<Entries>
  private let printing: Printing
  private let header: Record
  private let printed: (PrintedFile) -> Void
  private let preparing: OrderedPipeline<(piece: PagedPiece, firstPage: Int), PreparedPiece>
  private var setter: BatchSetter
  private var file: HashedFile
  private var writer: PDFWriter
  private let key: String
  private var pages = 0
  private var hasPeople = false
  private var people: [Record] = []
  private var attachments = 0

  init(
    _ printing: Printing, header: Record, key: String, path: String, jobs: Int,
    printed: @escaping (PrintedFile) -> Void
  ) throws(Refusal) {
    self.printing = printing
    self.header = header
    self.key = key
    self.printed = printed
    setter = try BatchSetter(
      printing.typesetter, filling: printing.composer.fill(header), purpose: printing.purpose,
      identity: printing.identity(key: key))
    file = try HashedFile(path: path)
    writer = PDFWriter(shared: printing.shared)
    let document = printing.composer.document
    writer.begin(title: document.title, language: document.language, identity: printing.identity(key: key))
    preparing = OrderedPipeline(Workers(jobs)) { [shared = printing.shared] next in
      PreparedPiece(next.piece, firstPage: next.firstPage, shared: shared)
    }
    make = { [composer = printing.composer, setter = setter.entrySetter, kind = printing.kind] rows in
      let set = setter.set(composer.fill(entries: rows.map(\.record)))
      let shown = kind == .print ? [] : rows.map { $0.record }
      return Made(product: Entries(set: set, shown: shown), findings: set.refusals)
    }
  }

  mutating func take(
    _ made: Made<Entries>, of rows: [AcceptedRow], _ account: inout GenerationAccount
  ) throws(Refusal) {
    try append(setter.append(made.product.set).piece)
    for (index, record) in made.product.shown.enumerated() where made.isMade(index) {
      // One attachment of many people is attached only when there are more.
      if people.count == IssuedRecords.perAttachment { try attach(name: IssuedRecords.partName(attachments)) }
      people.append(record)
    }
    // A paper about nobody is none.
    if rows.indices.contains(where: { made.isMade($0) }) { hasPeople = true }
  }

  mutating func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard hasPeople else { return }
    let (last, closings) = try setter.finish()
    try append(last)
    while let piece = preparing.next() { try write(piece) }
    writer.close { closings[$0] }
    if !people.isEmpty {
      try attach(name: attachments == 0 ? IssuedRecords.fileName : IssuedRecords.partName(attachments))
    }
    try file.write(try writer.finish())
    account.papers += 1
    account.files += 1
    account.pages += pages
    printed(try file.commit(key: key, papers: 1, pages: pages))
  }

  private mutating func append(_ piece: PagedPiece) throws(Refusal) {
    guard !piece.pages.isEmpty || !piece.structure.isEmpty else { return }
    let prepared = preparing.push((piece, pages))
    pages += piece.pages.count
    if let prepared { try write(prepared) }
  }

  private mutating func write(_ piece: PreparedPiece) throws(Refusal) {
    writer.append(piece)
    let ready = writer.drain()
    if !ready.isEmpty { try file.write(ready) }
  }

  private mutating func attach(name: String) throws(Refusal) {
    let shown = printing.composer.shown(of: .batch(header, people: people))
    writer.attach(printing.issued([try printing.issuedEntry(shown)], name: name))
    attachments += 1
    people = []
  }
}
