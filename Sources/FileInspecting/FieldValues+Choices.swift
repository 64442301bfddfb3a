import ReaderProtocol

/// The options of a choice field, to be found by what a file stores.
private struct ChoiceOptions {
  private(set) var options: [FormField.Option]
  private var exports: Set<ExactText> = []
  private var exportOfLabel: [ExactText: String] = [:]

  init(_ options: [FormField.Option]) {
    self.options = options
    for option in options {
      exports.insert(ExactText(option.export))
      let label = ExactText(option.label)
      if exportOfLabel[label] == nil { exportOfLabel[label] = option.export }
    }
  }

  func has(export text: String) -> Bool { exports.contains(ExactText(text)) }
  func export(ofLabel text: String) -> String? { exportOfLabel[ExactText(text)] }
}

extension FieldValues {
  /// The chosen export values of a list or combo box, and its options.
  mutating func choiceValue() -> (FormField.Value?, [FormField.Option]) {
    let listed = leaves.first.flatMap { file.array($0.inherited.options) } ?? []
    budget.items -= listed.count
    guard !budget.isSpent else { return (nil, []) }
    let options = ChoiceOptions(listed.map { option($0) })
    guard let value = storedValue() else {
      compareIndices(chosen: [], options.options)
      return (nil, options.options)
    }
    if case .array(let items) = file.resolve(value) {
      budget.items -= items.count
      guard !budget.isSpent else { return (nil, []) }
      let chosen = items.compactMap { text($0) }.map { export(of: $0, options) }
      compareIndices(chosen: chosen, options.options)
      return (.many(chosen), options.options)
    }
    guard let chosen = text(value).map({ export(of: $0, options) }) else { return (nil, options.options) }
    compareIndices(chosen: [chosen], options.options)
    return (.one(chosen), options.options)
  }

  /// An option is a text, or a pair of export value and label (ISO 32000-1, table 231).
  private mutating func option(_ object: PDFObject) -> FormField.Option {
    let parts = file.items(object).prefix(2).map { text($0) ?? "" }
    let export = parts.first ?? ""
    return FormField.Option(export: export, label: parts.count == 2 ? parts[1] : export)
  }

  /// Programs that store the label instead are set right; a text that is no option stays, since a combo box may be typed in.
  private mutating func export(of stored: String, _ options: ChoiceOptions) -> String {
    if options.options.isEmpty || options.has(export: stored) { return stored }
    if let export = options.export(ofLabel: stored) {
      note(.choiceByLabel)
      return export
    }
    let flags = FormField.Flags(bits: leaves.first?.inherited.flags ?? 0, of: .choice)
    if !flags.isSuperset(of: [.combo, .editable]) && !stored.isEmpty { note(.choiceUnknown) }
    return stored
  }

  /// `/I` may only repeat what `/V` says; where they differ `/V` holds (ISO 32000-1, table 231).
  private mutating func compareIndices(chosen: [String], _ options: [FormField.Option]) {
    guard let indices = leaves.lazy.compactMap({ [file] in file.array($0.inherited.indices) }).first else { return }
    budget.items -= indices.count
    guard !budget.isSpent else { return }
    let byIndex = indices.map { index -> ExactText? in
      guard let number = file.integer(index), options.indices.contains(number) else { return nil }
      return ExactText(options[number].export)
    }
    if Set(byIndex) != Set(chosen.map { ExactText($0) }) { note(.choiceIndicesDiffer) }
  }
}
