import Foundation
import IsolatedReading
import ReaderProtocol

extension ReturnReading {
  /// The empty form, or a filled one, that form data name, where it lies beside them in the folder that is read; what lies elsewhere is
  /// never looked at, nor are links followed.
  ///
  /// - Parameter folder: Where the data lie, below a folder that the user named; `nil` for data that came another way.
  func target(of data: FormFile, in folder: String?, with reader: IsolatedReader) -> FormFile? {
    guard let folder else { return nil }
    for name in fileNames(ofTarget: data.target) {
      guard let bytes = FolderListing.contents(ofFileAt: Array("\(folder)/\(name)".utf8), limit: limits.document),
        FileKind.of(untrustedBytes: bytes) == .pdf, let document = try? ReturnedDocument(untrustedBytes: bytes)
      else { continue }
      let answer = reader.read(document)
      if answer.file.status == .ok, !answer.file.fields.isEmpty { return answer.file }
    }
    return nil
  }
}

/// What the file of form data's target may be called: the end of its path, which XFDF and XDP may write as an address.
func fileNames(ofTarget target: String?) -> [String] {
  guard let target else { return [] }
  let names = [target, target.removingPercentEncoding ?? target].map { path in
    String(path.split { $0 == "/" || $0 == "\\" || $0 == ":" }.last ?? "")
  }
  return names.enumerated().filter { number, name in
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(0) && name.utf8.count < 256
      && names.firstIndex(of: name) == number
  }.map(\.element)
}
