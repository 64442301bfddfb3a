import Diagnostics

extension JSONLine {
  /// A signature as `inspect` prints it; changes and reasons are sentences in the user's language, their codes stand beside them.
  mutating func signature(_ signature: FormSignature, _ language: Language) {
    object {
      $0.member("field", signature.field)
      $0.member("verdict", signature.verdict.rawValue)
      $0.member("coversWholeFile", signature.coversWholeFile)
      $0.member("signer", signature.signer)
      $0.member("time", signature.time)
      $0.member("byteRange", of: signature.byteRange) { $0.number($1) }
      $0.member("changes", of: signature.changes) { $0.text($1.message.text(in: language)) }
      $0.member("reasons", of: signature.reasons) { $0.text($1.message.text(in: language)) }
      $0.member("timestamp", signature.timestamp)
      $0.member("trusted", signature.isTrusted)
      $0.member("certification", signature.permissions.isCertification)
      $0.member("permissionLevel", signature.permissions.level)
      $0.member("lockedFields", signature.permissions.lock?.summary)
      $0.member("changeCodes", of: signature.changes) { $0.text($1.code.rawValue) }
      $0.member("reasonCodes", of: signature.reasons) { $0.text($1.code.rawValue) }
    }
  }
}

extension FormSignature.Lock {
  /// `all`, `only a, b`, `all but a, b`.
  fileprivate var summary: String {
    switch self {
    case .all: "all"
    case .only(let names): "only " + names.joined(separator: ", ")
    case .allBut(let names): "all but " + names.joined(separator: ", ")
    }
  }
}
