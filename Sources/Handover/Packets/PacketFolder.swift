import Archives
import Diagnostics
import Digests
import Foundation

/// The folder of packets: which files in it are ours, and may give way to new ones.
struct PacketFolder {
  let path: String
  /// By name, the digests that the last manifest there has.
  private var ours: [String: String] = [:]

  static let manifest = "manifest.json"
  static let workbook = "manifest.xlsx"

  /// - Throws: `Refusal` when the folder cannot be made, or a file that is no manifest of ours has its name.
  init(_ path: String) throws(Refusal) {
    self.path = path
    try makeFolder(path)
    WholeFile.removeLeftovers(in: path)
    guard FileManager.default.fileExists(atPath: manifestPath) else { return }
    for file in try PacketManifest(path: manifestPath).files { ours[file.file] = file.sha256 }
  }

  var manifestPath: String { "\(path)/\(Self.manifest)" }

  /// Whether a new file may take the place of what has its name: only of ours, as it was made.
  func existing(_ name: String) -> HashedFile.Existing {
    guard let digest = ours[name], isAsMade(name, digest) else { return .kept }
    return .replaced
  }

  private func isAsMade(_ name: String, _ sha256: String) -> Bool {
    guard let digest = try? digest(ofFileAt: "\(path)/\(name)") else { return false }
    return hexadecimal(digest) == sha256
  }

  /// Takes away files of the last run that this one has not made.
  func removeOthers(than files: [PacketManifest.File]) {
    let kept = Set(files.map(\.file))
    for (name, digest) in ours where !kept.contains(name) && !name.contains("/") && isAsMade(name, digest) {
      unlink("\(path)/\(name)")
    }
  }
}
