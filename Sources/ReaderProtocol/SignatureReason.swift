package import Diagnostics

/// One reason for a signature's verdict. Its code crosses the wall, the words are put to it on the near side.
package struct SignatureReason: Sendable, Hashable {
  package enum Code: String, Sendable, CaseIterable {
    case notASignature = "not-a-signature"
    case rangeMissing = "range-missing"
    case rangeWrong = "range-wrong"
    case rangeEndsInside = "range-ends-inside"
    case holeNotOwn = "hole-not-own"
    case messageMalformed = "message-malformed"
    case digestDiffers = "digest-differs"
    case signatureWrong = "signature-wrong"
    case kindUnknown = "kind-unknown"
    case algorithmUnknown = "algorithm-unknown"
    case certificateMissing = "certificate-missing"
    case identityNotChecked = "identity-not-checked"
    case identityTrusted = "identity-trusted"
    case issuerUnknown = "issuer-unknown"
    case certificateExpired = "certificate-expired"
    case chainWrong = "chain-wrong"
    case digestWeak = "digest-weak"
    case timestampWrong = "timestamp-wrong"
    case bytesAfter = "bytes-after"
    case laterChangesAllowed = "later-changes-allowed"
    case laterChangesNotAllowed = "later-changes-not-allowed"
    case tooComplex = "too-complex"
  }

  package var code: Code
  /// The name or number of a kind or algorithm, or a number of bytes.
  package var detail: String?

  package init(_ code: Code, detail: String? = nil) {
    self.code = code
    self.detail = detail
  }

  /// One sentence for people.
  package var message: Phrase {
    let detail = detail ?? ""
    switch code {
    case .notASignature: return Phrase("签名域里的内容不是签名。", "What stands in the field is no signature.")
    case .rangeMissing: return Phrase("签名没有说明签了哪些字节。", "The signature does not say which bytes it signs.")
    case .rangeWrong:
      return Phrase("签名范围不是“从文件开头起、只空出签名自身”。", "The signed range is not the file from its start but for the signature.")
    case .rangeEndsInside:
      return Phrase("签名范围没有到达某次保存的结尾。", "The signed range does not end where the file was saved.")
    case .holeNotOwn:
      return Phrase(
        "签名范围空出的地方不是此签名本身，可能藏有其他内容。",
        "The gap in the signed range is not this signature itself and may hide other content.")
    case .messageMalformed: return Phrase("签名数据残缺或格式有误。", "The signature's data is malformed or incomplete.")
    case .digestDiffers: return Phrase("签名后文件内容被改动：摘要不符。", "The signed bytes were changed: the digest differs.")
    case .signatureWrong: return Phrase("签名值与证书不符。", "The signature does not belong to its certificate.")
    case .kindUnknown: return Phrase("不认识的签名种类：\(detail)。", "A kind of signature that is not known here: \(detail).")
    case .algorithmUnknown:
      return Phrase("签名算法无法在此验证：\(detail)。", "The signature's algorithm cannot be verified here: \(detail).")
    case .certificateMissing: return Phrase("签名中没有签名人的证书。", "The signer's certificate is missing.")
    case .identityNotChecked:
      return Phrase("未核对签名人身份：没有指定信任的根证书。", "The signer's identity was not checked: no trusted roots were given.")
    case .identityTrusted:
      return Phrase("签名人证书由所信任的机构签发；是否已吊销未查。", "The certificate leads to a trusted root; revocation was not checked.")
    case .issuerUnknown: return Phrase("签名人证书不是所信任的机构签发的。", "The certificate leads to none of the trusted roots.")
    case .certificateExpired:
      return Phrase("签名时证书不在有效期内。", "The certificate was not valid when the signature was made.")
    case .chainWrong:
      return Phrase("证书链有误，或证书不得用于签名。", "The chain of certificates is wrong, or the certificate may not sign.")
    case .digestWeak: return Phrase("所用摘要算法 \(detail) 已不安全。", "The digest \(detail) is no longer safe.")
    case .timestampWrong: return Phrase("签名所带的时间戳无效。", "The signature's time stamp is not valid.")
    case .bytesAfter:
      return Phrase("签名范围之后另有 \(detail) 字节，不含任何内容。", "\(detail) bytes without content follow the signed range.")
    case .laterChangesAllowed: return Phrase("签名后文件有追加，均为签名所允许。", "What was added later is allowed by the signature.")
    case .laterChangesNotAllowed:
      return Phrase("签名后文件有追加，其中有签名不允许的改动。", "What was added later holds changes that the signature does not allow.")
    case .tooComplex: return Phrase("签名过多或文件过于复杂，未能逐一核对。", "Too many signatures, or too complex a file, to be checked.")
    }
  }
}
