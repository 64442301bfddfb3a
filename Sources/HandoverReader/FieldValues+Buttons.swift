import ReaderProtocol

extension FieldValues {
  /// The states that a widget can show besides off: the names in its normal appearance, or in that of the pressed button.
  private func states(of leaf: FieldLeaf) -> [PDFName] {
    let appearances = file.dictionary(leaf.dictionary["AP"])
    for key in ["N", "D"] as [PDFName] {
      guard let object = appearances?[key], case .dictionary(let states) = file.resolve(object) else { continue }
      let names = states.entries.map(\.name).filter { $0 != .off }
      if !names.isEmpty { return names }
    }
    return []
  }

  /// What of a check box or radio group is chosen, and what can be.
  ///
  /// The value is the name of a state. Where the field has `/Opt`, that lists the export value for each widget in turn
  /// (ISO 32000-1, 12.7.4.2.3 and .4): Unicode instead of names, and equal values where states must differ.
  mutating func buttonValue() -> (FormField.Value?, [FormField.Option]) {
    let exports = (leaves.first.flatMap { file.array($0.inherited.options) } ?? []).map { text(firstOfPair($0)) ?? "" }
    let pairs = leaves.enumerated().flatMap { index, leaf in
      states(of: leaf).map { state in
        (state: state, export: export(of: state, at: index, exports: exports))
      }
    }
    var options: [FormField.Option] = []
    for pair in pairs where !options.contains(where: { $0.export.utf8.elementsEqual(pair.export.utf8) }) {
      options.append(FormField.Option(export: pair.export, label: pair.export))
    }
    guard let chosen = chosenState() else { return (nil, options) }
    if let pair = pairs.first(where: { $0.state == chosen }) { return (.one(pair.export), options) }
    if let pair = pairs.first(where: { $0.export == chosen.text }) { return (.one(pair.export), options) }
    if !pairs.isEmpty { note(.stateUnknown) }
    return (.one(export(of: chosen, at: nil, exports: exports)), options)
  }

  private func firstOfPair(_ option: PDFObject) -> PDFObject { file.items(option).first ?? .null }

  private func export(of state: PDFName, at index: Int?, exports: [String]) -> String {
    if let index, exports.count == leaves.count { return exports[index] }
    // Acrobat names the states by their index in the list.
    if let number = Int(state.text), exports.indices.contains(number) { return exports[number] }
    return state.text
  }

  /// The stored state, or where none is stored, the one that a widget shows, as viewers do; `nil` when off.
  private mutating func chosenState() -> PDFName? {
    let shown = leaves.compactMap { file.name($0.dictionary["AS"]) }.filter { $0 != .off }
    guard let value = storedValue() else {
      if shown.first != nil { note(.stateDiffers) }
      return shown.first
    }
    guard let chosen = stateName(value), chosen != .off, !chosen.bytes.isEmpty else {
      if !shown.isEmpty { note(.stateDiffers) }
      return nil
    }
    let mayShow = leaves.contains { states(of: $0).contains(chosen) }
    if shown.contains(where: { $0 != chosen }) || (mayShow && shown.isEmpty) { note(.stateDiffers) }
    return chosen
  }

  private mutating func stateName(_ value: PDFObject) -> PDFName? {
    switch file.resolve(value) {
    case .name(let name): return name
    case .string(let bytes):
      note(.valueOfOtherType)
      return PDFName(bytes: Array(DecodedText(string: bytes).text.utf8))
    default:
      note(.valueOfOtherType)
      return nil
    }
  }
}
