import SignedMessages

/// How a signature is packed, by its `/SubFilter` (ISO 32000-2, 12.8.3) or, where that is a vendor's, by what stands in it.
enum SignatureKind {
  /// `adbe.pkcs7.detached`, `ETSI.CAdES.detached`
  case detached
  /// `adbe.pkcs7.sha1`
  case aroundDigest
  /// `adbe.x509.rsa_sha1`, with its certificates.
  case plain([[UInt8]])
  /// `ETSI.RFC3161`
  case timestamp
  /// Chinese programs have names of their own for a CMS message or a seal of GB/T 38540.
  case vendor(String)

  /// - Throws: when it is none of those known here.
  init(_ signature: PDFDictionary, in file: QPDFFile, contents: [UInt8]) throws(SignatureFault) {
    guard contents.first == 0x30 || contents.first == 0x04 else { throw SignatureFault(.messageMalformed) }
    switch file.name(signature["SubFilter"]) {
    case "adbe.pkcs7.detached", "ETSI.CAdES.detached": self = .detached
    case "adbe.pkcs7.sha1": self = .aroundDigest
    case "ETSI.RFC3161": self = .timestamp
    case "adbe.x509.rsa_sha1", "adbe.x509.rsa.sha1":
      self = .plain(file.items(signature["Cert"]).prefix(100).compactMap { file.resolve($0).string })
    case let name: self = .vendor(name?.text ?? file.name(signature["Filter"])?.text ?? "?")
    }
  }

  func message(
    _ contents: [UInt8], over pieces: [UnsafeRawBufferPointer], time: Int?, _ checking: SignatureChecking
  ) -> SignedMessage {
    switch self {
    case .detached: return checking.detached(untrustedMessage: contents, over: pieces, time: time)
    case .aroundDigest: return checking.aroundDigest(untrustedMessage: contents, over: pieces, time: time)
    case .plain(let certificates):
      return checking.plainRSA(untrustedSignature: contents, certificates: certificates, over: pieces, time: time)
    case .timestamp: return checking.timestamp(untrustedToken: contents, over: pieces)
    case .vendor(let name):
      if let seal = checking.seal(untrustedSeal: contents, over: pieces, time: time) { return seal }
      let message = checking.detached(untrustedMessage: contents, over: pieces, time: time)
      // What is no message at all is of a kind that only its vendor knows.
      return message.outcome == .malformed ? SignedMessage(unknown: String(name.prefix(100))) : message
    }
  }
}
