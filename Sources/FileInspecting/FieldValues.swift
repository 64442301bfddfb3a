import ReaderProtocol

/// What reading the values of one file may still cost: fields may share one long text or list.
struct ReadingBudget {
  /// Bytes of text.
  var bytes = 64 << 20
  /// Options, and items of lists.
  var items = 1_000_000

  /// More than any form holds.
  var isSpent: Bool { bytes < 0 || items < 0 }
}

/// The value and options of one field, read from its leaves, with what was odd about them.
struct FieldValues {
  let leaves: [FieldLeaf]
  let file: QPDFFile
  private(set) var codes: [FormNote.Code] = []
  var budget: ReadingBudget
  /// Bytes of the longest value that is read from a stream.
  private static let longestStream = 16 << 20

  init(leaves: [FieldLeaf], in file: QPDFFile, budget: ReadingBudget) {
    self.leaves = leaves
    self.file = file
    self.budget = budget
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
    guard let first = leaves.first(where: { $0.inherited.value != nil }), let value = first.inherited.value else {
      return nil
    }
    let others = distinctValues().dropFirst()
    if !others.isEmpty {
      let text = plainTexts(value)
      if others.contains(where: { plainTexts($0) != text }) { note(.valuesDiffer) }
    }
    return value
  }

  /// Each value once, by the node and the object in which it stands.
  private func distinctValues() -> [PDFObject] {
    var nodes: Set<Int> = []
    var numbers: Set<ObjectNumber> = []
    return leaves.compactMap { leaf in
      guard let value = leaf.inherited.value, nodes.insert(leaf.inherited.valueNode).inserted else { return nil }
      if let number = value.referenced, !numbers.insert(number).inserted { return nil }
      return value
    }
  }

  private mutating func textValue() -> FormField.Value? {
    guard let value = storedValue() else { return nil }
    return text(value).map { .one($0) }
  }

  /// `/RV` without its markup.
  mutating func richText() -> String? {
    guard let object = leaves.lazy.map(\.inherited.richText).first(where: { [file] in file.isThere($0) }),
      let bytes = bytes(object)
    else { return nil }
    // It is XML, which is UTF-8 where nothing else is said.
    let decoded = DecodedText(string: bytes)
    let markup = decoded.looksLikeUnmarkedUTF8 ? String(decoding: bytes, as: UTF8.self) : decoded.text
    return textWithoutMarkup(markup)
  }

  /// `/DV` as texts: what a reset would bring, told as it stands.
  mutating func defaultValue() -> FormField.Value? {
    guard let object = leaves.lazy.map(\.inherited.defaultValue).first(where: { [file] in file.isThere($0) }) else {
      return nil
    }
    if case .array(let items) = file.resolve(object) {
      budget.items -= items.count
      return budget.isSpent ? nil : .many(items.compactMap { plainText($0) })
    }
    return plainText(object).map { .one($0) }
  }

  /// A text that is only told, such as a tooltip.
  mutating func plainText(_ object: PDFObject) -> String? {
    if let bytes = bytes(object) { return DecodedText(string: bytes).text }
    return Self.scalarText(file.resolve(object))
  }

  /// Any object that can stand for a text, as text: strings, streams, and what careless programs write instead.
  mutating func text(_ object: PDFObject) -> String? {
    let object = file.resolve(object)
    switch object {
    case .string, .stream:
      guard let bytes = bytes(object) else {
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

  /// The bytes of a string or a stream.
  private mutating func bytes(_ object: PDFObject) -> [UInt8]? {
    let bytes: [UInt8]? =
      switch file.resolve(object) {
      case .string(let bytes): bytes
      case .stream(let number, _): file.content(of: number, limit: min(Self.longestStream, budget.bytes))
      default: nil
      }
    budget.bytes -= bytes?.count ?? 0
    return budget.isSpent ? nil : bytes
  }

  private mutating func decode(_ bytes: [UInt8]) -> String {
    let decoded = DecodedText(string: bytes)
    if decoded.hasReplacements { note(.textReplaced) }
    if decoded.isBroken { note(.textBroken) }
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

  /// Bytes by which two values are compared, of strings after decoding.
  private func plainTexts(_ object: PDFObject) -> [[UInt8]] {
    file.items(object).map { item in
      switch file.resolve(item) {
      case .string(let bytes): Array(DecodedText(string: bytes).text.utf8)
      case .stream(let number, _):
        (file.content(of: number, limit: Self.longestStream)).map { Array(DecodedText(string: $0).text.utf8) } ?? []
      case let object: Array((Self.scalarText(object) ?? "").utf8)
      }
    }
  }
}
