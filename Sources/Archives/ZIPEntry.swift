private import CZip
private import Glibc
private import Charsets
package import Diagnostics

/// One entry of a ZIP file's directory.
package struct ZIPEntry: Sendable, Hashable {
  /// Its place in the directory: several entries may have one name.
  package var position: Int
  /// For people, and to be compared: unchecked, never to be used as a path.
  package var name: String
  package var isEncrypted: Bool
  /// How many bytes it says that it unpacks to.
  package var size: Int

  /// Whether it stands for a folder.
  package var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") || name.utf8.last == UInt8(ascii: "\\") }
}

extension ZIPArchive {
  /// All entries, in the order of the directory.
  ///
  /// Names are UTF-8 or, as Chinese programs of Windows write them without a word, GB 18030; an extra field that gives the name in UTF-8
  /// goes before the name itself, unless it is of another name (libzip compares the checksum).
  package var entries: [ZIPEntry] {
    (0..<count).compactMap { position in
      var status = zip_stat_t()
      guard let name = zip_get_name(archive, UInt64(position), zip_flags_t(ZIP_FL_ENC_RAW)),
        zip_stat_index(archive, UInt64(position), 0, &status) == 0
      else { return nil }
      let bytes = UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) }
      return ZIPEntry(
        position: position, name: likelyText(bytes), isEncrypted: status.encryption_method != UInt16(ZIP_EM_NONE),
        size: Int(clamping: status.size))
    }
  }

  /// Reads an entry whole.
  ///
  /// - Parameters:
  ///   - passwords: Tried in this order where it is encrypted.
  ///   - limit: The most bytes that it may have.
  /// - Throws: `Refusal`: `zipEncrypted` when no password opens it, else when it is damaged or exceeds the limits.
  package func read(_ entry: ZIPEntry, passwords: [String] = [], limit: Int) throws(Refusal) -> [UInt8] {
    guard entry.isEncrypted else { return try read(entry, password: nil, limit: limit) }
    for password in passwords {
      // Of the old encryption one wrong password in 256 seems right until the checksum is compared.
      do throws(Refusal) {
        return try read(entry, password: password, limit: limit)
      } catch {
        if error.findings.contains(where: { $0.code == .zipTooLarge }) { throw error }
      }
    }
    throw Refusal(encrypted())
  }

  private func read(_ entry: ZIPEntry, password: String?, limit: Int) throws(Refusal) -> [UInt8] {
    let reader = try open(at: UInt64(entry.position), password: password)
    var whole: [UInt8] = []
    while let piece = try reader.next() {
      whole += piece
      guard whole.count <= limit else { throw Refusal(tooLarge()) }
    }
    return whole
  }
}
