private import CMinizip
package import Diagnostics
private import Glibc

/// A ZIP file of files that are packed already (PDF), written as they come: stored, not deflated again, in constant memory
/// but for the directory at the end. It appears whole or not at all; beyond four gigabytes it is ZIP64.
package final class ZIPWriter {
  private let file: WholeFile
  private let path: String
  private var archive: zipFile?

  /// - Throws: `Refusal` when the file cannot be made.
  package init(path: String) throws(Refusal) {
    self.path = path
    file = try WholeFile(path: path)
    archive = zipOpen64(file.temporaryPath, APPEND_STATUS_CREATE)
    guard archive != nil else { throw Refusal(unwritable(path)) }
  }

  deinit { if let archive { zipClose(archive, nil) } }

  /// Adds a file.
  ///
  /// - Parameter name: Its path in the archive, with `/` between folders; in UTF-8.
  /// - Throws: `Refusal` when the disk is full or fails.
  package func add(_ bytes: [UInt8], name: String) throws(Refusal) {
    try begin(name)
    try append(bytes)
    try end()
  }

  /// Begins a file that comes in pieces.
  package func begin(_ name: String) throws(Refusal) {
    var information = zip_fileinfo()
    // No clock: the earliest day that the format knows. A plain file that its owner may write.
    information.dosDate = 1 << 21 | 1 << 16
    information.external_fa = 0o100644 << 16
    let opened = zipOpenNewFileInZip4_64(
      archive, name, &information, nil, 0, nil, 0, nil, 0, 0, 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nil, 0,
      Self.madeBy, Self.namesAreUTF8, 0)
    guard opened == ZIP_OK else { throw Refusal(unwritable(path)) }
  }

  /// Appends to the file that was begun.
  package func append(_ piece: [UInt8]) throws(Refusal) {
    let written = piece.withUnsafeBytes { zipWriteInFileInZip(archive, $0.baseAddress, CUnsignedInt($0.count)) }
    guard written == ZIP_OK else { throw Refusal(unwritable(path)) }
  }

  /// Ends the file that was begun.
  package func end() throws(Refusal) {
    guard zipCloseFileInZip(archive) == ZIP_OK else { throw Refusal(unwritable(path)) }
  }

  /// Ends the archive and gives it its name.
  package func finish() throws(Refusal) {
    let ended = zipClose(archive, nil)
    archive = nil
    guard ended == ZIP_OK else { throw Refusal(unwritable(path)) }
    try file.commit()
  }

  /// Version 4.5 of the format, on Unix (APPNOTE 4.4.2).
  private static let madeBy: CUnsignedLong = 3 << 8 | 45
  /// General purpose bit 11 (APPNOTE 4.4.4).
  private static let namesAreUTF8: CUnsignedLong = 1 << 11
}
