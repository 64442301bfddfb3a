import Documents
import Records
import Templates

/// The boxes of a form by name.
struct FormBoxes: Sendable {
  /// Where a box's value goes.
  struct Box: Sendable {
    var key: FieldKey
    /// Whether it is ticked or not.
    var isMark = false
    /// Of a word to be struck out: the word.
    var struckWord: String?
    /// For one of several options: the word that each export value stands for.
    var words: [String: String] = [:]
    var entry: BoundForm.Entry?
  }

  /// A group's boxes; those of its sections are alike.
  private struct Group {
    var boxes: [String: Box] = [:]
    /// By the option's code, in order.
    var sections: [(section: GroupSection, word: String)] = []
    /// Whether entries stand outside sections too.
    var isWhole = false
  }

  private let dictionary: FieldDictionary
  private var own: [String: Box] = [:]
  private var groups: [FieldName: Group] = [:]

  init(form: FormTemplate, dictionary: FieldDictionary) {
    self.dictionary = dictionary
    form.forEachBox { box, repeated in
      if let repeated { note(repeated) }
      switch box {
      case .field(let field): add(Box(key: field.key), in: repeated)
      case .choice(let choice): add(choice, in: repeated)
      }
    }
  }

  subscript(_ name: Substring) -> Box? {
    if let box = own[String(name)] { return box }
    for (name_, group) in groups {
      let head = name_.rawValue + "."
      guard name.hasPrefix(head) else { continue }
      if let box = box(name.dropFirst(head.count), of: group, named: name_) { return box }
    }
    return nil
  }

  private func box(_ name: Substring, of group: Group, named groupName: FieldName) -> Box? {
    var rest = name
    var entry = BoundForm.Entry(group: groupName, ordinal: 0)
    let code = rest.prefix { $0 != "." }
    if let number = group.sections.firstIndex(where: { $0.section.code == code }),
      !group.isWhole || group.boxes[String(rest.dropFirst(code.count + 1))] == nil
    {
      (entry.section, entry.sectionWord) = group.sections[number]
      entry.sectionNumber = number + 1
      rest = rest.dropFirst(code.count + 1)
    } else if !group.isWhole {
      return nil
    }
    let digits = rest.prefix { $0 != "." }
    // Ordinals have no leading zeros, and no form has a million rows.
    guard let ordinal = Int(digits), (1...1_000_000).contains(ordinal), digits.first != "0",
      var box = group.boxes[String(rest.dropFirst(digits.count + 1))]
    else { return nil }
    entry.ordinal = ordinal
    box.entry = entry
    return box
  }

  private mutating func note(_ repeated: TemplateRepeat) {
    guard let section = repeated.section else {
      groups[repeated.group, default: Group()].isWhole = true
      return
    }
    guard groups[repeated.group]?.sections.contains(where: { $0.section == section }) != true else { return }
    let word = dictionary.options(of: section.field)?.options.first { $0.code == section.code }?.label
    groups[repeated.group, default: Group()].sections.append((section, word ?? section.code))
  }

  /// Of several options each has a box; one of several is one box with several states, or words of which others are struck.
  private mutating func add(_ choice: TemplateChoice, in repeated: TemplateRepeat?) {
    let options = dictionary.options(of: choice.name)?.options ?? []
    if choice.strikesOthers {
      for option in options {
        add(
          Box(key: FieldKey(choice.name, FieldPart(option.code)), isMark: true, struckWord: option.label), in: repeated)
      }
    } else if dictionary[choice.name]?.type == .options {
      for option in options { add(Box(key: FieldKey(choice.name, FieldPart(option.code)), isMark: true), in: repeated) }
    } else {
      let words = Dictionary(options.map { ($0.code, $0.label) }) { first, _ in first }
      add(Box(key: FieldKey(choice.name), words: words), in: repeated)
    }
  }

  private mutating func add(_ box: Box, in repeated: TemplateRepeat?) {
    let group = repeated.flatMap { dictionary.group($0.group) }
    let name = FormBoxName.components(of: box.key, in: group).joined(separator: ".")
    if let repeated {
      groups[repeated.group, default: Group()].boxes[name] = box
    } else {
      own[name] = box
    }
  }
}
