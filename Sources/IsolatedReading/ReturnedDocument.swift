private import Digests
private import Glibc
package import ReaderProtocol
private import Synchronization

/// Why a file could not be taken in, before anyone looked into it.
package struct FileFault: Error, Equatable {
  package var status: FormFile.Status
  package var reason: Reason

  package init(status: FormFile.Status, reason: Reason) {
    (self.status, self.reason) = (status, reason)
  }
}

/// The bytes of one returned file, held in sealed memory that a reader can be lent, and their digest.
///
/// Whatever happens to the file afterwards, all questions are about the same bytes.
package final class ReturnedDocument: Sendable {
  /// Of the sealed memory; nobody can change what it holds.
  let descriptor: CInt
  /// In bytes.
  package let size: Int
  /// SHA-256, 32 bytes.
  package let digest: [UInt8]

  /// What has been spent on it: all questions about it share the time that a document has.
  private let spent = Mutex(Duration.zero)

  /// Takes in a regular file.
  ///
  /// Opens without waiting, so that a pipe or a device cannot hang the caller.
  ///
  /// - Throws: when it is missing, not a file, not to be read, or longer than `limit` bytes.
  package convenience init(path: String, limit: Int = ReaderLimits().document) throws(FileFault) {
    let file = try openRegularFile(path, limit: limit)
    defer { close(file) }
    try self.init(limit: limit) { buffer in
      while true {
        let count = read(file, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        if errno != EINTR { return nil }
      }
    }
  }

  /// Takes in bytes that are in memory already.
  ///
  /// - Throws: when there are more than `limit`, or the system has no memory for them.
  package convenience init(untrustedBytes: [UInt8], limit: Int = ReaderLimits().document) throws(FileFault) {
    var taken = 0
    try self.init(limit: limit) { buffer in
      let piece = untrustedBytes[taken...].prefix(buffer.count)
      buffer.copyBytes(from: piece)
      taken += piece.count
      return piece.count
    }
  }

  /// - Parameter next: Fills a buffer from its beginning and tells how far; 0 at the end, `nil` when reading fails.
  private init(limit: Int, _ next: (UnsafeMutableRawBufferPointer) -> Int?) throws(FileFault) {
    guard let descriptor = DescriptorPassing.memoryFile() else { throw FileFault(status: .failed, reason: .memory) }
    self.descriptor = descriptor
    let filled = fill(descriptor, limit: limit, next)
    switch filled {
    case .success(let (size, digest)): (self.size, self.digest) = (size, digest)
    case .failure(let fault):
      (size, digest) = (0, [])
      throw fault
    }
  }

  deinit { close(descriptor) }

  /// Adds what something says it took to the time spent, of which it is told what was spent before.
  package func timed<Result>(_ body: (_ spent: Duration) -> (Result, took: Duration)) -> Result {
    let (result, took) = body(spent.withLock { $0 })
    spent.withLock { $0 += took }
    return result
  }

  /// Some of its bytes, or all of them.
  ///
  /// - Parameter range: What lies outside of the document is left out.
  package func untrustedBytes(in range: Range<Int>? = nil) -> [UInt8] {
    let range = (range ?? 0..<size).clamped(to: 0..<size)
    return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, range.count - count, off_t(range.lowerBound + count))
        if got <= 0 && !(got < 0 && errno == EINTR) { break }
        count += max(0, got)
      }
    }
  }
}

private func openRegularFile(_ path: String, limit: Int) throws(FileFault) -> CInt {
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
  guard descriptor >= 0 else {
    switch errno {
    case ENOENT, ENOTDIR, ENAMETOOLONG: throw FileFault(status: .failed, reason: .missing)
    case ENXIO: throw FileFault(status: .refused, reason: .notAFile)
    default: throw FileFault(status: .failed, reason: .unreadable)
    }
  }
  var status = stat()
  let fault: FileFault? =
    if fstat(descriptor, &status) != 0 {
      FileFault(status: .failed, reason: .unreadable)
    } else if status.st_mode & S_IFMT != S_IFREG {
      FileFault(status: .refused, reason: .notAFile)
    } else if status.st_size > limit {
      FileFault(status: .refused, reason: .tooLarge)
    } else {
      nil
    }
  guard let fault else { return descriptor }
  close(descriptor)
  throw fault
}

/// Fills a file of memory and seals it.
private func fill(
  _ descriptor: CInt, limit: Int, _ next: (UnsafeMutableRawBufferPointer) -> Int?
) -> Result<(size: Int, digest: [UInt8]), FileFault> {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
  defer { buffer.deallocate() }
  let digest = GrowingSHA256()
  var size = 0
  while true {
    guard let count = next(buffer) else { return .failure(FileFault(status: .failed, reason: .unreadable)) }
    if count == 0 { break }
    size += count
    // It may grow while it is read.
    guard size <= limit else { return .failure(FileFault(status: .refused, reason: .tooLarge)) }
    let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    digest.append(piece)
    guard writeAll(piece, to: descriptor) else { return .failure(FileFault(status: .failed, reason: .memory)) }
  }
  guard DescriptorPassing.seal(descriptor) else { return .failure(FileFault(status: .failed, reason: .memory)) }
  return .success((size, digest.digest))
}

private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
  var written = 0
  while written < bytes.count {
    let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
    if count < 0 && errno != EINTR { return false }
    written += max(0, count)
  }
  return true
}
