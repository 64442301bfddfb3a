import Digests

/// The short keys that printed papers bear in their codes.
///
/// A key says nothing about the person: it is drawn from the list as a whole and the record's place in it, so that the same
/// list gives the same papers again and whoever has the list can find the record.
struct RecordKeys: Sendable {
  private let seed: [UInt8]

  /// - Parameter run: What tells the run from others: a digest of the list, or the name of a run of several processes.
  init(run: [UInt8], form: String) {
    seed = sha256(run + Array(form.utf8))
  }

  /// The key of the record at this position, from 0: eight characters without I, L, O, U, which are easily misread.
  func key(_ position: Int) -> String {
    key(of: withUnsafeBytes(of: UInt64(position).bigEndian) { Array($0) })
  }

  /// The key of a paper about a part of a batch, drawn from what the part has in common, such as its place.
  func key(of part: [String]) -> String {
    part.isEmpty ? key(0) : key(of: part.flatMap { Array($0.utf8) + [0] })
  }

  private func key(of bytes: [UInt8]) -> String {
    let digest = sha256(seed + bytes)
    let bits = digest[0..<5].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return String(decoding: (0..<8).map { Self.alphabet[Int(bits >> (35 - 5 * UInt64($0)) & 31)] }, as: UTF8.self)
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}
