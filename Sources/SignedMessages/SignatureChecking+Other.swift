import CCMS

extension SignatureChecking {
  /// A signature of PKCS #1 alone, with its certificates beside it (`adbe.x509.rsa_sha1`).
  ///
  /// - Parameter certificates: In DER; the signer's first (ISO 32000-1, table 252, `/Cert`).
  package func plainRSA(
    untrustedSignature: [UInt8], certificates: [[UInt8]], over pieces: [UnsafeRawBufferPointer], time: Int?
  ) -> SignedMessage {
    defer { ERR_clear_error() }
    guard let signature = DER.content(of: untrustedSignature[...], tag: 0x04), let method = EVP_sha1() else {
      return SignedMessage(.malformed)
    }
    let chain = (certificates + others).compactMap { certificate(der: $0) }
    guard let first = certificates.first, let signer = certificate(der: first),
      let key = X509_get0_pubkey(signer.pointer)
    else { return SignedMessage(.noCertificate) }
    var result = SignedMessage(
      isSigned(pieces, Array(signature), by: key, method) ? .intact : .signatureWrong)
    result.digest = digestName(method)
    describe(signer.pointer, others: chain.map(\.pointer), at: time, in: &result)
    return result
  }

  /// A Chinese electronic seal (GB/T 38540-2020, `SES_Signature`): a digest of the file within what the signer's key has signed.
  ///
  /// - Returns: `nil` when the bytes are no such seal.
  package func seal(untrustedSeal: [UInt8], over pieces: [UnsafeRawBufferPointer], time: Int?) -> SignedMessage? {
    defer { ERR_clear_error() }
    guard let seal = Seal(untrustedSeal) else { return nil }
    guard let signer = certificate(der: seal.certificate), let key = X509_get0_pubkey(signer.pointer) else {
      return SignedMessage(.noCertificate)
    }
    guard let method = EVP_get_digestbyname("SM3"), isKey(key, "SM2") else {
      return SignedMessage(.unknownAlgorithm(seal.algorithm))
    }
    var result = SignedMessage(.intact)
    if !isSignature(seal.signature, by: key, method, over: seal.signed) {
      result.outcome = .signatureWrong
    } else if digest(of: pieces, method) != seal.digest {
      result.outcome = .digestDiffers
    }
    result.digest = "SM3"
    let between = others.compactMap { certificate(der: $0) }
    describe(signer.pointer, others: between.map(\.pointer), at: time, in: &result)
    return result
  }

  private func isSigned(
    _ pieces: [UnsafeRawBufferPointer], _ signature: [UInt8], by key: OpaquePointer, _ method: OpaquePointer
  ) -> Bool {
    guard let state = Owned(EVP_MD_CTX_new(), { EVP_MD_CTX_free($0) }),
      EVP_DigestVerifyInit(state.pointer, nil, method, nil, key) == 1
    else { return false }
    for piece in pieces where EVP_DigestUpdate(state.pointer, piece.baseAddress, piece.count) != 1 { return false }
    return EVP_DigestVerifyFinal(state.pointer, signature, signature.count) == 1
  }
}

/// `SES_Signature ::= SEQUENCE { toSign, cert OCTET STRING, signatureAlgID, signature BIT STRING, timeStamp [0] OPTIONAL }`, and
/// `TBS_Sign ::= SEQUENCE { version, eseal, timeInfo, dataHash BIT STRING, propertyInfo IA5String, … }`.
struct Seal {
  /// What was signed: the first element, whole.
  var signed: [UInt8]
  var certificate: [UInt8]
  var algorithm: String
  var signature: [UInt8]
  var digest: [UInt8]

  init?(_ untrusted: [UInt8]) {
    guard let whole = DER.content(of: untrusted[...], tag: 0x30), let parts = DER.elements(in: whole), parts.count >= 4,
      parts[0].tag == 0x30, parts[1].tag == 0x04, parts[2].tag == 0x06, parts[3].tag == 0x03,
      let inner = DER.elements(in: parts[0].content), inner.count >= 5,
      inner[0].tag == 0x02, inner[1].tag == 0x30, inner[3].tag == 0x03,
      let eseal = DER.elements(in: inner[1].content), eseal.count >= 2
    else { return nil }
    signed = Array(parts[0].whole)
    certificate = Array(parts[1].content)
    algorithm = parts[2].whole.map { String($0) }.joined(separator: " ")
    // A bit string begins with the number of bits that do not count.
    signature = Array(parts[3].content.dropFirst())
    digest = Array(inner[3].content.dropFirst())
  }
}
