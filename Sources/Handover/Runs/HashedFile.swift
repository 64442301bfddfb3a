import Archives
import Diagnostics
import Digests

/// A file that appears whole or not at all, digested while it is written.
struct HashedFile {
  private let file: WholeFile
  private let digest = GrowingSHA256()
  private let name: String
  private var bytes = 0

  typealias Existing = WholeFile.Existing

  init(path: String, existing: Existing = .replaced) throws(Refusal) {
    file = try WholeFile(path: path, existing: existing)
    name = path.split(separator: "/").last.map(String.init) ?? path
  }

  mutating func write(_ bytes: [UInt8]) throws(Refusal) {
    try file.write(bytes)
    digest.append(bytes)
    self.bytes += bytes.count
  }

  /// Gives the file its name.
  ///
  /// - Parameter key: Of the one paper in it.
  func commit(key: String? = nil, papers: Int, pages: Int) throws(Refusal) -> PrintedFile {
    try file.commit()
    return PrintedFile(
      number: nil, key: key, file: name, papers: papers, pages: pages, bytes: bytes, sha256: hexadecimal(digest.digest))
  }
}
