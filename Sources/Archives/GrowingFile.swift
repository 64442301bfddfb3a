package import Diagnostics
private import Glibc

/// A file that grows line by line and survives its writer, such as a journal. One process at a time holds it.
package final class GrowingFile {
  private let path: String
  private let descriptor: CInt

  /// Opens a file for appending, and makes it if it is not there.
  ///
  /// - Throws: `Refusal` when it cannot be opened, or another process holds it.
  package init(path: String) throws(Refusal) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Refusal(unwritable(path)) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Refusal(
        Finding(
          .error, .fileInUse, at: Place(file: path),
          Phrase("另一个进程正在向这里输出", "another process is writing here"),
          hint: Phrase("等它结束，或换一个输出文件夹", "wait for it to end, or take another output folder")))
    }
  }

  deinit { close(descriptor) }

  /// Appends bytes, for other processes to see at once.
  package func append(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.isEmpty || writeAll(bytes, to: descriptor) else { throw Refusal(unwritable(path)) }
  }

  /// Cuts off what stands after so many bytes, such as half a line.
  package func truncate(to length: Int) throws(Refusal) {
    guard ftruncate(descriptor, length) == 0 else { throw Refusal(unwritable(path)) }
  }

  /// Takes the file away.
  package func remove() { unlink(path) }
}
