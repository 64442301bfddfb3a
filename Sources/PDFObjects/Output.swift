private import Digests

/// Bytes on their way out, and the digest that becomes the file's identifier.
struct Output {
  /// Output leaves, and is digested, in pieces of this size, so that the digest does not depend on when it was drained.
  private static let pieceSize = 1 << 20

  private var pending: [UInt8] = []
  private var drained = 0
  private var digestOfPieces: [UInt8] = []

  /// The offset at which the next byte will stand.
  var position: Int { drained + pending.count }

  mutating func append(_ bytes: some Collection<UInt8>) { pending.append(contentsOf: bytes) }

  /// Of everything so far.
  var digest: [UInt8] {
    var rest = pending[...]
    var digest = digestOfPieces
    while rest.count >= Self.pieceSize {
      digest = sha256(digest + rest.prefix(Self.pieceSize))
      rest = rest.dropFirst(Self.pieceSize)
    }
    return sha256(digest + rest)
  }

  mutating func drain() -> [UInt8] {
    let whole = pending.count / Self.pieceSize * Self.pieceSize
    guard whole > 0 else { return [] }
    for start in stride(from: 0, to: whole, by: Self.pieceSize) {
      digestOfPieces = sha256(digestOfPieces + pending[start..<start + Self.pieceSize])
    }
    let pieces = Array(pending[..<whole])
    pending.removeFirst(whole)
    drained += whole
    return pieces
  }

  mutating func drainAll() -> [UInt8] {
    defer { pending = [] }
    drained += pending.count
    return pending
  }
}
