/// What stands in one signature field. Nothing of it is proven: names and times are as the file states them.
package struct FormSignature: Sendable, Equatable {
  /// What can be said of a signature.
  package enum Verdict: String, Sendable, CaseIterable {
    /// The field is empty.
    case unsigned
    /// There is a signature, and nobody has checked it.
    case unverifiable
  }

  /// The fully qualified name of the signature field.
  package var field: String
  /// What can be said of it.
  package var verdict: Verdict
  /// Whether the signed ranges are the whole file but for the signature's own hole; `nil` when unsigned.
  package var coversWholeFile: Bool?
  /// The signature dictionary's `/Name`.
  package var signer: String?
  /// The signature dictionary's `/M` as ISO 8601 where it is a PDF date, otherwise as it stands.
  package var time: String?
  /// The signed ranges as they stand: offset, length, offset, length.
  package var byteRange: [Int]

  package init(
    field: String, verdict: Verdict, coversWholeFile: Bool? = nil, signer: String? = nil, time: String? = nil,
    byteRange: [Int] = []
  ) {
    self.field = field
    self.verdict = verdict
    self.coversWholeFile = coversWholeFile
    self.signer = signer
    self.time = time
    self.byteRange = byteRange
  }
}
