import ReaderProtocol

extension FieldValues {
  /// The chosen export values of a list or combo box, and its options.
  mutating func choiceValue() -> (FormField.Value?, [FormField.Option]) {
    let options = (leaves.first.flatMap { file.array($0.inherited.options) } ?? []).map { option($0) }
    guard let value = storedValue() else {
      compareIndices(chosen: [], options)
      return (nil, options)
    }
    if case .array(let items) = file.resolve(value) {
      let chosen = items.compactMap { text($0) }.map { export(of: $0, options) }
      compareIndices(chosen: chosen, options)
      return (.many(chosen), options)
    }
    guard let chosen = text(value).map({ export(of: $0, options) }) else { return (nil, options) }
    compareIndices(chosen: [chosen], options)
    return (.one(chosen), options)
  }

  /// An option is a text, or a pair of export value and label (ISO 32000-1, table 231).
  private mutating func option(_ object: PDFObject) -> FormField.Option {
    let parts = file.items(object).prefix(2).map { text($0) ?? "" }
    let export = parts.first ?? ""
    return FormField.Option(export: export, label: parts.count == 2 ? parts[1] : export)
  }

  /// Programs that store the label instead are set right; a text that is no option stays, since a combo box may be typed in.
  private mutating func export(of stored: String, _ options: [FormField.Option]) -> String {
    if options.isEmpty || options.contains(where: { $0.export.utf8.elementsEqual(stored.utf8) }) { return stored }
    if let option = options.first(where: { $0.label.utf8.elementsEqual(stored.utf8) }) {
      note(.choiceByLabel)
      return option.export
    }
    if !isEditable && !stored.isEmpty { note(.choiceUnknown) }
    return stored
  }

  /// Combo (bit 18) and edit (bit 19) (ISO 32000-1, table 230).
  private var isEditable: Bool {
    let flags = leaves.first?.inherited.flags ?? 0
    return flags & 1 << 17 != 0 && flags & 1 << 18 != 0
  }

  /// `/I` may only repeat what `/V` says; where they differ `/V` holds (ISO 32000-1, table 231).
  private mutating func compareIndices(chosen: [String], _ options: [FormField.Option]) {
    guard let indices = leaves.lazy.compactMap({ [file] in file.array($0.dictionary["I"]) }).first else { return }
    let byIndex = indices.map { index -> String? in
      guard let number = file.integer(index), options.indices.contains(number) else { return nil }
      return options[number].export
    }
    if Set(byIndex) != Set(chosen.map { $0 }) { note(.choiceIndicesDiffer) }
  }
}
