import CCMS

/// Whom the user trusts: certificates, as PEM or DER. One owner, one thread.
package final class TrustRoots {
  private let roots: [Owned]
  /// Whether the user named any roots at all; when none of them can be read, nobody is trusted.
  package let isAsked: Bool

  /// - Parameter files: The contents of files, each with one certificate in DER or any number in PEM.
  package init(files: [[UInt8]]) {
    isAsked = !files.isEmpty
    roots = files.flatMap { certificates(in: $0) }
    ERR_clear_error()
  }

  /// Whether a certificate leads to a root.
  ///
  /// A certificate of the list itself is trusted, whoever issued it. Nothing is asked of the network: whether it was revoked is not known.
  ///
  /// - Parameters:
  ///   - others: Certificates that came along and may stand between.
  ///   - time: Seconds since 1970 at which all of them must be valid; when `nil` validity is not looked at.
  func identity(of certificate: OpaquePointer, others: [OpaquePointer], at time: Int?) -> SignedMessage.Identity {
    guard isAsked else { return .notChecked }
    if roots.contains(where: { X509_cmp($0.pointer, certificate) == 0 }) {
      return time.map { isValid(certificate, at: $0) } ?? true ? .trusted : .expired
    }
    let plain = identity(of: certificate, others: others, at: time, distinguishing: nil)
    guard plain != .trusted, usesSM2(certificate) else { return plain }
    return identity(of: certificate, others: others, at: time, distinguishing: commonSM2Identity)
  }

  private func identity(
    of certificate: OpaquePointer, others: [OpaquePointer], at time: Int?, distinguishing: [UInt8]?
  ) -> SignedMessage.Identity {
    guard let store = Owned(X509_STORE_new(), { X509_STORE_free($0) }),
      let context = Owned(X509_STORE_CTX_new(), { X509_STORE_CTX_free($0) }),
      let between = Owned(OPENSSL_sk_new_null(), { OPENSSL_sk_free($0) })
    else { return .chainWrong }
    defer { ERR_clear_error() }
    for root in roots { X509_STORE_add_cert(store.pointer, root.pointer) }
    for other in others.prefix(200) { OPENSSL_sk_push(between.pointer, UnsafeRawPointer(other)) }
    if let distinguishing {
      for one in roots.map(\.pointer) + others + [certificate] { setIdentity(distinguishing, of: one) }
    }
    guard X509_STORE_CTX_init(context.pointer, store.pointer, certificate, between.pointer) == 1 else {
      return .chainWrong
    }
    var flags = CUnsignedLong(X509_V_FLAG_PARTIAL_CHAIN)
    if time == nil { flags |= CUnsignedLong(X509_V_FLAG_NO_CHECK_TIME) }
    let parameters = X509_STORE_CTX_get0_param(context.pointer)
    X509_VERIFY_PARAM_set_flags(parameters, flags)
    if let time { X509_VERIFY_PARAM_set_time(parameters, time) }
    if X509_verify_cert(context.pointer) == 1 { return .trusted }
    switch X509_STORE_CTX_get_error(context.pointer) {
    case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: return .expired
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return .unknownIssuer
    default: return .chainWrong
    }
  }
}

/// The identity that Chinese programs sign with when they have no other (GM/T 0009, 7).
let commonSM2Identity = Array("1234567812345678".utf8)

private func setIdentity(_ identity: [UInt8], of certificate: OpaquePointer) {
  guard let string = ASN1_OCTET_STRING_new() else { return }
  ASN1_OCTET_STRING_set(string, identity, CInt(identity.count))
  X509_set0_distinguishing_id(certificate, string)
}

func usesSM2(_ certificate: OpaquePointer) -> Bool {
  guard let key = X509_get0_pubkey(certificate) else { return false }
  return isKey(key, "SM2")
}

/// The certificates in a file's content.
func certificates(in file: [UInt8]) -> [Owned] {
  if let one = certificate(der: file) { return [one] }
  var found: [Owned] = []
  // The memory that the BIO reads must stay where it is.
  file.withUnsafeBytes { memory in
    guard let text = Owned(BIO_new_mem_buf(memory.baseAddress, CInt(clamping: memory.count)), { BIO_free($0) }) else {
      return
    }
    while let one = Owned(ccms_next_certificate(text.pointer), { X509_free($0) }), found.count < 10_000 {
      found.append(one)
    }
  }
  return found
}

func certificate(der: [UInt8]) -> Owned? {
  der.withUnsafeBufferPointer { bytes in
    var start = bytes.baseAddress
    return Owned(d2i_X509(nil, &start, bytes.count), { X509_free($0) })
  }
}

/// The common name of a certificate's subject, or its organisation, or the whole subject.
func subjectName(of certificate: OpaquePointer) -> String? {
  guard let subject = X509_get_subject_name(certificate) else { return nil }
  for part in [NID_commonName, NID_organizationName] {
    let position = X509_NAME_get_index_by_NID(subject, part, -1)
    guard position >= 0, let entry = X509_NAME_get_entry(subject, position) else { continue }
    if let text = text(of: X509_NAME_ENTRY_get_data(entry)), !text.isEmpty { return String(text.prefix(200)) }
  }
  return nil
}

private func text(of string: UnsafeMutablePointer<ASN1_STRING>?) -> String? {
  var utf8: UnsafeMutablePointer<UInt8>?
  let count = ASN1_STRING_to_UTF8(&utf8, string)
  guard count >= 0, let utf8 else { return nil }
  defer { ccms_free(utf8) }
  return String(validating: UnsafeBufferPointer(start: utf8, count: Int(count)), as: UTF8.self)
}

/// Whether a moment lies within a certificate's validity.
func isValid(_ certificate: OpaquePointer, at time: Int) -> Bool {
  guard let first = seconds(of: X509_get0_notBefore(certificate)),
    let last = seconds(of: X509_get0_notAfter(certificate))
  else { return false }
  return first <= time && time <= last
}
