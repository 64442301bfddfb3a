import Charsets
import ReaderProtocol

/// Reads FDF (ISO 32000-1, 12.7.7): the fields of a form, in PDF's syntax, without its pages.
///
/// qpdf reads it: an FDF has objects and a trailer but no cross-reference, and that is what qpdf's repair of damaged PDFs makes do with.
struct FDFReading {
  private let file: QPDFFile
  private let charset: Charset?
  private var gathered = GatheredFields()
  private(set) var nodes: [PDFDictionary] = []
  private static let longestName = 4096
  private static let deepest = 256
  private static let longestStream = 16 << 20

  /// What qpdf says of every FDF, since it takes it for a damaged PDF.
  private static let expected = [
    "can't find PDF header", "file is damaged", "can't find startxref", "Attempting to reconstruct",
  ]

  /// What is in an FDF file.
  static func formFile(_ document: DocumentBytes, passwords: [String]) -> FormFile {
    do throws(QPDFFile.Failure) {
      return formFile(try QPDFFile(document, passwords: passwords))
    } catch {
      switch error {
      case .memory: return FormFile(status: .failed, reason: .memory, kind: .fdf)
      case .encrypted:
        return FormFile(status: .refused, reason: passwords.isEmpty ? .encrypted : .wrongPassword, kind: .fdf)
      case .damaged:
        // Some programs leave the trailer out; nothing else is missing then.
        guard let whole = withTrailer(fdf: document),
          let file = try? QPDFFile(DocumentBytes(whole), passwords: passwords)
        else { return FormFile(status: .refused, reason: .damaged, kind: .fdf) }
        return formFile(file)
      }
    }
  }

  private static func formFile(_ file: QPDFFile) -> FormFile {
    func refused(_ reason: Reason) -> FormFile { FormFile(status: .refused, reason: reason, kind: .fdf) }
    guard let root = file.dictionary(file.dictionary(file.trailer)?["Root"] ?? .null),
      let dictionary = file.dictionary(root["FDF"])
    else { return refused(.damaged) }
    // Encrypted FDF has its own scheme, which no program writes any more.
    guard !dictionary.has("EncryptionRevision") else { return refused(.encrypted) }
    var reading = FDFReading(dictionary, in: file)
    reading.walk(file.items(dictionary["Fields"]))
    guard !reading.gathered.isTooMuch else { return refused(.tooLarge) }
    if file.takeRepairs(expected: expected) { reading.note(FormNote(.recovered)) }
    if !file.resolve(dictionary["Annots"]).isNull { reading.note(FormNote(.annotationsIgnored)) }
    let active = ActiveContent(ofFDF: dictionary, nodes: reading.nodes, in: file)
    return FormFile(
      status: .ok, fields: reading.gathered.fields, active: active.items, revisions: 1,
      notes: active.notes + reading.gathered.notes, kind: .fdf, target: file.fileName(dictionary))
  }

  private init(_ dictionary: PDFDictionary, in file: QPDFFile) {
    self.file = file
    charset = file.name(dictionary["Encoding"]).flatMap { Charset(label: $0.text) }
  }

  private struct Node {
    var object: PDFObject
    var name: String
    var depth: Int
  }

  /// Walks the tree without recursion, every indirect node once.
  private mutating func walk(_ roots: [PDFObject]) {
    var visited: Set<ObjectNumber> = []
    var waiting = roots.reversed().map { Node(object: $0, name: "", depth: 0) }
    while let node = waiting.popLast(), !gathered.isTooMuch {
      if let number = node.object.referenced, !visited.insert(number).inserted {
        note(FormNote(.fieldLoop))
        continue
      }
      guard let dictionary = file.dictionary(node.object) else { continue }
      let partial = file.resolve(dictionary["T"]).string.map { decode($0, as: nil) } ?? ""
      let name = node.name.isEmpty ? partial : partial.isEmpty ? node.name : "\(node.name).\(partial)"
      guard name.utf8.count <= Self.longestName else {
        note(FormNote(.fieldNameTooLong))
        continue
      }
      let kids = file.array(dictionary["Kids"]) ?? []
      guard kids.isEmpty || node.depth < Self.deepest else {
        note(FormNote(.fieldTooDeep))
        continue
      }
      take(dictionary, name: name, hasKids: !kids.isEmpty)
      waiting += kids.reversed().map { Node(object: $0, name: name, depth: node.depth + 1) }
    }
  }

