import CCMS

/// A CMS message with one signer (RFC 5652), opened.
final class CMSMessage {
  private let message: Owned
  private let signerInfo: OpaquePointer
  private let stack: OpaquePointer?
  /// All that came with it, and what the caller knows besides.
  let certificates: [OpaquePointer]
  private let extra: [Owned]
  /// The signer's; `nil` when it did not come along.
  let certificate: OpaquePointer?

  /// - Returns: `nil` when these bytes are no signed message, or one of several signers or of none: a PDF signature has one
  ///   (ISO 32000-2, 12.8.3.3).
  init?(untrusted: [UInt8], others: [[UInt8]] = []) {
    let bytes = withStandardType(untrusted)
    let opened = bytes.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return Owned(d2i_CMS_ContentInfo(nil, &start, bytes.count), { CMS_ContentInfo_free($0) })
    }
    guard let opened, OBJ_obj2nid(CMS_get0_type(opened.pointer)) == NID_pkcs7_signed else { return nil }
    let signers = members(of: CMS_get0_SignerInfos(opened.pointer))
    guard signers.count == 1, let only = signers.first else { return nil }
    message = opened
    signerInfo = only
    stack = CMS_get1_certs(opened.pointer)
    extra = others.compactMap { SignedMessages.certificate(der: $0) }
    certificates = members(of: stack) + extra.map(\.pointer)
    certificate = certificates.first { CMS_SignerInfo_cert_cmp(only, $0) == 0 }
    if let certificate { CMS_SignerInfo_set1_signer_cert(only, certificate) }
  }

  deinit { if let stack { ccms_free_certificates(stack) } }

  /// What the message carries inside; `nil` when it was signed apart from its content.
  var content: [UInt8]? {
    guard let place = CMS_get0_content(message.pointer), let string = place.pointee else { return nil }
    return bytes(of: string)
  }

  var isTimestamp: Bool { OBJ_obj2nid(CMS_get0_eContentType(message.pointer)) == NID_id_smime_ct_TSTInfo }

  /// The number of the digest, and the digest if this library has it.
  var digest: (number: String, method: OpaquePointer?) {
    let object = algorithms.digest
    return (number(of: object), digestMethod(of: object))
  }

  /// The number of the signature's algorithm.
  var signatureAlgorithm: String { number(of: algorithms.signature) }

  private var algorithms: (digest: OpaquePointer?, signature: OpaquePointer?) {
    var digest: UnsafeMutablePointer<X509_ALGOR>?
    var signature: UnsafeMutablePointer<X509_ALGOR>?
    CMS_SignerInfo_get0_algs(signerInfo, nil, nil, &digest, &signature)
    return (digest?.pointee.algorithm, signature?.pointee.algorithm)
  }

  /// The signature itself, over which a time stamp may stand.
  var signature: [UInt8] { bytes(of: CMS_SignerInfo_get0_signature(signerInfo)) }

  var signingTime: Int? {
    guard let value = value(ofSigned: NID_pkcs9_signingTime) else { return nil }
    guard value.pointee.type == V_ASN1_UTCTIME || value.pointee.type == V_ASN1_GENERALIZEDTIME else { return nil }
    return seconds(of: UnsafePointer(value.pointee.value.asn1_string))
  }

  /// The time stamp that stands beside the signature, unsigned.
  var timestampToken: [UInt8]? {
    let position = CMS_unsigned_get_attr_by_NID(signerInfo, NID_id_smime_aa_timeStampToken, -1)
    guard position >= 0, let attribute = CMS_unsigned_get_attr(signerInfo, position),
      let value = X509_ATTRIBUTE_get0_type(attribute, 0), value.pointee.type == V_ASN1_SEQUENCE
    else { return nil }
    return bytes(of: value.pointee.value.sequence)
  }

  var hasSignedAttributes: Bool { CMS_signed_get_attr_count(signerInfo) > 0 }

  /// The digest that the signer states; `nil` when the attributes do not hold it.
  var statedDigest: [UInt8]? {
    guard let value = value(ofSigned: NID_pkcs9_messageDigest), value.pointee.type == V_ASN1_OCTET_STRING else {
      return nil
    }
    return bytes(of: value.pointee.value.octet_string)
  }

  private func value(ofSigned attribute: CInt) -> UnsafeMutablePointer<ASN1_TYPE>? {
    let position = CMS_signed_get_attr_by_NID(signerInfo, attribute, -1)
    guard position >= 0, let attribute = CMS_signed_get_attr(signerInfo, position),
      X509_ATTRIBUTE_count(attribute) == 1
    else { return nil }
    return X509_ATTRIBUTE_get0_type(attribute, 0)
  }

  /// Whether the signed attributes are those that the certificate's key has signed, by OpenSSL's CMS.
  func attributesAreSigned() -> Bool { CMS_SignerInfo_verify(signerInfo) == 1 }

  /// Whether the content is the signed one, by OpenSSL's CMS: by its digest in the attributes, or by the signature itself.
  func isSigned(_ pieces: [UnsafeRawBufferPointer]) -> Bool {
    guard let sink = BIO_new(BIO_s_null()) else { return false }
    guard let chain = CMS_dataInit(message.pointer, sink) else {
      BIO_free(sink)
      return false
    }
    defer { BIO_free_all(chain) }
    for piece in pieces {
      var written = 0
      guard piece.isEmpty || BIO_write_ex(chain, piece.baseAddress, piece.count, &written) == 1 else { return false }
    }
    return CMS_SignerInfo_verify_content(signerInfo, chain) == 1
  }

  /// The signed attributes as they were signed: a set in DER, in the order in which they came.
  var signedAttributes: [UInt8] {
    var content: [UInt8] = []
    for index in 0..<max(0, CMS_signed_get_attr_count(signerInfo)) {
      guard let attribute = CMS_signed_get_attr(signerInfo, index) else { continue }
      var start: UnsafeMutablePointer<UInt8>?
      let count = i2d_X509_ATTRIBUTE(attribute, &start)
      guard count > 0, let start else { continue }
      content += UnsafeBufferPointer(start: start, count: Int(count))
      ccms_free(start)
    }
    return DER.element(0x31, content)
  }
}

/// A message of GM/T 0010, whose type has a number of its own, as the CMS message that it otherwise is.
private func withStandardType(_ untrusted: [UInt8]) -> [UInt8] {
  let chinese: [UInt8] = [0x06, 0x0A, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x06, 0x01, 0x04, 0x02, 0x02]
  let standard: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
  guard let whole = DER.content(of: untrusted[...], tag: 0x30), whole.starts(with: chinese) else { return untrusted }
  return DER.element(0x30, standard + whole.dropFirst(chinese.count))
}
