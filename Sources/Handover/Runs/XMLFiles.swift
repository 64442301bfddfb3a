import Diagnostics
import RecordWriting
import Records

/// One file of the data of many papers, written as it grows.
struct XMLListFile: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<[[UInt8]?]>
  private let xml: FormXML
  private var file: HashedFile
  private let printed: (PrintedFile) -> Void

  init(_ printing: Printing, path: String, printed: @escaping (PrintedFile) -> Void) throws(Refusal) {
    let xml = printing.xml
    self.xml = xml
    self.printed = printed
    file = try HashedFile(path: path)
    try file.write(try xml.listHead())
    make = { [keys = printing.keys] rows in
      rows.eachMade { row throws(Refusal) in (try xml.listEntry(row.record, key: keys.key(row.position)), []) }
    }
  }

  mutating func take(
    _ made: Made<[[UInt8]?]>, of rows: [AcceptedRow], _ account: inout GenerationAccount
  ) throws(Refusal) {
    for case let bytes? in made.product {
      try file.write(bytes)
      account.papers += 1
    }
  }

  mutating func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard account.papers > 0 else { return }
    try file.write(xml.listFoot)
    account.files = 1
    printed(try file.commit(papers: account.papers, pages: 0))
  }
}

/// The data of one paper about everyone on the list, written as they come.
struct XMLBatchFile: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<[[UInt8]?]>
  private let xml: FormXML
  private var file: HashedFile
  private let printed: (PrintedFile) -> Void
  private let key: String
  private var hasContent: Bool

  init(
    _ printing: Printing, header: Record, key: String, path: String, printed: @escaping (PrintedFile) -> Void
  ) throws(Refusal) {
    let xml = printing.xml
    self.xml = xml
    self.printed = printed
    self.key = key
    // A letter is about the batch, whoever is in it; a roster about nobody is none.
    hasContent = printing.arrangement == .letter
    file = try HashedFile(path: path)
    try file.write(try xml.batchHead(header, key: key))
    make = { rows in rows.eachMade { row throws(Refusal) in (try xml.person(row.record), []) } }
  }

  mutating func take(
    _ made: Made<[[UInt8]?]>, of rows: [AcceptedRow], _ account: inout GenerationAccount
  ) throws(Refusal) {
    for case let bytes? in made.product {
      try file.write(bytes)
      hasContent = true
    }
  }

  mutating func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard hasContent else { return }
    try file.write(xml.batchFoot)
    account.papers += 1
    account.files += 1
    printed(try file.commit(key: key, papers: 1, pages: 0))
  }
}