  private mutating func take(_ dictionary: PDFDictionary, name: String, hasKids: Bool) {
    if dictionary.has("A") || dictionary.has("AA") { nodes.append(dictionary) }
    let stored = file.resolve(dictionary["V"])
    guard !name.isEmpty, !hasKids || !stored.isNull else { return }
    var field = FormField(name: name, type: Self.kind(stored))
    field.value = value(stored, of: name)
    field.richText = text(dictionary["RV"], of: name).map { textWithoutMarkup($0) }
    if stored.isNull { field.value = field.richText.map { .one($0) } }
    if let rich = field.richText, !isSameToTheEye(rich, field.value?.all.first ?? "") {
      note(FormNote(.richTextDiffers, field: name))
    }
    field.options = (file.array(dictionary["Opt"]) ?? []).map { option($0, of: name) }
    gathered.add(field)
  }

  /// A name is the state of a button; a text is what it is, or of a choice.
  private static func kind(_ value: PDFObject) -> FormField.Kind {
    switch value {
    case .name: .checkbox
    case .array: .choice
    default: .text
    }
  }

  // MARK: Values

  private mutating func value(_ object: PDFObject, of name: String) -> FormField.Value? {
    switch object {
    case .null: nil
    case .array(let items): .many(items.compactMap { text($0, of: name) })
    default: text(object, of: name).map { .one($0) }
    }
  }

  private mutating func text(_ object: PDFObject, of name: String) -> String? {
    switch file.resolve(object) {
    case .string(let bytes): return decode(bytes, as: name)
    case .name(let name): return name.text
    case .stream(let number, _):
      guard let bytes = file.content(of: number, limit: Self.longestStream) else {
        note(FormNote(.valueUnreadable, field: name))
        return nil
      }
      return decode(bytes, as: name)
    case .integer(let number): return String(number)
    case .null: return nil
    default:
      note(FormNote(.valueOfOtherType, field: name))
      return nil
    }
  }

  /// - Parameter field: Whose value it is; `nil` for a name.
  private mutating func decode(_ bytes: [UInt8], as field: String?) -> String {
    // The encoding that the file names is that of strings without a mark (table 243).
    let isMarked = [[0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF]].contains { bytes.starts(with: $0) }
    let named = isMarked ? nil : charset?.text(bytes).map { DecodedText(text: $0) }
    let decoded = named ?? DecodedText(string: bytes)
    if decoded.hasReplacements, let field { note(FormNote(.textReplaced, field: field)) }
    if decoded.isBroken, let field { note(FormNote(.textBroken, field: field)) }
    if decoded.looksLikeUnmarkedUTF8, let field { note(FormNote(.textUnmarkedUTF8, field: field)) }
    return decoded.text
  }

  private mutating func option(_ object: PDFObject, of name: String) -> FormField.Option {
    let parts = file.items(object).prefix(2).map { text($0, of: name) ?? "" }
    let export = parts.first ?? ""
    return FormField.Option(export: export, label: parts.count == 2 ? parts[1] : export)
  }

  private mutating func note(_ note: FormNote) { gathered.note(note) }
}

extension QPDFFile {
  /// The PDF that the data are of (`/F`, a file specification: 7.11).
  fileprivate func fileName(_ dictionary: PDFDictionary) -> String? {
    for key: PDFName in ["UF", "F"] {
      switch resolve(dictionary[key]) {
      case .string(let bytes): return String(DecodedText(string: bytes).text.prefix(1000))
      case .dictionary(let specification):
        if let name = text(specification["UF"]) ?? text(specification["F"]) { return String(name.prefix(1000)) }
      default: continue
      }
    }
    return nil
  }
}

/// An FDF with a trailer: programs that leave it out are read all the same, by the object that holds the data.
///
/// - Returns: `nil` when there is none.
private func withTrailer(fdf bytes: DocumentBytes) -> [UInt8]? {
  guard let type = lastIndex(of: "/FDF", in: bytes[...]), let object = lastIndex(of: " obj", in: bytes[..<type]) else {
    return nil
  }
  var start = object
  for _ in 0..<2 {
    while start > 0, [9, 10, 13, 32].contains(bytes[start - 1]) { start -= 1 }
    while start > 0, (0x30...0x39).contains(bytes[start - 1]) { start -= 1 }
  }
  let number = String(decoding: bytes[start..<object], as: UTF8.self)
  return Array(bytes) + Array("\ntrailer\n<< /Root \(number) R >>\n%%EOF\n".utf8)
}
