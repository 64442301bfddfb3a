public import Diagnostics
import Foundation

/// The certificates that a user trusts to say who a signer is.
///
/// Without any, a signature is checked all the same, and its signer stays unnamed: the verdict speaks of the bytes.
public struct TrustRoots: Sendable, Equatable {
  /// The contents of files with certificates, in PEM or DER.
  package var files: [[UInt8]]

  /// Nobody is trusted.
  public init() { files = [] }

  /// Reads certificates.
  ///
  /// - Parameters:
  ///   - folders: Each with files of certificates in PEM or DER; other files in them are passed over. A single file may stand for a folder.
  ///   - system: Whether those that the system trusts for connections count too.
  /// - Throws: `Refusal` when a folder is missing or holds no certificate.
  public init(folders: [String], system: Bool = false) throws(Refusal) {
    files = []
    for folder in folders { files += try Self.certificates(in: folder) }
    if system { files += try Self.certificates(in: Self.systemBundle) }
  }

  /// Where Debian and its relatives keep Mozilla's list.
  private static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"
  private static let largestFile = 2 << 20

  private static func certificates(in path: String) throws(Refusal) -> [[UInt8]] {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    let paths = isFolder.boolValue ? names.map { "\(path)/\($0)" } : isThere ? [path] : []
    let files = paths.compactMap { certificate(in: $0) }
    guard !files.isEmpty else {
      throw Refusal(
        Finding(
          .error, .trustRootsMissing,
          Phrase("“\(path)”中没有证书", "there is no certificate in \(path)"),
          hint: Phrase("放入 PEM 或 DER 格式的根证书文件", "put root certificates there, as PEM or DER files")))
    }
    return files
  }

  private static func certificate(in path: String) -> [UInt8]? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: largestFile) else { return nil }
    let isPEM = data.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil
    // DER begins with a sequence whose length takes more than one byte.
    let isDER = data.count > 200 && data.first == 0x30 && data.dropFirst().first.map { $0 > 0x80 } == true
    return isPEM || isDER ? Array(data) : nil
  }
}
