/// What stands in one signature field, and what came of checking it.
package struct FormSignature: Sendable, Equatable {
  /// What can be said of a signature. It is about the bytes; who signed is as certain as `isTrusted` says.
  package enum Verdict: String, Sendable, CaseIterable {
    /// The field is empty.
    case unsigned
    /// What was signed is unchanged; what was added later is allowed.
    case intact
    /// What was signed is there, and something was changed later that the signature does not allow.
    case changedAfterSigning = "changed-after-signing"
    /// It does not fit what it is said to have signed, or is no signature at all.
    case broken
    /// It cannot be decided here, or the signer is none of those that the user trusts.
    case unverifiable
  }

  /// What a signature allows to happen after it (ISO 32000-2, 12.8.2.2 and 12.8.2.4).
  package struct Permissions: Sendable, Equatable {
    /// Whether it certifies the document as its author's.
    package var isCertification: Bool
    /// 1: nothing more; 2: filling in and signing; 3: annotating too. `nil` when it does not say.
    package var level: Int?
    /// Which fields may not be changed any more.
    package var lock: Lock?

    package init(isCertification: Bool = false, level: Int? = nil, lock: Lock? = nil) {
      self.isCertification = isCertification
      self.level = level
      self.lock = lock
    }
  }

  /// Fields that a signature locks, each with all below it.
  package enum Lock: Sendable, Equatable {
    case all
    case only([String])
    case allBut([String])
  }

  /// The fully qualified name of the signature field.
  package var field: String
  package var verdict: Verdict
  /// Whether the signed ranges are the whole file but for the signature's own hole; `nil` when unsigned.
  package var coversWholeFile: Bool?
  /// The common name in the signer's certificate; the signature dictionary's `/Name` where there is none.
  package var signer: String?
  /// As ISO 8601: the signed time, or else `/M`. Proven by nobody.
  package var time: String?
  /// The signed ranges as they stand: offset, length, offset, length.
  package var byteRange: [Int]
  /// The time that a time stamp over the signature proves, as ISO 8601.
  package var timestamp: String?
  /// Whether the certificate leads to a root that the user trusts; `nil` when no roots were given.
  package var isTrusted: Bool?
  package var permissions: Permissions
  /// What came after it.
  package var changes: [SignatureChange]
  /// Why the verdict is what it is.
  package var reasons: [SignatureReason]

  package init(
    field: String, verdict: Verdict, coversWholeFile: Bool? = nil, signer: String? = nil, time: String? = nil,
    byteRange: [Int] = [], timestamp: String? = nil, isTrusted: Bool? = nil, permissions: Permissions = Permissions(),
    changes: [SignatureChange] = [], reasons: [SignatureReason] = []
  ) {
    self.field = field
    self.verdict = verdict
    self.coversWholeFile = coversWholeFile
    self.signer = signer
    self.time = time
    self.byteRange = byteRange
    self.timestamp = timestamp
    self.isTrusted = isTrusted
    self.permissions = permissions
    self.changes = changes
    self.reasons = reasons
  }
}
