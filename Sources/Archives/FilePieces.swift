package import Diagnostics
private import Glibc

/// A file on disk or the standard input, read in pieces.
package final class FilePieces: Sendable {
  private let descriptor: CInt
  private let name: String
  /// In bytes; 0 where it is not known.
  package let size: Int

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - name: What places call it.
  /// - Throws: `Refusal` when it is missing, a folder, or not readable.
  package init(path: String, name: String) throws(Refusal) {
    var status = stat()
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.name = name
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let reason = descriptor < 0 ? String(cString: strerror(errno)) : "not a file"
      if descriptor >= 0 { close(descriptor) }
      throw Refusal(Self.unreadable(name, reason))
    }
    size = Int(status.st_size)
  }

  /// The standard input, which can be read once and has no beginning to go back to.
  ///
  /// - Parameter name: What places call it.
  package init(standardInput name: String) throws(Refusal) {
    descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    self.name = name
    size = 0
    guard descriptor >= 0 else { throw Refusal(Self.unreadable(name, String(cString: strerror(errno)))) }
  }

  deinit { close(descriptor) }

  /// The next piece, or `nil` at the end.
  package func next(_ count: Int = 256 << 10) throws(Refusal) -> [UInt8]? {
    var result = -1
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      repeat { result = read(descriptor, buffer.baseAddress, count) } while result < 0 && errno == EINTR
      length = max(0, result)
    }
    guard result >= 0 else { throw Refusal(Self.unreadable(name, String(cString: strerror(errno)))) }
    return piece.isEmpty ? nil : piece
  }

  private static func unreadable(_ name: String, _ reason: String) -> Finding {
    Finding(
      .error, .fileUnreadable, at: Place(file: name), Phrase("无法读取文件：\(reason)", "the file cannot be read: \(reason)"))
  }
}
