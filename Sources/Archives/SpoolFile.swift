package import Diagnostics
private import Glibc

/// Bytes that are kept aside for a while: in memory as long as they are few, then in a file without a name, which is gone
/// with the process whatever becomes of it.
package final class SpoolFile {
  private static let mostInMemory = 4 << 20

  private let folder: String
  private var descriptor: CInt = -1
  /// What is not yet in the file.
  private var pending: [UInt8] = []
  private var written = 0

  /// - Parameter path: A file of the folder in which there is room.
  package init(beside path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "./"
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// How many bytes it holds.
  package var count: Int { written + pending.count }

  /// Puts bytes behind those before.
  ///
  /// - Throws: `Refusal` when the disk is full or fails.
  package func append(_ bytes: [UInt8]) throws(Refusal) {
    pending += bytes
    if pending.count > Self.mostInMemory { try writePending() }
  }

  private func writePending() throws(Refusal) {
    if descriptor < 0 { try open() }
    let done = pending.withUnsafeBytes { buffer -> Bool in
      var offset = 0
      while offset < buffer.count {
        let position = off_t(written + offset)
        let count = pwrite(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset, position)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
    guard done else { throw failure() }
    written += pending.count
    pending.removeAll(keepingCapacity: true)
  }

  private func open() throws(Refusal) {
    var attempt = 0
    repeat {
      let path = "\(folder).spool.\(getpid()).\(attempt).part"
      descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 { unlink(path) }
      attempt += 1
    } while descriptor < 0 && errno == EEXIST && attempt < 1000
    guard descriptor >= 0 else { throw failure() }
  }

  /// Reads bytes back.
  ///
  /// - Parameter range: Within `count`.
  package func read(_ range: Range<Int>) throws(Refusal) -> [UInt8] {
    var bytes = range.lowerBound < written ? try readWritten(range.lowerBound..<min(range.upperBound, written)) : []
    if range.upperBound > written {
      bytes += pending[(max(range.lowerBound, written) - written)..<(range.upperBound - written)]
    }
    return bytes
  }

  private func readWritten(_ range: Range<Int>) throws(Refusal) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, length in
      while length < range.count {
        let target = buffer.baseAddress.map { $0 + length }
        let count = pread(descriptor, target, range.count - length, off_t(range.lowerBound + length))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          failed = true
          return
        }
        length += count
      }
    }
    guard !failed else { throw failure() }
    return bytes
  }

  private func failure() -> Refusal {
    let reason = String(cString: strerror(errno))
    return Refusal(
      Finding(
        .error, .fileUnwritable, at: Place(file: folder),
        Phrase("无法写入临时文件：\(reason)", "a temporary file cannot be written: \(reason)"),
        hint: Phrase("检查文件夹是否可写，磁盘是否已满", "see whether the folder may be written, and the disk has room")))
  }
}
