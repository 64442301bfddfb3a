import ReaderProtocol

extension FieldLeaf {
  /// More states than these are none of a button.
  private static let mostStates = 1_000

  /// The states that a widget can show besides off: the names in its normal appearance, or in that of the pressed button.
  func states(in file: QPDFFile) -> [PDFName] {
    let appearances = file.dictionary(dictionary["AP"])
    for key in ["N", "D"] as [PDFName] {
      guard let object = appearances?[key], case .dictionary(let states) = file.resolve(object) else { continue }
      let names = states.entries.prefix(Self.mostStates).map(\.name).filter { $0 != .off }
      if !names.isEmpty { return names }
    }
    return []
  }
}

extension FieldValues {
  /// What of a check box or radio group is chosen, and what can be.
  ///
  /// The value is the name of a state. Where the field has `/Opt`, that lists the export value for each widget in turn
  /// (ISO 32000-1, 12.7.4.2.3 and .4): Unicode instead of names, and equal values where states must differ.
  mutating func buttonValue() -> (FormField.Value?, [FormField.Option]) {
    let listed = leaves.first.flatMap { file.array($0.inherited.options) } ?? []
    budget.items -= listed.count + leaves.count
    guard !budget.isSpent else { return (nil, []) }
    let exports = listed.map { text(firstOfPair($0)) ?? "" }
    var pairs: [(state: PDFName, export: String)] = []
    var mayShow: Set<PDFName> = []
    for (index, leaf) in leaves.enumerated() where !budget.isSpent {
      let states = leaf.states(in: file)
      budget.items -= states.count
      for state in states { pairs.append((state, export(of: state, at: index, exports: exports))) }
      mayShow.formUnion(states)
    }
    let options = Self.options(pairs.map(\.export))
    let state: PDFName? = chosenState(among: mayShow)
    guard let chosen = state else { return (nil, options) }
    if let pair = pairs.first(where: { $0.state == chosen }) { return (.one(pair.export), options) }
    let name = ExactText(chosen.text)
    if let pair = pairs.first(where: { ExactText($0.export) == name }) { return (.one(pair.export), options) }
    if !pairs.isEmpty { note(.stateUnknown) }
    return (.one(export(of: chosen, at: nil, exports: exports)), options)
  }

  /// Each export value once.
  private static func options(_ exports: [String]) -> [FormField.Option] {
    var seen: Set<ExactText> = []
    return exports.filter { seen.insert(ExactText($0)).inserted }.map { FormField.Option(export: $0, label: $0) }
  }

  private func firstOfPair(_ option: PDFObject) -> PDFObject { file.items(option).first ?? .null }

  private func export(of state: PDFName, at index: Int?, exports: [String]) -> String {
    if let index, exports.count == leaves.count { return exports[index] }
    // Acrobat names the states by their index in the list.
    if let number = Int(state.text), exports.indices.contains(number) { return exports[number] }
    return state.text
  }

  /// The stored state, or where none is stored, the one that a widget shows, as viewers do; `nil` when off.
  ///
  /// - Parameter mayShow: The states that the widgets have.
  private mutating func chosenState(among mayShow: Set<PDFName>) -> PDFName? {
    let shown = leaves.compactMap { file.name($0.dictionary["AS"]) }.filter { $0 != .off }
    guard let value = storedValue() else {
      if shown.first != nil { note(.stateDiffers) }
      return shown.first
    }
    let stored = stateName(value, among: mayShow)
    if let agreed = agreedState(), agreed != stored ?? .off {
      note(.valuesDiffer)
      return agreed == .off ? nil : agreed
    }
    guard let chosen = stored, chosen != .off, !chosen.bytes.isEmpty else {
      if !shown.isEmpty { note(.stateDiffers) }
      return nil
    }
    if shown.contains(where: { $0 != chosen }) || (mayShow.contains(chosen) && shown.isEmpty) { note(.stateDiffers) }
    return chosen
  }

  /// What every widget of a group stores and shows alike. pdf.js saves a check box so, and the group still says what it was before.
  private func agreedState() -> PDFName? {
    guard let first = leaves.first.flatMap({ file.name($0.dictionary["V"]) }) else { return nil }
    let isAgreed = leaves.allSatisfy {
      !$0.dictionary.has("T") && file.name($0.dictionary["V"]) == first && file.name($0.dictionary["AS"]) == first
    }
    return isAgreed ? first : nil
  }

  private mutating func stateName(_ value: PDFObject, among states: Set<PDFName>) -> PDFName? {
    switch file.resolve(value) {
    case .name(let name): return name
    case .string(let bytes):
      note(.valueOfOtherType)
      // As a name has no encoding, the same bytes are meant, or else the same text; pypdf writes the slash along.
      let text = Array(DecodedText(string: bytes).text.utf8)
      let spellings = [bytes, text] + [bytes, text].filter { $0.first == 0x2F }.map { Array($0.dropFirst()) }
      return spellings.map(PDFName.init(bytes:)).first { states.contains($0) || $0 == .off }
        ?? PDFName(bytes: text)
    default:
      note(.valueOfOtherType)
      return nil
    }
  }
}
