package import Diagnostics
import IsolatedReading

/// One file that came back: by itself, or out of a folder, an archive or a mail.
package struct ReturnedItem: Sendable {
  /// Where its bytes are.
  package enum Content: Sendable {
    /// A file on disk.
    case file(path: String)
    /// What was unpacked; nothing is ever unpacked to disk.
    case bytes([UInt8])
    /// No bytes were to be had; the refusal says why. To take it for an empty file would make it the same file as every empty one.
    case withheld
  }

  /// For people and reports, such as `a.zip!b/c.pdf`: each item of a walk has a name of its own. Never to be used as a path.
  package var name: String
  package var content: Content
  package var kind: FileKind
  /// Why it is not to be read; `nil` when it is.
  package var refusal: Finding?
  /// The folder that it lies in, below one that the user named: what form data name is looked for there, and nowhere else.
  package var folder: String?
}

extension ReturnedItem {
  /// Bytes of it that are in memory.
  var held: Int {
    switch content {
    case .file, .withheld: 0
    case .bytes(let bytes): bytes.count
    }
  }

  /// Bytes; 0 where there is nothing to be read.
  var size: Int {
    switch content {
    case .file(let path): FolderListing.size(ofFileAt: path)
    case .bytes(let bytes): bytes.count
    case .withheld: 0
    }
  }

  /// The size of a PDF that takes as much memory to read.
  var weight: Int { kind.isReadHere ? 4 * size : size }

  /// Its bytes, as a reader is lent them.
  func document(limit: Int) throws(FileFault) -> ReturnedDocument {
    switch content {
    case .file(let path): try ReturnedDocument(path: path, limit: limit)
    case .bytes(let bytes): try ReturnedDocument(untrustedBytes: bytes, limit: limit)
    case .withheld: throw FileFault(status: .failed, reason: .unreadable)
    }
  }
}

extension Finding.Code {
  package static let officeFile = Self("office-file")
  package static let archiveTooDeep = Self("archive-too-deep")
  package static let archiveBomb = Self("archive-bomb")
  package static let archiveEmpty = Self("archive-empty")
  package static let mailEmpty = Self("mail-without-files")
  package static let filesSkipped = Self("files-skipped")
}
