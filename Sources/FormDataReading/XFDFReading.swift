package import Diagnostics
package import ReaderProtocol
import XMLTrees

/// Reads XFDF: the fields of a form, nested or flat, without its pages.
///
/// A field with one value is a text, one with several a choice: XFDF tells no types. A check box's value is the name of its state.
/// Annotations are passed over with a note.
///
/// - Parameter untrustedBytes: The file, in any encoding of XML; labels of GB2312 and GBK mean GB 18030.
/// - Throws: `Refusal` for what is not well-formed, has a DOCTYPE, is no XFDF, or is too much.
package func readXFDF(untrustedBytes: [UInt8], file: String? = nil) throws(Refusal) -> FormFile {
  let sink = XFDFSink(file: file)
  try parse(joiningSurrogateReferences(untrustedBytes), file: file, to: sink)
  return FormFile(
    status: .ok, fields: sink.gathered.fields, revisions: 1, notes: sink.gathered.notes, kind: .xfdf,
    target: sink.target)
}

private final class XFDFSink: FormDataSink {
  private enum Open {
    case form, fields, field, value, richText, other
  }

  private struct OpenField {
    var values: [String] = []
    var richText: String?
    var hasKids = false
    var isNamed: Bool
  }

  let file: String?
  private(set) var gathered = GatheredFields()
  private(set) var target: String?
  private(set) var refusal: Finding?
  private var open: [Open] = []
  private var openFields: [OpenField] = []
  private var name = QualifiedName()
  private var text: [UInt8] = []
  private var rich = RichText()

  init(file: String?) { self.file = file }

  func start(_ tag: borrowing XMLTag) {
    let kind = kind(of: tag)
    switch kind {
    case .field: beginField(tag)
    case .value where open.last == .field: text.removeAll(keepingCapacity: true)
    case .richText: rich.start(tag)
    case .form, .fields, .value, .other: break
    }
    open.append(kind)
  }

  private func kind(of tag: borrowing XMLTag) -> Open {
    switch open.last {
    case nil: return root(tag)
    case .form where tag.isNamed("fields"): return .fields
    case .form:
      if tag.isNamed("f") { target = tag.text(of: "href").map { String($0.prefix(1000)) } }
      if tag.isNamed("annots") { gathered.note(FormNote(.annotationsIgnored)) }
      return .other
    case .fields where tag.isNamed("field"), .field where tag.isNamed("field"): return .field
    case .field where tag.isNamed("value"): return .value
    case .field where tag.isNamed("value-richtext"):
      rich = RichText()
      return .richText
    case .richText: return .richText
    case .value: return .value
    default: return .other
    }
  }

  private func root(_ tag: borrowing XMLTag) -> Open {
    if tag.isNamed("xfdf") { return .form }
    refusal = Finding(
      .error, .formDataMalformed, at: Place(file: file), Phrase("这不是 XFDF 文件", "this is not an XFDF file"))
    return .other
  }

  private func beginField(_ tag: borrowing XMLTag) {
    if let last = openFields.indices.last { openFields[last].hasKids = true }
    let isNamed = name.push(tag.text(of: "name") ?? "")
    if !isNamed { gathered.note(FormNote(.fieldNameTooLong)) }
    openFields.append(OpenField(isNamed: isNamed))
  }

  func end(_ tag: borrowing XMLTag) {
    guard let kind = open.popLast() else { return }
    switch kind {
    case .field: endField()
    case .value where open.last == .field:
      openFields[openFields.count - 1].values.append(String(decoding: text, as: UTF8.self))
    case .richText:
      rich.end(tag)
      if open.last == .field { openFields[openFields.count - 1].richText = rich.text }
    default: break
    }
  }

  private func endField() {
    guard let field = openFields.popLast(), field.isNamed else { return }
    defer { name.pop() }
    guard !name.bytes.isEmpty, isInNamedFields else { return }
    let values = field.values.isEmpty ? field.richText.map { [$0] } ?? [] : field.values
    // A field that only groups others has no value of its own.
    guard !field.hasKids || !values.isEmpty else { return }
    let value: FormField.Value? = values.count > 1 ? .many(values) : values.first.map { .one($0) }
    if let rich = field.richText, values.count == 1, !values[0].utf8.elementsEqual(rich.utf8) {
      gathered.note(FormNote(.richTextDiffers, field: name.text))
    }
    gathered.add(
      FormField(name: name.text, type: values.count > 1 ? .choice : .text, value: value, richText: field.richText))
    if gathered.isTooMuch { refusal = tooMuch(file) }
  }

  /// Below a field whose name was left out nothing has a name.
  private var isInNamedFields: Bool { openFields.allSatisfy(\.isNamed) }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    switch open.last {
    case .value: self.text += text
    case .richText: rich.add(text)
    default: break
    }
  }
}
