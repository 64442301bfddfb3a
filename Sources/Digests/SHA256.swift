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
