import Archives
import Diagnostics
import Digests
import Foundation
import Records
private import Synchronization

/// A paper in a file of its own, ready or already there.
struct SeparatePaper: Sendable {
  var file: PrintedFile
  /// Of a file that a destination writes itself.
  var bytes: [UInt8] = []
  /// Whether an earlier session of the run has made it.
  var isFromBefore = false
}

extension Printing {
  /// One record's paper as a file, with its line of the manifest.
  func separatePaper(_ row: AcceptedRow, naming: FileNaming) throws(Refusal) -> (SeparatePaper, [Finding]) {
    let key = keys.key(row.position)
    let (bytes, pages, findings) = try content(of: row, key: key)
    let name = naming.name(number: row.position + 1, key: key, record: row.record)
    let printed = PrintedFile(
      number: row.position + 1, key: key, file: name, papers: 1, pages: pages,
      bytes: bytes.count, sha256: hexadecimal(sha256(bytes)))
    return (SeparatePaper(file: printed, bytes: bytes), findings)
  }

  private func content(
    of row: AcceptedRow, key: String
  ) throws(Refusal) -> (bytes: [UInt8], pages: Int, findings: [Finding]) {
    if kind == .xml { return (try xml.file(row.record, key: key), 0, []) }
    let paper = try paper(for: row.record, position: row.position, isOneOfMany: false)
    return (try file(of: paper), paper.prepared.document.pages.count, paper.findings)
  }
}

/// A folder with a file for each record; workers write them.
struct SeparateFiles: PaperDestination {
  let make: @Sendable ([AcceptedRow]) -> Made<[SeparatePaper?]>
  private let journal: RunJournal?
  private let printed: (PrintedFile) -> Void

  /// - Parameter journal: `nil` where several processes fill one folder.
  init(
    _ printing: Printing, naming: FileNaming, folder: String, journal: RunJournal?,
    printed: @escaping (PrintedFile) -> Void
  ) {
    self.journal = journal
    self.printed = printed
    let earlier = journal?.earlier ?? RunJournal.Earlier()
    let folders = MadeFolders()
    make = { rows in
      var fatal: Refusal?
      var made = rows.eachMade { row throws(Refusal) in
        if earlier.contains(row.position + 1) { return (SeparatePaper.fromBefore, []) }
        var (paper, findings) = try printing.separatePaper(row, naming: naming)
        do throws(Refusal) {
          try paper.write(to: folder, folders)
        } catch {
          // A file in the way is this row's misfortune; a disk that is full is everyone's.
          if error.findings.contains(where: { $0.code != .fileExists }) { fatal = fatal ?? error }
          throw error
        }
        paper.bytes = []
        return (paper, findings)
      }
      made.fatal = fatal
      return made
    }
  }

  func take(
    _ made: Made<[SeparatePaper?]>, of rows: [AcceptedRow], _ account: inout GenerationAccount
  ) throws(Refusal) {
    for case let paper? in made.product {
      account.papers += 1
      guard !paper.isFromBefore else {
        account.papersFromBefore += 1
        continue
      }
      account.files += 1
      account.pages += paper.file.pages
      journal?.add(paper.file)
      printed(paper.file)
    }
    try journal?.flush()
  }

  func finish(_ account: inout GenerationAccount) throws(Refusal) {
    account.files += journal?.earlier.files ?? 0
    account.pages += journal?.earlier.pages ?? 0
    try journal?.finish()
  }
}

/// Folders that were made already.
private final class MadeFolders: Sendable {
  private let known = Mutex<Set<String>>([])

  func make(_ folder: String) throws(Refusal) {
    if known.withLock({ $0.contains(folder) }) { return }
    try makeFolder(folder)
    known.withLock { _ = $0.insert(folder) }
  }
}

extension SeparatePaper {
  /// Stands for a file that an earlier session noted; its line is in the journal already.
  fileprivate static let fromBefore = SeparatePaper(
    file: PrintedFile(file: "", papers: 1, pages: 0, bytes: 0, sha256: ""), isFromBefore: true)

  /// Puts the file in its place.
  fileprivate func write(to folder: String, _ folders: MadeFolders) throws(Refusal) {
    let path = "\(folder)/\(file.file)"
    if file.file.contains("/") { try folders.make((path as NSString).deletingLastPathComponent) }
    do throws(Refusal) {
      try writeWhole(bytes, to: path, existing: .kept)
    } catch {
      guard error.findings.first?.code == .fileExists, isOurs(path, bytes) else { throw error }
      try writeWhole(bytes, to: path, existing: .replaced)
    }
  }
}

/// Whether what stands at a path can only be what this run wrote before it was cut off: the same bytes, or, after a loss of
/// power, the beginning of them.
private func isOurs(_ path: String, _ bytes: [UInt8]) -> Bool {
  guard let there = try? contents(of: path) else { return false }
  return bytes.starts(with: there)
}
