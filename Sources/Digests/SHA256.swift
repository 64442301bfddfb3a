private import CCrypto

/// The SHA-256 digest of some bytes (FIPS 180-4): 32 bytes.
package func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  bytes.withContiguousStorageIfAvailable { sha256([$0]) } ?? Array(bytes).withUnsafeBufferPointer { sha256([$0]) }
}

/// The digest of several pieces as if they stood behind one another.
package func sha256(_ pieces: [UnsafeBufferPointer<UInt8>]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  let context = EVP_MD_CTX_new()
  defer { EVP_MD_CTX_free(context) }
  var done = EVP_DigestInit_ex(context, EVP_sha256(), nil)
  for piece in pieces { done &= EVP_DigestUpdate(context, piece.baseAddress, piece.count) }
  done &= EVP_DigestFinal_ex(context, &digest, nil)
  precondition(done == 1, "libcrypto always offers SHA-256")
  return digest
}

/// The SHA-256 digest of bytes that come in pieces, however they were cut.
package final class GrowingSHA256 {
  private let context: OpaquePointer

  package init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto always offers SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  package func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  package func append(_ bytes: UnsafeRawBufferPointer) {
    let done = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(done == 1, "libcrypto always takes more bytes")
  }

  /// Of everything so far; more may be appended after it.
  package var digest: [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    guard let copy = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    defer { EVP_MD_CTX_free(copy) }
    let done = EVP_MD_CTX_copy_ex(copy, context) == 1 && EVP_DigestFinal_ex(copy, &digest, nil) == 1
    precondition(done, "libcrypto always ends a digest")
    return digest
  }
}

/// Bytes in lower-case hexadecimal, as digests are written.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
