import Diagnostics
import Foundation

/// The bytes of a file.
///
/// - Throws: `Refusal` with one clear sentence when it is missing, a folder, or may not be read.
func contents(of path: String) throws(Refusal) -> [UInt8] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw unreadable(path, Phrase("没有这个文件", "there is no such file"))
  }
  guard !isFolder.boolValue else { throw unreadable(path, Phrase("这是文件夹，不是文件", "this is a folder, not a file")) }
  do {
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
  } catch {
    throw unreadable(path, Phrase("文件读不出来，可能没有权限", "it cannot be read, perhaps for lack of permission"))
  }
}

private func unreadable(_ path: String, _ message: Phrase) -> Refusal {
  Refusal(Finding(.error, .fileUnreadable, at: Place(file: path), message))
}
