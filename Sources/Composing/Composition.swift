import Documents
import Measures
import Records
import Templates

/// One walk over a template that makes its document and notes, slot by slot, where values come from.
struct Composition {
  private(set) var sources: [SlotSource] = []
  private(set) var repeats: [RepeatSource] = []
  private let form: FormTemplate
  private let dictionary: FieldDictionary
  /// The group whose rows the walk is in.
  private var group: GroupDefinition?

  init(form: FormTemplate, dictionary: FieldDictionary) {
    self.form = form
    self.dictionary = dictionary
  }

  mutating func document() -> Document {
    let blocks = form.blocks.map { block($0) }
    let footer = form.footer.map { paragraph($0) }
    return Document(title: form.title, page: form.page, blocks: blocks, footer: footer)
  }

  private mutating func block(_ block: TemplateBlock) -> Block {
    switch block {
    case .heading(let level, let content): .heading(level: level, paragraph(content))
    case .paragraph(let content): .paragraph(paragraph(content))
    case .table(let content): .table(table(content))
    case .space(let height): .space(height)
    }
  }

  private mutating func paragraph(_ content: TemplateParagraph) -> Paragraph {
    var inlines: [Inline] = []
    for inline in content.inlines { inlines += self.inlines(for: inline) }
    return Paragraph(inlines, style: content.style, keepsWithPrevious: content.keepsWithPrevious)
  }

  private mutating func inlines(for inline: TemplateInline) -> [Inline] {
    switch inline {
    case .text(let text): [.text(text)]
    case .lineBreak: [.lineBreak]
    case .field(let field): [.slot(slot(for: field))]
    case .choice(let choice): options(of: choice)
    case .signer(let signer): [.blank(width: signer.width, rule: signer.rule)]
    case .title: [.text(form.title)]
    case .copyCount: [.text(chineseNumeral(form.keepers.count))]
    case .keepers: [.text(form.keepers.joined(separator: "、"))]
    case .pageNumber: [.pageNumber]
    case .pageCount: [.pageCount]
    case .rowNumber: [.rowNumber]
    }
  }

  private mutating func table(_ content: TemplateTable) -> Table {
    var rows: [RowContent] = []
    for part in content.rows {
      switch part {
      case .row(let row): rows.append(.row(self.row(row)))
      case .repeated(let name, let minimum, let inner): rows.append(repeated(name, minimum: minimum, rows: inner))
      }
    }
    return Table(columns: content.columns, rows: rows, style: content.style)
  }

  private mutating func repeated(_ name: FieldName, minimum: Int, rows: [TemplateRow]) -> RowContent {
    group = dictionary.group(name)
    // The entries' slots are numbered on their own, so they are gathered apart from the document's.
    let outer = sources
    sources = []
    let made = rows.map { row($0) }
    let index = repeats.count
    repeats.append(RepeatSource(name: name, minimum: minimum, sources: sources))
    let label = group?.label.chinese ?? name.rawValue
    sources = outer
    group = nil
    return .repeated(RepeatedRows(index: index, group: name, label: label, minimum: minimum, rows: made))
  }

  private mutating func row(_ content: TemplateRow) -> Row {
    Row(
      height: content.height, cells: content.cells.map { cell($0) }, isHeader: content.isHeader,
      keepsWithPrevious: content.keepsWithPrevious)
  }

  private mutating func cell(_ content: TemplateCell) -> Cell {
    Cell(
      columnSpan: content.columnSpan, rowSpan: content.rowSpan, isHeader: content.isHeader, writing: content.writing,
      paragraphs: content.paragraphs.map { paragraph($0) }, style: content.style, place: content.place)
  }

  // MARK: Slots

  private mutating func slot(for field: TemplateField) -> Slot {
    let definition = dictionary[field.key.name]
    let label = (definition?.label.chinese ?? field.key.name.rawValue) + partLabel(field.key.part)
    return add(
      SlotSource(
        key: field.key, name: boxName(of: field.key), substitutes: field.substitutes, dictionary: dictionary),
      Slot(
        index: sources.count, name: name(of: field.key), key: field.key, label: label,
        hint: definition.flatMap { hint(for: $0.type, part: field.key.part) }, fit: field.fit,
        width: field.width, rule: field.rule, style: field.style, maxLength: maxLength(of: field.key, definition),
        place: field.place))
  }

  /// The options of a choice, each with its box, parted by blanks at which a line may end.
  private mutating func options(of choice: TemplateChoice) -> [Inline] {
    guard let definition = dictionary[choice.name], let list = dictionary.options(of: choice.name) else { return [] }
    var inlines: [Inline] = []
    for option in list.options {
      let severalMayBeOn = definition.type == .options
      let key = FieldKey(choice.name, severalMayBeOn ? FieldPart(option.code) : nil)
      let slot = add(
        SlotSource(key: key, name: boxName(of: key), option: option, dictionary: dictionary),
        Slot(
          index: sources.count, name: name(of: key), key: key, label: "\(definition.label.chinese)：\(option.label)",
          kind: severalMayBeOn ? .check : .radio(option.code),
          fit: Slot.Fit(policy: .refuse, minimumSize: choice.style.size), style: choice.style, place: choice.place))
      if !inlines.isEmpty { inlines.append(.text("    ")) }
      inlines.append(.option(slot, label: option.label, boxFirst: choice.boxFirst))
    }
    return inlines
  }

  private mutating func add(_ source: SlotSource, _ slot: Slot) -> Slot {
    sources.append(source)
    return slot
  }

  /// The components of a box's name; inside a group, without the entity that the group already says.
  private func name(of key: FieldKey) -> [String] {
    FormBoxName.components(of: key, in: group)
  }

  private func boxName(of key: FieldKey) -> String { name(of: key).joined(separator: ".") }

  private func maxLength(of key: FieldKey, _ definition: FieldDefinition?) -> Int? {
    switch key.part {
    case FieldPart.year: 4
    case FieldPart.month, FieldPart.day: 2
    default: definition?.maxLength
    }
  }

  /// How a value is written, for whoever fills the box in. A hint and no more: the gate judges what comes back.
  private func hint(for type: FieldType, part: FieldPart?) -> String? {
    switch type {
    case .date where part == nil: "如 1958年3月"
    case .residentID: "18 位"
    case .phone: "手机，或区号-号码"
    case .creditCode: "18 位"
    case .count: "数字"
    default: nil
    }
  }

  private func partLabel(_ part: FieldPart?) -> String {
    switch part {
    case nil: ""
    case FieldPart.year: "（年）"
    case FieldPart.month: "（月）"
    case FieldPart.day: "（日）"
    case FieldPart.city: "（市、区）"
    case FieldPart.street: "（街道、镇）"
    case FieldPart.community: "（社区）"
    case FieldPart.number: "（号）"
    default: ""
    }
  }
}

/// 一 to 九十九, as copies are counted on forms.
func chineseNumeral(_ number: Int) -> String {
  let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
  guard (1...99).contains(number) else { return String(number) }
  let (tens, units) = number.quotientAndRemainder(dividingBy: 10)
  let head = tens == 0 ? "" : (tens == 1 ? "十" : digits[tens] + "十")
  return head + digits[units]
}
