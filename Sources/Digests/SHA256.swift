private import CCrypto

/// The SHA-256 digest of some bytes (FIPS 180-4): 32 bytes.
package func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  let done =
    bytes.withContiguousStorageIfAvailable { buffer in
      EVP_Digest(buffer.baseAddress, buffer.count, &digest, nil, EVP_sha256(), nil)
    }
    ?? Array(bytes).withUnsafeBufferPointer { buffer in
      EVP_Digest(buffer.baseAddress, buffer.count, &digest, nil, EVP_sha256(), nil)
    }
  precondition(done == 1, "libcrypto always offers SHA-256")
  return digest
}
