private import CCrypto

/// A SHA-256 digest of bytes that come in pieces (FIPS 180-4).
package final class SHA256Stream {
  private let context: OpaquePointer?

  package init() {
    context = EVP_MD_CTX_new()
    precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto always offers SHA-256")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes the next piece.
  package func update(_ piece: [UInt8]) {
    let done = piece.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(done == 1, "a digest that was begun takes any bytes")
  }

  /// The digest of all pieces: 32 bytes. Nothing can be added after it.
  package func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let done = EVP_DigestFinal_ex(context, &digest, nil)
    precondition(done == 1, "a digest is finished once")
    return digest
  }
}
