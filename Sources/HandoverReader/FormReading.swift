import ReaderProtocol

/// The fields of a form, made from the leaves of its tree.
struct FormReading {
  private(set) var fields: [FormField] = []
  /// The leaves of each field: `widgets[i]` are those of `fields[i]`, never empty.
  private(set) var widgets: [[FieldLeaf]] = []
  private(set) var notes: [FormNote]

  private struct Key: Hashable {
    var name: String
    var type: FormField.Kind

    // Swift holds canonically equivalent texts for equal; PDF does not.
    static func == (a: Key, b: Key) -> Bool { a.type == b.type && a.name.utf8.elementsEqual(b.name.utf8) }
    func hash(into hasher: inout Hasher) {
      hasher.combine(type)
      for byte in name.utf8 { hasher.combine(byte) }
    }
  }

  init(tree: FieldTree, pages: PageMap, in file: QPDFFile) {
    notes = tree.notes
    var keys: [Key] = []
    var groups: [Key: [FieldLeaf]] = [:]
    for leaf in tree.leaves {
      guard let type = FormField.Kind(leaf.inherited) else {
        notes.append(FormNote(.fieldWithoutType, field: leaf.name))
        continue
      }
      let key = Key(name: leaf.name, type: type)
      if groups[key] == nil { keys.append(key) }
      groups[key, default: []].append(leaf)
    }
    for key in keys {
      let leaves = groups[key] ?? []
      var values = FieldValues(leaves: leaves, in: file)
      let (value, options) = values.read(as: key.type)
      let shown = leaves.map { leaf in
        FormWidget(
          page: pages.page(of: leaf, in: file), box: Self.box(leaf.dictionary["Rect"], in: file),
          state: key.type == .checkbox || key.type == .radio ? file.name(leaf.dictionary["AS"])?.text : nil)
      }
      let first = shown.first { $0.page != nil } ?? shown.first
      let inherited = leaves.first?.inherited
      fields.append(
        FormField(
          name: key.name, type: key.type, value: value, options: options, page: first?.page, box: first?.box,
          flags: FormField.Flags(bits: inherited?.flags ?? 0, of: key.type),
          widgets: zip(leaves, shown).filter { Self.isWidget($0, $1) }.map(\.1)))
      widgets.append(leaves)
      notes += values.codes.map { FormNote($0, field: key.name) }
    }
  }

  /// A field that nothing shows has neither place nor look.
  private static func isWidget(_ leaf: FieldLeaf, _ shown: FormWidget) -> Bool {
    shown.page != nil || shown.box != nil || leaf.dictionary.has("AP")
  }

  private static func box(_ object: PDFObject, in file: QPDFFile) -> [Double]? {
    let numbers = (file.array(object) ?? []).compactMap { file.resolve($0).number }
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
