private import Digests

/// Bytes on their way out, and the digest that becomes the file's identifier.
struct Output {
  /// Output leaves, and is digested, in pieces of this size, so that the digest does not depend on when it was drained.
  private static let pieceSize = 1 << 20

  /// What has not left yet.
  var pending = PDFBytes()
  private var drained = 0
  /// How much of `pending` is in the digest already.
  private var digested = 0
  private var digestSoFar: [UInt8] = []

  /// The offset at which the next byte will stand.
  var position: Int { drained + pending.count }

  /// Of everything so far.
  var digest: [UInt8] {
    var whole = self
    whole.digestPieces()
    return whole.digest(upTo: pending.count)
  }

  /// Takes all bytes so far into the digest, for the beginning that many files share.
  mutating func seal() {
    digestPieces()
    digestSoFar = digest(upTo: pending.count)
    digested = pending.count
  }

  mutating func drain() -> [UInt8] {
    digestPieces()
    guard digested >= Self.pieceSize else { return [] }
    let pieces = Array(pending.bytes[..<digested])
    pending.bytes.removeFirst(digested)
    drained += digested
    digested = 0
    return pieces
  }

  mutating func drainAll() -> [UInt8] {
    defer { pending = PDFBytes() }
    drained += pending.count
    return pending.bytes
  }

  private mutating func digestPieces() {
    while pending.count - digested >= Self.pieceSize {
      digestSoFar = digest(upTo: digested + Self.pieceSize)
      digested += Self.pieceSize
    }
  }

  private func digest(upTo end: Int) -> [UInt8] {
    digestSoFar.withUnsafeBufferPointer { before in
      pending.bytes.withUnsafeBufferPointer { sha256([before, UnsafeBufferPointer(rebasing: $0[digested..<end])]) }
    }
  }
}
