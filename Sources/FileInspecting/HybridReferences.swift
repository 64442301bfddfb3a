import ReaderProtocol

/// What is to be seen in a file that has cross-references of both kinds (ISO 32000-1, 7.5.8.4).
///
/// Programs that do not know cross-reference streams see the objects of its tables alone. That was meant for objects which they
/// could do without; it also lets a file show one value to them and another to everyone else.
struct HybridReferences {
  private(set) var notes: [FormNote] = []

  /// - Parameters:
  ///   - fields: As a program sees them that knows both kinds.
  ///   - passwords: With which the file was opened.
  init(_ document: DocumentBytes, fields: [FormField], password: String?) {
    guard Self.isHybrid(document) else { return }
    notes.append(FormNote(.hybridFile))
    guard let file = try? QPDFFile(document, passwords: password.map { [$0] } ?? [], knowsStreams: false),
      let catalog = file.dictionary(file.dictionary(file.trailer)?["Root"] ?? .null)
    else { return }
    let form = file.dictionary(catalog["AcroForm"])
    let tree = FieldTree(roots: file.items(form?["Fields"] ?? .null), in: file)
    let old = FormReading(tree: tree, pages: PageMap(of: file), in: file).fields
    var values: [ExactText: FormField] = [:]
    for field in old { values[ExactText(field.name)] = field }
    for field in fields {
      guard let other = values[ExactText(field.name)], other.type == field.type, !Self.isSame(field, other) else {
        continue
      }
      notes.append(FormNote(.objectsShadowed, field: field.name))
    }
  }

  private static func isSame(_ a: FormField, _ b: FormField) -> Bool {
    (a.value?.all ?? []).map { ExactText($0) } == (b.value?.all ?? []).map { ExactText($0) }
  }

  /// Whether the end of a file, where the trailers of its revisions stand, points to such a stream.
  private static func isHybrid(_ document: DocumentBytes) -> Bool {
    var rest = document[...]
    for _ in 0..<100 {
      guard let mark = firstIndex(of: "/XRefStm", in: rest) else { return false }
      // Only in a trailer is it what it says: everywhere else it is a text or a name.
      let before = document[max(0, mark - 4_096)..<mark]
      if let trailer = lastIndex(of: "trailer", in: before),
        firstIndex(of: "endobj", in: document[trailer..<mark]) == nil
      {
        return true
      }
      rest = document[(mark + 1)...]
    }
    return false
  }
}
