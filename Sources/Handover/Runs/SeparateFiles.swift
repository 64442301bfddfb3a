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
    let paper = try paper(for: row.record, position: row.position, isOneOfMany: false)
    let bytes = try file(of: paper)
    let key = keys.key(row.position)
    let name = naming.name(number: row.position + 1, key: key, record: row.record)
    let printed = PrintedFile(
      number: row.position + 1, key: key, file: name, papers: 1, pages: paper.prepared.document.pages.count,
      bytes: bytes.count, sha256: hexadecimal(sha256(bytes)))
    return (SeparatePaper(file: printed, bytes: bytes), paper.findings)
  }
}

/// A folder with a file for each record; workers write them.
struct SeparateFiles: PaperDestination {
  let make: @Sendable (AcceptedRow) -> Made<SeparatePaper>
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
    make = { row in
      if earlier.contains(row.position + 1) {
        return Made(product: SeparatePaper(file: PrintedFile.unread, isFromBefore: true))
      }
      do throws(Refusal) {
        var (paper, findings) = try printing.separatePaper(row, naming: naming)
        if let fatal = write(paper, to: folder, folders) {
          let isOfThisFile = fatal.findings.allSatisfy { $0.code == .fileExists }
          return isOfThisFile ? Made(findings: fatal.findings) : Made(fatal: fatal)
        }
        paper.bytes = []
        return Made(product: paper, findings: findings)
      } catch { return Made(findings: error.findings) }
    }
  }

  func take(_ paper: SeparatePaper, of row: AcceptedRow, _ account: inout GenerationAccount) throws(Refusal) {
    account.papers += 1
    guard !paper.isFromBefore else { return account.papersFromBefore += 1 }
    account.files += 1
    account.pages += paper.file.pages
    journal?.add(paper.file)
    printed(paper.file)
  }

  func flush() throws(Refusal) { try journal?.flush() }

  func finish(_ account: inout GenerationAccount) throws(Refusal) {
    account.files += journal?.earlier.files ?? 0
    account.pages += journal?.earlier.pages ?? 0
    try journal?.finish()
  }

  func interrupt() throws(Refusal) { try journal?.flush() }
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

/// - Returns: Why it could not be written, if so.
private func write(_ paper: SeparatePaper, to folder: String, _ folders: MadeFolders) -> Refusal? {
  let path = "\(folder)/\(paper.file.file)"
  do throws(Refusal) {
    if paper.file.file.contains("/") { try folders.make((path as NSString).deletingLastPathComponent) }
    do throws(Refusal) {
      try writeWhole(paper.bytes, to: path, existing: .kept)
    } catch {
      guard error.findings.first?.code == .fileExists, isOurs(path, paper.bytes) else { throw error }
      try writeWhole(paper.bytes, to: path, existing: .replaced)
    }
    return nil
  } catch { return error }
}

/// Whether what stands at a path can only be what this run wrote before it was cut off: the same bytes, or, after a loss of
/// power, the beginning of them.
private func isOurs(_ path: String, _ bytes: [UInt8]) -> Bool {
  guard let there = try? contents(of: path) else { return false }
  return bytes.starts(with: there)
}

extension PrintedFile {
  /// Stands for a file that an earlier session noted; its line is in the journal already.
  fileprivate static let unread = PrintedFile(file: "", papers: 1, pages: 0, bytes: 0, sha256: "")
}
