import Archives
import Diagnostics

/// One ZIP archive with a file for each record, and the manifest as its last entry.
///
/// It appears when it is whole, so a run that was cut off begins again.
struct ArchivedFiles: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<[SeparatePaper?]>
  private let archive: ZIPWriter
  /// Never gets a name: the manifest is copied into the archive at the end.
  private let manifest: WholeFile
  private let printed: (PrintedFile) -> Void

  init(
    _ printing: Printing, naming: FileNaming, path: String, identity: RunIdentity,
    printed: @escaping (PrintedFile) -> Void
  ) throws(Refusal) {
    self.printed = printed
    archive = try ZIPWriter(path: path)
    manifest = try WholeFile(path: path)
    try manifest.write(Array((identity.jsonLine + "\n").utf8))
    make = { rows in
      rows.eachMade { row throws(Refusal) in try printing.separatePaper(row, naming: naming) }
    }
  }

  func take(
    _ made: Made<[SeparatePaper?]>, of rows: [AcceptedRow], _ account: inout GenerationAccount
  ) throws(Refusal) {
    for case let paper? in made.product {
      try archive.add(paper.bytes, name: paper.file.file)
      try manifest.write(Array((paper.file.jsonLine + "\n").utf8))
      printed(paper.file)
      account.papers += 1
      account.files += 1
      account.pages += paper.file.pages
    }
  }

  func finish(_ account: inout GenerationAccount) throws(Refusal) {
    guard account.papers > 0 else { return }
    try archive.begin("manifest.jsonl")
    let pieces = try FilePieces(path: manifest.temporaryPath, name: "manifest.jsonl")
    while let piece = try pieces.next() { try archive.append(piece) }
    try archive.end()
    try archive.finish()
  }
}
