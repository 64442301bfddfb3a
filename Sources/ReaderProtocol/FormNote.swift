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
    case fieldTooDeep = "field-too-deep"
    case fieldsOutsideForm = "fields-outside-form"
    case signatureRange = "signature-range"
    case readersDiffer = "readers-differ"
    case secondOpinionMissing = "second-opinion-missing"
    case annotationsIgnored = "annotations-ignored"
    case fieldNameTooLong = "field-name-too-long"
  }

  package var finding: Finding {
    let place = Place(field: field)
    return Finding(severity, Finding.Code(code.rawValue), at: place, message)
  }

  private var severity: Finding.Severity {
    switch code {
    case .secondOpinionMissing, .encryptedWithoutPassword: .suggestion
    default: .warning
    }
  }
}
