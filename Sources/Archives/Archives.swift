// The room Archives: ZIP containers read safely, and files that appear whole or not at all.

package import Diagnostics
private import Glibc

extension Finding.Code {
  package static let zipDamaged = Self("zip-damaged")
  package static let zipEncrypted = Self("zip-encrypted")
  package static let zipTooLarge = Self("zip-too-large")
  package static let fileUnreadable = Self("file-unreadable")
  package static let fileUnwritable = Self("file-unwritable")
  package static let fileExists = Self("file-exists")
  package static let fileInUse = Self("file-in-use")
}

/// What a hostile ZIP file may cost.
package struct ZIPLimits: Sendable {
  /// The most entries that the directory may list.
  package var entries: Int
  /// The most bytes that one entry may give.
  package var entryBytes: Int
  /// The most bytes that all entries that are read may give together.
  package var totalBytes: Int
  /// The most bytes that one packed byte may give, once an entry has given `denseFrom`. Deflate reaches 1,032 with zeros;
  /// the sheets of real workbooks stay below 100.
  package var ratio: Int
  /// From how many bytes on `ratio` counts: a short text of one letter is no bomb.
  package var denseFrom: Int

  package init(
    entries: Int = 5000, entryBytes: Int = 2 << 30, totalBytes: Int = 4 << 30, ratio: Int = 300,
    denseFrom: Int = 8 << 20
  ) {
    self.entries = entries
    self.entryBytes = entryBytes
    self.totalBytes = totalBytes
    self.ratio = ratio
    self.denseFrom = denseFrom
  }
}

/// What the system said of a file that could not be written just now.
func unwritable(_ path: String) -> Finding {
  let reason = String(cString: strerror(errno))
  return Finding(
    .error, .fileUnwritable, at: Place(file: path),
    Phrase("无法写入文件：\(reason)", "the file cannot be written: \(reason)"),
    hint: Phrase("检查文件夹是否存在、可写，磁盘是否已满", "see whether the folder exists and may be written, and the disk has room"))
}
