import ReaderProtocol

/// Where poppler reads another value than qpdf in the fields that both reach.
///
/// The two find objects by different ways through a file, so a difference betrays a file made to show different things
/// to different readers. What poppler 22.12 is known to get wrong is left out, lest everything be suspicious: text marked
/// as UTF-8 or as little-endian UTF-16, values held as streams, language escapes, control characters, and text that is
/// not well-formed.
///
/// - Parameter document: What `poppler` has opened.
func secondOpinion(
  _ poppler: PopplerFile, on form: FormReading, in file: QPDFFile, _ document: DocumentBytes
) -> [FormNote] {
  guard form.places.reduce(0, { $0 + $1.count }) > mostWidgets else {
    return secondOpinion(poppler, on: form, in: file, standsAlone: false)
  }
  guard let formless = withoutForm(document, in: file).flatMap({ PopplerFile($0, password: file.password) }),
    formless.pageCount == poppler.pageCount
  else { return [FormNote(.secondOpinionMissing)] }
  return secondOpinion(formless, on: form, in: file, standsAlone: true)
}

/// For each widget poppler 22.12 walks the whole form up to that widget: of some thousands it makes minutes.
private let mostWidgets = 1_500

/// The same document with one more revision whose catalog has pages and no form. To poppler each widget is then a field by itself, with
/// what it inherits, and is found at once.
private func withoutForm(_ document: DocumentBytes, in file: QPDFFile) -> DocumentBytes? {
  guard let catalog = file.dictionary(file.dictionary(file.trailer)?["Root"] ?? .null),
    let pages = catalog["Pages"].referenced,
    var revision = RevisionInMaking(behind: document, of: file, objects: Int(pages.id))
  else { return nil }
  revision.add("<</Type/Catalog/Pages \(pages.id) \(pages.generation) R>>")
  return revision.document()
}

/// - Parameter standsAlone: Whether each widget is a field by itself; of a button in a group only the group then knows its value.
private func secondOpinion(
  _ poppler: PopplerFile, on form: FormReading, in file: QPDFFile, standsAlone: Bool
) -> [FormNote] {
  var fields: [String: Int] = [:]
  for (index, field) in form.fields.enumerated() where fields[field.name] == nil { fields[field.name] = index }
  var isOn: [Int: Bool] = [:]
  var differing: Set<Int> = []
  for page in 0..<poppler.pageCount {
    for widget in poppler.widgets(ofPage: page) {
      guard let index = fields[widget.name] else { continue }
      let field = form.fields[index]
      switch (widget.reading, field.type) {
      case (.text(let text), .text):
        if isComparable(field, form.widgets[index], in: file), !isSame(text, field.value) { differing.insert(index) }
      case (.button(let on), .checkbox), (.button(let on), .radio): isOn[index] = isOn[index, default: false] || on
      default: break
      }
    }
  }
  for (index, on) in isOn where on != (form.fields[index].value != nil) {
    if standsAlone, !form.widgets[index].allSatisfy({ $0.dictionary.has("V") }) { continue }
    if form.widgets[index].allSatisfy({ $0.inherited.value?.name != nil }) { differing.insert(index) }
  }
  return differing.sorted().map { FormNote(.readersDiffer, field: form.fields[$0].name) }
}

private func isComparable(_ field: FormField, _ leaves: [FieldLeaf], in file: QPDFFile) -> Bool {
  for value in leaves.compactMap(\.inherited.value) {
    guard let bytes = file.resolve(value).string, !bytes.starts(with: [0xEF, 0xBB, 0xBF]),
      !bytes.starts(with: [0xFF, 0xFE])
    else { return false }
  }
  return field.value?.all.joined().unicodeScalars.allSatisfy {
    $0 != "\u{FFFD}" && $0.value >= 0x20 || $0 == "\r" || $0 == "\n" || $0 == "\t"
  }
    ?? true
}

private func isSame(_ text: String, _ value: FormField.Value?) -> Bool {
  text.unicodeScalars.contains("\u{1B}") || text.utf8.elementsEqual((value?.all.first ?? "").utf8)
}
