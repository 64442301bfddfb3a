private import Glibc
package import ReaderProtocol

/// Why a file could not be taken in, before anyone looked into it.
package struct FileFault: Error, Equatable {
  package var status: FormFile.Status
  package var reason: Reason
}

/// The bytes of a regular file.
///
/// Opens without waiting, so that a pipe or a device cannot hang the caller.
///
/// - Throws: when it is missing, not a file, not to be read, or longer than `limit`.
package func untrustedBytes(ofFile path: String, limit: Int) throws(FileFault) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
  guard descriptor >= 0 else {
    switch errno {
    case ENOENT, ENOTDIR, ENAMETOOLONG: throw FileFault(status: .failed, reason: .missing)
    case ENXIO: throw FileFault(status: .refused, reason: .notAFile)
    default: throw FileFault(status: .failed, reason: .unreadable)
    }
  }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw FileFault(status: .failed, reason: .unreadable) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw FileFault(status: .refused, reason: .notAFile) }
  guard status.st_size <= limit else { throw FileFault(status: .refused, reason: .tooLarge) }
  return try readAll(descriptor, expected: Int(status.st_size), limit: limit)
}

private func readAll(_ descriptor: CInt, expected: Int, limit: Int) throws(FileFault) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(expected)
  var buffer = [UInt8](repeating: 0, count: min(max(4_096, expected + 1), 1 << 20))
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw FileFault(status: .failed, reason: .unreadable) }
    if count == 0 { return bytes }
    bytes.append(contentsOf: buffer.prefix(count))
    // It may grow while it is read.
    guard bytes.count <= limit else { throw FileFault(status: .refused, reason: .tooLarge) }
  }
}
