import CCMS

/// Checks signatures over bytes, with the roots that the user trusts.
///
/// A verdict of OpenSSL stands behind each outcome; here only the right question is put to it. No clock is asked: certificates must have
/// been valid when the signer says to have signed, or when a time stamp proves it.
package struct SignatureChecking {
  let roots: TrustRoots
  /// Certificates from elsewhere in the file that may stand between a signer's and a root.
  let others: [[UInt8]]

  package init(roots: TrustRoots, others: [[UInt8]] = []) {
    self.roots = roots
    self.others = others
  }

  /// A message that was signed apart from its content (`adbe.pkcs7.detached`, `ETSI.CAdES.detached`).
  ///
  /// - Parameters:
  ///   - pieces: The signed bytes.
  ///   - time: When the file says that it was signed, for messages that do not say it themselves.
  package func detached(
    untrustedMessage: [UInt8], over pieces: [UnsafeRawBufferPointer], time: Int?
  ) -> SignedMessage {
    defer { ERR_clear_error() }
    guard let message = CMSMessage(untrusted: untrustedMessage, others: others) else {
      return SignedMessage(.malformed)
    }
    // What it carries inside would be signed instead of the file.
    guard message.content?.isEmpty ?? true else { return SignedMessage(.malformed) }
    return described(message, outcome: outcome(of: message, over: pieces), time: time)
  }

  /// A message that carries the SHA-1 digest of the signed bytes as its content (`adbe.pkcs7.sha1`).
  package func aroundDigest(
    untrustedMessage: [UInt8], over pieces: [UnsafeRawBufferPointer], time: Int?
  ) -> SignedMessage {
    defer { ERR_clear_error() }
    guard let message = CMSMessage(untrusted: untrustedMessage, others: others), let content = message.content,
      let method = EVP_sha1()
    else { return SignedMessage(.malformed) }
    var found = content.withUnsafeBytes { outcome(of: message, over: [$0]) }
    if found == .intact, digest(of: pieces, method) != content { found = .digestDiffers }
    var result = described(message, outcome: found, time: time)
    result.digest = "SHA1"
    return result
  }

  /// A time stamp of the signed bytes (`ETSI.RFC3161`).
  package func timestamp(untrustedToken: [UInt8], over pieces: [UnsafeRawBufferPointer]) -> SignedMessage {
    defer { ERR_clear_error() }
    guard let message = CMSMessage(untrusted: untrustedToken, others: others),
      let statement = TimestampStatement(message)
    else { return SignedMessage(.malformed) }
    var found = (message.content ?? []).withUnsafeBytes { outcome(of: message, over: [$0]) }
    if found == .intact { found = statement.outcome(over: pieces) }
    var result = described(message, outcome: found, time: statement.time)
    result.digest = statement.method.map { digestName($0) } ?? result.digest
    if let certificate = message.certificate, ccms_may_timestamp(certificate) == 0 {
      result.identity = roots.isAsked ? .chainWrong : .notChecked
    }
    result.signingTime = statement.time
    result.timestamp = SignedMessage.Timestamp(
      time: statement.time, isIntact: found == .intact, identity: result.identity)
    return result
  }

  private func described(_ message: CMSMessage, outcome: SignedMessage.Outcome, time: Int?) -> SignedMessage {
    var result = SignedMessage(outcome)
    result.digest = message.digest.method.map { digestName($0) }
    result.signingTime = message.signingTime
    if let token = message.timestampToken {
      let stamp = message.signature.withUnsafeBytes { timestamp(untrustedToken: token, over: [$0]) }
      result.timestamp = stamp.timestamp ?? SignedMessage.Timestamp(time: 0, isIntact: false, identity: .notChecked)
    }
    guard let certificate = message.certificate else { return result }
    let proven = result.timestamp.flatMap { $0.isIntact ? $0.time : nil }
    describe(certificate, others: message.certificates, at: proven ?? result.signingTime ?? time, in: &result)
    return result
  }

  func describe(
    _ certificate: OpaquePointer, others: [OpaquePointer], at time: Int?, in result: inout SignedMessage
  ) {
    result.signer = subjectName(of: certificate)
    result.isWithinValidity = time.map { isValid(certificate, at: $0) }
    result.identity = roots.identity(of: certificate, others: others, at: time)
    if result.identity == .trusted, ccms_may_sign(certificate) == 0 { result.identity = .chainWrong }
  }

  private func outcome(of message: CMSMessage, over pieces: [UnsafeRawBufferPointer]) -> SignedMessage.Outcome {
    let digest = message.digest
    guard let method = digest.method else { return .unknownAlgorithm(digest.number) }
    guard let certificate = message.certificate else { return .noCertificate }
    guard let key = X509_get0_pubkey(certificate) else { return .unknownAlgorithm(message.signatureAlgorithm) }
    let isPlain = isKey(key, "SM2") || bringsDigest(key)
    return isPlain ? byKey(message, key, method, over: pieces) : byCMS(message, over: pieces)
  }

  private func byCMS(_ message: CMSMessage, over pieces: [UnsafeRawBufferPointer]) -> SignedMessage.Outcome {
    if message.hasSignedAttributes, !message.attributesAreSigned() { return failure(of: message) }
    if message.isSigned(pieces) { return .intact }
    return message.hasSignedAttributes ? .digestDiffers : failure(of: message)
  }

  /// Whether OpenSSL found a signature wrong, or could not begin to look at it.
  private func failure(of message: CMSMessage) -> SignedMessage.Outcome {
    while case let code = ERR_get_error(), code != 0 {
      let reason = ERR_GET_REASON(code)
      if ERR_GET_LIB(code) == ERR_LIB_CMS, reason == CMS_R_UNKNOWN_DIGEST_ALGORITHM || reason == CMS_R_UNSUPPORTED_TYPE
      {
        return .unknownAlgorithm(message.signatureAlgorithm)
      }
    }
    return .signatureWrong
  }

  /// For keys that OpenSSL 3.0 does not take within CMS: the same steps, its signatures.
  private func byKey(
    _ message: CMSMessage, _ key: OpaquePointer, _ method: OpaquePointer, over pieces: [UnsafeRawBufferPointer]
  ) -> SignedMessage.Outcome {
    guard message.hasSignedAttributes else {
      var content: [UInt8] = []
      for piece in pieces { content += piece }
      return isSignature(message.signature, by: key, method, over: content) ? .intact : .signatureWrong
    }
    guard isSignature(message.signature, by: key, method, over: message.signedAttributes) else {
      return .signatureWrong
    }
    guard let stated = message.statedDigest else { return .malformed }
    return digest(of: pieces, method) == stated ? .intact : .digestDiffers
  }
}

