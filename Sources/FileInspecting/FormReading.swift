import ReaderProtocol

/// The fields of a form, made from the leaves of its tree.
struct FormReading {
  private(set) var fields: [FormField] = []
  /// The leaves of each field: `widgets[i]` are those of `fields[i]`, never empty.
  private(set) var widgets: [[FieldLeaf]] = []
  /// Those leaves that are widgets: `places[i][j]` is that of `fields[i].widgets[j]`.
  private(set) var places: [[Place]] = []
  private(set) var notes: [FormNote]
  /// It holds more than any form.
  private(set) var isTooLarge = false

  /// A leaf that is a widget.
  struct Place {
    var leaf: FieldLeaf
    var widget: FormWidget
    /// Whether a page lists it, and it is neither hidden nor without any size.
    var isVisible: Bool
  }

  /// What tells fields apart. Fields without a name are one each.
  private struct Key: Hashable {
    var name: ExactText
    var type: FormField.Kind
    var ordinal: Int?
  }

  init(tree: FieldTree, pages: PageMap, in file: QPDFFile) {
    notes = tree.notes
    var keys: [Key] = []
    var groups: [Key: [FieldLeaf]] = [:]
    for (index, leaf) in tree.leaves.enumerated() {
      guard let type = FormField.Kind(leaf.inherited) else {
        notes.append(FormNote(.fieldWithoutType, field: leaf.name))
        continue
      }
      let key = Key(name: ExactText(leaf.name), type: type, ordinal: leaf.name.isEmpty ? index : nil)
      if groups[key] == nil { keys.append(key) }
      groups[key, default: []].append(leaf)
    }
    var budget = ReadingBudget()
    for key in keys where !budget.isSpent {
      add(groups[key] ?? [], named: key.name.text, as: key.type, on: pages, in: file, &budget)
    }
    isTooLarge = tree.isTooLarge || budget.isSpent
    noteTypes(keys)
  }

  private mutating func add(
    _ leaves: [FieldLeaf], named name: String, as type: FormField.Kind, on pages: PageMap, in file: QPDFFile,
    _ budget: inout ReadingBudget
  ) {
    guard let first = leaves.first?.inherited else { return }
    var values = FieldValues(leaves: leaves, in: file, budget: budget)
    let (value, options) = values.read(as: type)
    var field = FormField(
      name: name, type: type, value: value, options: options, richText: type == .text ? values.richText() : nil,
      tooltip: values.plainText(first.tooltip), mappingName: values.plainText(first.mappingName),
      flags: FormField.Flags(bits: first.flags, of: type), maxLength: type == .text ? first.maxLength : nil,
      defaultValue: type == .push || type == .signature ? nil : values.defaultValue())
    let places = leaves.compactMap { Self.place($0, as: type, on: pages, in: file) }
    field.widgets = places.map(\.widget)
    let shown = field.widgets.first { $0.page != nil } ?? field.widgets.first
    (field.page, field.box) = (shown?.page, shown?.box)
    budget = values.budget
    fields.append(field)
    widgets.append(leaves)
    self.places.append(places)
    notes += (values.codes + Self.oddities(of: field)).map { FormNote($0, field: name) }
  }

  /// What a field says of itself twice, and differently.
  private static func oddities(of field: FormField) -> [FormNote.Code] {
    var codes: [FormNote.Code] = []
    let text = field.value?.all.first ?? ""
    if let length = field.maxLength, length > 0, text.utf16.count > length { codes.append(.valueTooLong) }
    if let rich = field.richText, !isSameToTheEye(rich, text) { codes.append(.richTextDiffers) }
    return codes
  }

  /// Equal names of different types are different fields, and most readers see only one of them.
  private mutating func noteTypes(_ keys: [Key]) {
    var types: [ExactText: FormField.Kind] = [:]
    var noted: Set<ExactText> = []
    for key in keys where key.ordinal == nil {
      if let type = types[key.name], type != key.type, noted.insert(key.name).inserted {
        notes.append(FormNote(.fieldTypesDiffer, field: key.name.text))
      }
      types[key.name] = key.type
    }
  }

  /// - Returns: `nil` for a field that has neither a place nor a look.
  private static func place(
    _ leaf: FieldLeaf, as type: FormField.Kind, on pages: PageMap, in file: QPDFFile
  ) -> Place? {
    let page = pages.page(of: leaf, in: file)
    let box = box(leaf.dictionary["Rect"], in: file)
    guard page != nil || box != nil || leaf.dictionary.has("AP") else { return nil }
    let isButton = type == .checkbox || type == .radio
    let state = isButton ? file.name(leaf.dictionary["AS"])?.text : nil
    // Hidden, and not to be viewed (ISO 32000-1, table 165: bits 2 and 6).
    let isHidden = (file.integer(leaf.dictionary["F"]) ?? 0) & (1 << 1 | 1 << 5) != 0
    let hasSize = box.map { $0[0] != $0[2] && $0[1] != $0[3] } ?? true
    return Place(
      leaf: leaf, widget: FormWidget(page: page, box: box, state: state),
      isVisible: pages.lists(leaf) && !isHidden && hasSize)
  }

  private static func box(_ object: PDFObject, in file: QPDFFile) -> [Double]? {
    guard case .array(let items) = file.resolve(object), items.count == 4 else { return nil }
    let numbers = items.compactMap { file.resolve($0).number }
    return numbers.count == 4 ? numbers : nil
  }
}

extension FormField.Kind {
  /// The kind by `/FT` and the flags that tell buttons apart (ISO 32000-1, table 226: bits 16 and 17).
  fileprivate init?(_ inherited: FieldLeaf.Inherited) {
    switch inherited.type {
    case "Tx": self = .text
    case "Ch": self = .choice
    case "Sig": self = .signature
    case "Btn" where inherited.flags & 1 << 16 != 0: self = .push
    case "Btn" where inherited.flags & 1 << 15 != 0: self = .radio
    case "Btn": self = .checkbox
    default: return nil
    }
  }
}
