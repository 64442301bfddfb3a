package import Diagnostics

extension Finding.Code {
  package static let listEmpty = Self("list-empty")
  package static let listWrongFormat = Self("list-wrong-format")
  package static let listEncoding = Self("list-encoding")
  package static let listNoHeader = Self("list-no-header")
  package static let listUnknownColumn = Self("list-unknown-column")
  package static let listDuplicateColumn = Self("list-duplicate-column")
  package static let listFooterDropped = Self("list-footer-dropped")
  package static let listHeadingRepeated = Self("list-heading-repeated")
  package static let listHidden = Self("list-hidden")
  package static let listMergedSpread = Self("list-merged-spread")
  package static let listDitto = Self("list-ditto")
  package static let listCellError = Self("list-cell-error")
  package static let listFormulaWithoutValue = Self("list-formula-without-value")
  package static let listStrayQuote = Self("list-stray-quote")
  package static let listRaggedRow = Self("list-ragged-row")
  package static let listDuplicateKey = Self("list-duplicate-key")
  package static let listUnknownField = Self("list-unknown-field")
  package static let jsonMalformed = Self("json-malformed")
  package static let formOptionUnclear = Self("form-option-unclear")
  package static let recordsMalformed = Self("records-malformed")
}

/// A refusal with one error about a whole file.
func refusal(_ code: Finding.Code, file: String, _ message: Phrase, hint: Phrase? = nil) -> Refusal {
  Refusal(Finding(.error, code, at: Place(file: file), message, hint: hint))
}