/// Whether a signature over some bytes is that of a key, in one step.
///
/// The digest is left to the key where its algorithm brings its own. SM2 keys sign with an identity (GB/T 32918.2): the common one is
/// tried first, then none.
func isSignature(_ signature: [UInt8], by key: OpaquePointer, _ method: OpaquePointer, over content: [UInt8]) -> Bool {
  let identities: [[UInt8]] = isKey(key, "SM2") ? [commonSM2Identity, []] : [[]]
  return identities.contains { identity in
    guard let state = Owned(EVP_MD_CTX_new(), { EVP_MD_CTX_free($0) }),
      let choice = Owned(EVP_PKEY_CTX_new(key, nil), { EVP_PKEY_CTX_free($0) })
    else { return false }
    if !identity.isEmpty {
      guard EVP_PKEY_CTX_set1_id(choice.pointer, identity, CInt(identity.count)) == 1 else { return false }
    }
    EVP_MD_CTX_set_pkey_ctx(state.pointer, choice.pointer)
    guard EVP_DigestVerifyInit(state.pointer, nil, bringsDigest(key) ? nil : method, nil, key) == 1 else {
      return false
    }
    return EVP_DigestVerify(state.pointer, signature, signature.count, content, content.count) == 1
  }
}

func isKey(_ key: OpaquePointer, _ name: String) -> Bool { EVP_PKEY_is_a(key, name) == 1 }

/// Whether a key's algorithm (RFC 8032) digests by itself.
private func bringsDigest(_ key: OpaquePointer) -> Bool { isKey(key, "ED25519") || isKey(key, "ED448") }
