import Archives
import Diagnostics
import Digests

/// A file that appears whole or not at all, digested while it is written.
struct HashedFile {
  private let file: WholeFile
  private let digest = GrowingSHA256()
  private let path: String
  private let existing: Existing
  private let name: String
  private var bytes = 0

  typealias Existing = WholeFile.Existing

  init(path: String, existing: Existing = .replaced) throws(Refusal) {
    file = try WholeFile(path: path, existing: existing)
    self.path = path
    self.existing = existing
    name = path.split(separator: "/").last.map(String.init) ?? path
  }

  mutating func write(_ bytes: [UInt8]) throws(Refusal) {
    try file.write(bytes)
    digest.append(bytes)
    self.bytes += bytes.count
  }

  /// Gives the file its name. A file in the way that must be kept is no hindrance when it is this one to the byte, such as of a
  /// session that was killed.
  ///
  /// - Parameter key: Of the one paper in it.
  func commit(key: String? = nil, papers: Int, pages: Int) throws(Refusal) -> PrintedFile {
    let made = digest.digest
    let isThere = existing == .kept && (try? Handover.digest(ofFileAt: path)) == made
    if !isThere { try file.commit() }
    return PrintedFile(
      number: nil, key: key, file: name, papers: papers, pages: pages, bytes: bytes, sha256: hexadecimal(made))
  }
}
