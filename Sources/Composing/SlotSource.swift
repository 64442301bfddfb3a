import Documents
import Records

/// Where a slot's value comes from.
struct SlotSource: Sendable {
  /// The box's name; inside a group, what follows the entry's ordinal.
  let name: String
  /// The field or part that the box is of.
  let key: FieldKey
  /// All fields that the box may show.
  let fields: [FieldName]
  private let content: Content

  private enum Content {
    /// The value's own text, or that of the fields that stand in when the record has no value of its own.
    case text(ResolvedKey, substitutes: [ResolvedKey])
    /// A box of its own for an option.
    case check(ResolvedOption)
    /// An option's word that is struck out when another one is on.
    case struck(ResolvedOption, ResolvedKey)
    /// One of several boxes that share a name, of which one bears the word of the option that is on.
    case radio(ResolvedOption, label: String)
    /// Nothing: the dictionary does not know the field.
    case none
  }

  init(key: FieldKey, name: String, substitutes: [FieldName] = [], dictionary: FieldDictionary) {
    self.name = name
    self.key = key
    fields = [key.name] + substitutes
    let stand = substitutes.compactMap { dictionary.resolve(FieldKey($0)) }
    content = dictionary.resolve(key).map { .text($0, substitutes: stand) } ?? .none
  }

  /// - Parameter kind: Of the slot; decides what its mark means.
  init(key: FieldKey, name: String, option: OptionList.Option, kind: Slot.Kind, dictionary: FieldDictionary) {
    self.name = name
    self.key = key
    fields = [key.name]
    guard let resolved = dictionary.resolve(option: option.code, of: key.name),
      let field = dictionary.resolve(FieldKey(key.name))
    else {
      content = .none
      return
    }
    content =
      switch kind {
      case .radio: .radio(resolved, label: option.label)
      case .struck: .struck(resolved, field)
      case .check, .text: .check(resolved)
      }
  }

  func put(_ record: Record, into filling: inout Filling) {
    switch content {
    case .text(let key, let substitutes):
      filling.add { text in
        guard !substitutes.isEmpty, !record.has(key.field) else { return record.appendText(key, to: &text) }
        for substitute in substitutes { record.appendText(substitute, to: &text) }
      }
    case .check(let option), .radio(let option, _): filling.add(mark: record.hasChosen(option))
    case .struck(let option, let field): filling.add(mark: record.has(field.field) && !record.hasChosen(option))
    case .none: filling.add("")
    }
  }

  /// Puts a text of no record into the box; an option is ticked.
  func put(_ text: String, into filling: inout Filling) {
    switch content {
    case .text, .none: filling.add(text)
    case .check, .radio, .struck: filling.add(mark: true)
    }
  }

  /// Notes what stands in the box, by its name.
  func put(_ record: Record, into boxes: inout [String: Filling.Value], prefix: String = "") {
    switch content {
    case .text(let key, let substitutes):
      let stands = !substitutes.isEmpty && !record.has(key.field)
      boxes[prefix + name] = .text(stands ? substitutes.map { record.text($0) }.joined() : record.text(key))
    case .check(let option): boxes[prefix + name] = .mark(record.hasChosen(option))
    case .struck(let option, let field):
      boxes[prefix + name] = .mark(record.has(field.field) && !record.hasChosen(option))
    case .radio(let option, let label): if record.hasChosen(option) { boxes[prefix + name] = .text(label) }
    case .none: boxes[prefix + name] = .text("")
    }
  }
}

/// The group that a repeat runs over, and the slots of one entry.
struct RepeatSource: Sendable {
  var name: FieldName
  /// The part of the group, where it is parted.
  var section: GroupSection?
  /// How many entries stand there even when the record has fewer.
  var minimum: Int
  var sources: [SlotSource]

  /// What the record must keep for its entries to stand where they do.
  var fields: [FieldName] { sources.flatMap(\.fields) + (section.map { [$0.field] } ?? []) }

  /// The entries that it shows, in order.
  func entries(of record: Record) -> [Record] {
    let all = record.entries(of: name)
    return section.map { section in all.filter { section.holds($0) } } ?? all
  }

  func put(_ entries: some Collection<Record>, into filling: inout Filling) {
    filling.addRepeat(entries: entries.count, slotsOfEntry: sources.count)
    for entry in entries {
      for source in sources { source.put(entry, into: &filling) }
    }
  }
}
