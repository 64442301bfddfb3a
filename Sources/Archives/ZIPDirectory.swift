private import Glibc

/// How large a ZIP file says that its directory is, told from its last bytes: libzip reads the whole directory into memory before it says
/// anything, and one of a few hundred megabytes would take gigabytes there.
///
/// - Parameters:
///   - tail: The last bytes of the file; `tailLength` of them, or all.
///   - length: Of the file. What states more is damaged, and no danger.
/// - Returns: The largest that any end record in it states; 0 where there is none.
func statedDirectorySize(untrustedTail tail: [UInt8], of length: Int) -> UInt64 {
  var largest: UInt64 = 0
  for start in tail.indices where tail[start] == UInt8(ascii: "P") {
    // The records at the end (APPNOTE 4.3.16), and of ZIP64 (4.3.14).
    if tail[start...].starts(with: [0x50, 0x4B, 5, 6]), let size = number(at: start + 12, bytes: 4, of: tail) {
      if size <= length { largest = max(largest, size) }
    } else if tail[start...].starts(with: [0x50, 0x4B, 6, 6]), let size = number(at: start + 40, bytes: 8, of: tail) {
      if size <= length { largest = max(largest, size) }
    }
  }
  return largest
}

/// The end records, with the longest comment that may follow them.
let tailLength = 65_535 + 22 + 20 + 56

/// The last bytes of a file, and its length; none when it cannot be read.
func tail(ofFileAt path: String) -> (bytes: [UInt8], length: Int) {
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else { return ([], 0) }
  defer { close(file) }
  let end = lseek(file, 0, SEEK_END)
  guard end > 0 else { return ([], 0) }
  var bytes = [UInt8](repeating: 0, count: min(Int(end), tailLength))
  let count = pread(file, &bytes, bytes.count, end - bytes.count)
  return count == bytes.count ? (bytes, Int(end)) : ([], 0)
}

private func number(at start: Int, bytes count: Int, of bytes: [UInt8]) -> UInt64? {
  guard start + count <= bytes.count else { return nil }
  return (0..<count).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * $1) }
}
