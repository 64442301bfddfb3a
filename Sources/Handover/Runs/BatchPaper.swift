import Archives
import Diagnostics
import Digests
import Records

/// One paper about everyone on the list.
struct BatchPaper: PaperDestination {
  let make: @Sendable (AcceptedRow) -> Made<Void> = { _ in Made(product: ()) }
  let printing: Printing
  let header: Record
  let path: String
  let printed: (PrintedFile) -> Void
  private var people: [Record] = []

  init(printing: Printing, header: Record, path: String, printed: @escaping (PrintedFile) -> Void) {
    self.printing = printing
    self.header = header
    self.path = path
    self.printed = printed
  }

  mutating func take(_ product: Void, of row: AcceptedRow, _ account: inout GenerationAccount) {
    people.append(row.record)
  }

  func flush() {}

  func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard !people.isEmpty else { return }
    let paper = try printing.paper(for: .batch(header, people: people), position: 0, isOneOfMany: false)
    var file = try HashedFile(path: path)
    try file.write(try printing.file(of: paper))
    (account.papers, account.files, account.pages) = (1, 1, paper.prepared.document.pages.count)
    printed(try file.commit(papers: 1, pages: account.pages))
  }

  func interrupt() {}
}
