import ReaderProtocol

/// The value and options of one field, read from its leaves, with what was odd about them.
struct FieldValues {
  let leaves: [FieldLeaf]
  let file: QPDFFile
  private(set) var codes: [FormNote.Code] = []
  /// Bytes of the longest value that is read from a stream.
  private static let longestStream = 16 << 20

  init(leaves: [FieldLeaf], in file: QPDFFile) {
    self.leaves = leaves
    self.file = file
  }

  mutating func read(as type: FormField.Kind) -> (FormField.Value?, [FormField.Option]) {
    switch type {
    case .text: return (textValue(), [])
    case .checkbox, .radio: return buttonValue()
    case .choice: return choiceValue()
    case .push, .signature: return (nil, [])
    }
  }

  mutating func note(_ code: FormNote.Code) {
    if !codes.contains(code) { codes.append(code) }
  }

  /// The first `/V` that any leaf has; another one that means something else is noted.
  mutating func storedValue() -> PDFObject? {
    let values = leaves.compactMap(\.inherited.value)
    guard let first = values.first else { return nil }
    if values.count > 1 {
      let text = plainTexts(first)
      if values.dropFirst().contains(where: { plainTexts($0) != text }) { note(.valuesDiffer) }
    }
    return first
  }

  private mutating func textValue() -> FormField.Value? {
    guard let value = storedValue() else { return nil }
    return text(value).map { .one($0) }
  }

  /// Any object that can stand for a text, as text: strings, streams, and what careless programs write instead.
  mutating func text(_ object: PDFObject) -> String? {
    let object = file.resolve(object)
    switch object {
    case .string(let bytes): return decode(bytes)
    case .stream(let number, _):
      guard let bytes = file.content(of: number, limit: Self.longestStream) else {
        note(.valueUnreadable)
        return nil
      }
      return decode(bytes)
    case .null: return nil
    default:
      note(.valueOfOtherType)
      return Self.scalarText(object)
    }
  }

  private mutating func decode(_ bytes: [UInt8]) -> String {
    let decoded = DecodedText(string: bytes)
    if decoded.hasReplacements { note(.textReplaced) }
    if decoded.looksLikeUnmarkedUTF8 { note(.textUnmarkedUTF8) }
    return decoded.text
  }

  private static func scalarText(_ object: PDFObject) -> String? {
    switch object {
    case .name(let name): name.text
    case .integer(let number): String(number)
    case .real(let number): "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    default: nil
    }
  }

  /// Bytes by which two values are compared; streams count as one and the same.
  private func plainTexts(_ object: PDFObject) -> [[UInt8]] {
    file.items(object).map { item in
      let item = file.resolve(item)
      if let bytes = item.string { return Array(DecodedText(string: bytes).text.utf8) }
      return Array((Self.scalarText(item) ?? "").utf8)
    }
  }
}
