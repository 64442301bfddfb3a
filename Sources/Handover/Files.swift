import Archives
public import Diagnostics
import Digests
import Foundation
public import Records

/// The bytes of a file.
///
/// - Throws: `Refusal` with one clear sentence when it is missing, a folder, or may not be read.
func contents(of path: String) throws(Refusal) -> [UInt8] {
  try requireFile(path)
  do {
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
  } catch {
    throw unreadable(path, Phrase("文件读不出来，可能没有权限", "it cannot be read, perhaps for lack of permission"))
  }
}

/// The SHA-256 digest of a file, read in pieces.
///
/// - Throws: `Refusal` when it is missing, a folder, or may not be read.
func digest(ofFileAt path: String) throws(Refusal) -> [UInt8] {
  try requireFile(path)
  let digest = GrowingSHA256()
  let pieces = try FilePieces(path: path, name: path)
  while let piece = try pieces.next() { digest.append(piece) }
  return digest.digest
}

/// Makes a folder, and those above it, unless it is there.
///
/// - Throws: `Refusal` when it cannot be made.
func makeFolder(_ path: String) throws(Refusal) {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw Refusal(
      Finding(
        .error, .outputUnwritable, at: Place(file: path),
        Phrase("无法建立输出文件夹", "the output folder cannot be made"),
        hint: Phrase("检查路径和权限；同名文件不能当文件夹", "see path and permission; a file of that name is no folder")))
  }
}

private func requireFile(_ path: String) throws(Refusal) {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw unreadable(path, Phrase("没有这个文件", "there is no such file"))
  }
  guard !isFolder.boolValue else { throw unreadable(path, Phrase("这是文件夹，不是文件", "this is a folder, not a file")) }
}

private func unreadable(_ path: String, _ message: Phrase) -> Refusal {
  Refusal(Finding(.error, .fileUnreadable, at: Place(file: path), message))
}

extension Holidays {
  /// Holidays from a file: a line for each day, `2026-10-01`, or for several, `2026-10-01..2026-10-07`.
  ///
  /// - Throws: `Refusal` when it cannot be read, or with every line that is neither.
  public init(path: String) throws(Refusal) {
    try self.init(untrustedText: String(decoding: try contents(of: path), as: UTF8.self), file: path)
  }
}
