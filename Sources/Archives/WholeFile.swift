package import Diagnostics
private import Glibc

/// A file that appears whole or not at all: written aside in the same folder, then renamed.
///
/// Dropping it without `commit()` takes away what was written.
package final class WholeFile {
  /// Where the content is being written, for libraries that write to a path themselves.
  package let temporaryPath: String
  private let path: String
  private var descriptor: CInt
  private var isCommitted = false

  /// Begins a file.
  ///
  /// - Throws: `Refusal` when the folder is missing or not writable.
  package init(path: String) throws(Refusal) {
    self.path = path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let name = parts.last.map { String($0) } ?? path
    var attempt = 0
    var candidate: String
    repeat {
      candidate = (parts.count > 1 ? folder + "/" : "") + ".\(name).\(getpid()).\(attempt).part"
      descriptor = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      attempt += 1
    } while descriptor < 0 && errno == EEXIST && attempt < 1000
    temporaryPath = candidate
    guard descriptor >= 0 else { throw Refusal(Self.unwritable(path)) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(temporaryPath) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `Refusal` when the disk is full or fails.
  package func write(_ bytes: [UInt8]) throws(Refusal) {
    let written = bytes.withUnsafeBytes { buffer -> Bool in
      var offset = 0
      while offset < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
    guard written else { throw Refusal(Self.unwritable(path)) }
  }

  /// Gives the file its name, over one that may stand there.
  ///
  /// - Throws: `Refusal` when that fails; the old file then still stands.
  package func commit() throws(Refusal) {
    // Not synced to the disk: a rename keeps the promise over a killed process, and thousands of syncs would be slow.
    let closed = close(descriptor) == 0
    descriptor = -1
    guard closed, rename(temporaryPath, path) == 0 else { throw Refusal(Self.unwritable(path)) }
    isCommitted = true
  }

  private static func unwritable(_ path: String) -> Finding {
    let reason = String(cString: strerror(errno))
    return Finding(
      .error, .fileUnwritable, at: Place(file: path),
      Phrase("无法写入文件：\(reason)", "the file cannot be written: \(reason)"),
      hint: Phrase("检查文件夹是否存在、可写，磁盘是否已满", "see whether the folder exists and may be written, and the disk has room"))
  }
}

/// Writes a file whole or not at all.
package func writeWhole(_ bytes: [UInt8], to path: String) throws(Refusal) {
  let file = try WholeFile(path: path)
  try file.write(bytes)
  try file.commit()
}
