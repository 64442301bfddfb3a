package import Diagnostics

/// One thing that the reader noticed. Only its code crosses the wall; the words are put to it on the near side.
package struct FormNote: Sendable, Hashable {
  package var code: Code
  /// The fully qualified name of the field concerned.
  package var field: String?
  /// A name or number that the sentence shows; never a field's value.
  package var detail: String?

  package init(_ code: Code, field: String? = nil, detail: String? = nil) {
    self.code = code
    self.field = field
    self.detail = detail
  }

  package enum Code: String, Sendable, CaseIterable {
    case recovered
    case encryptedWithoutPassword = "encrypted-without-password"
    case activeContent = "active-content"
    case xfa
    case xfaDynamic = "xfa-dynamic"
    case attachmentUnreadable = "attachment-unreadable"
    case textReplaced = "text-replaced"
    case textBroken = "text-broken"
    case textUnmarkedUTF8 = "text-unmarked-utf8"
    case valueOfOtherType = "value-of-other-type"
    case valueUnreadable = "value-unreadable"
    case valuesDiffer = "values-differ"
    case stateDiffers = "state-differs"
    case stateUnknown = "state-unknown"
    case choiceUnknown = "choice-unknown"
    case choiceByLabel = "choice-by-label"
    case choiceIndicesDiffer = "choice-indices-differ"
    case fieldWithoutType = "field-without-type"
    case fieldLoop = "field-loop"
    case fieldRepeated = "field-repeated"
    case fieldTooDeep = "field-too-deep"
    case fieldsOutsideForm = "fields-outside-form"
    case fieldMissing = "field-missing"
    case fieldNameTooLong = "field-name-too-long"
    case fieldNameAmbiguous = "field-name-ambiguous"
    case fieldParentDiffers = "field-parent-differs"
    case fieldTypesDiffer = "field-types-differ"
    case formMissing = "form-missing"
    case hybridFile = "hybrid-file"
    case objectsShadowed = "objects-shadowed"
    case valueTooLong = "value-too-long"
    case valueNotDrawn = "value-not-drawn"
    case drawnDiffers = "drawn-differs"
    case drawnUnchecked = "drawn-unchecked"
    case characterMapsMissing = "character-maps-missing"
    case richTextDiffers = "rich-text-differs"
    case xfaDiffers = "xfa-differs"
    case xfaUnreadable = "xfa-unreadable"
    case signatureChanged = "signature-changed"
    case signatureBroken = "signature-broken"
    case signatureUnverifiable = "signature-unverifiable"
    case readersDiffer = "readers-differ"
    case secondOpinionMissing = "second-opinion-missing"
    case annotationsIgnored = "annotations-ignored"
    case mailTooDeep = "mail-too-deep"
    case mailTooMuch = "mail-too-much"
    case mailPartDamaged = "mail-part-damaged"
  }

  /// As a finding, which names the field.
  ///
  /// - Parameter field: The field concerned; where what it holds is in doubt, the finding shows all that speaks for its value, masked.
  package func finding(of field: FormField? = nil) -> Finding {
    let place = Place(field: self.field)
    var message = message
    if let field, field.type != .signature, code.isDoubt {
      let evidence = field.evidence
      message = Phrase(message.chinese + evidence.chinese, message.english + " " + evidence.english)
    }
    return Finding(severity, Finding.Code(code.rawValue), at: place, message)
  }

  private var severity: Finding.Severity {
    switch code {
    case .secondOpinionMissing, .encryptedWithoutPassword, .drawnUnchecked, .hybridFile: .suggestion
    default: .warning
    }
  }
}

extension FormNote.Code {
  /// Whether a field may not say what its sender saw: a record of ours with such a note is for a person to review.
  package var isDoubt: Bool {
    switch self {
    case .textReplaced, .textBroken, .valueUnreadable, .valuesDiffer, .stateDiffers, .stateUnknown, .choiceUnknown,
      .choiceIndicesDiffer, .fieldTypesDiffer, .fieldsOutsideForm, .fieldMissing, .fieldLoop, .fieldTooDeep,
      .fieldParentDiffers, .objectsShadowed, .readersDiffer, .valueNotDrawn, .drawnDiffers, .richTextDiffers,
      .xfaDiffers, .xfaDynamic, .signatureChanged, .signatureBroken, .signatureUnverifiable, .secondOpinionMissing,
      .recovered, .characterMapsMissing:
      true
    case .encryptedWithoutPassword, .activeContent, .xfa, .attachmentUnreadable, .textUnmarkedUTF8,
      .valueOfOtherType, .choiceByLabel, .fieldWithoutType, .fieldRepeated, .fieldNameTooLong, .fieldNameAmbiguous,
      .formMissing,
      .hybridFile, .valueTooLong, .drawnUnchecked, .xfaUnreadable, .annotationsIgnored, .mailTooDeep, .mailTooMuch,
      .mailPartDamaged:
      false
    }
  }
}
