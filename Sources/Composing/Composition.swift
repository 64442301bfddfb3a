import Diagnostics
import Documents
import Measures
import Records
import Templates

/// One walk over a template that makes its document and notes, slot by slot, where values come from.
struct Composition {
  private(set) var sources: [SlotSource] = []
  private(set) var repeats: [RepeatSource] = []
  private(set) var findings: [Finding] = []
  /// Fields whose values are words of the text.
  private(set) var flowing: Set<FieldName> = []
  private let form: FormTemplate
  private let dictionary: FieldDictionary
  /// The record that decides what stands on the paper; `nil`: everything that may.
  private let record: Record?
  /// Whether values that run with the text are words of it rather than boxes.
  private let flows: Bool
  /// What a print says, where there is no record yet.
  private let evidence: PaperEvidence?
  let labels: ClauseLabels
  /// The rows that the walk is in.
  private var repeated: (group: GroupDefinition?, section: GroupSection?)?

  init(form: FormTemplate, dictionary: FieldDictionary, record: Record?, flows: Bool, evidence: PaperEvidence? = nil) {
    self.form = form
    self.dictionary = dictionary
    self.record = record
    self.flows = flows
    self.evidence = evidence
    labels = ClauseLabels(form) { condition in
      evidence?.holds[condition] ?? record.map { condition.holds(for: $0) } ?? true
    }
  }

  func holds(_ condition: RecordCondition) -> Bool {
    evidence?.holds[condition] ?? record.map { condition.holds(for: $0) } ?? true
  }

  mutating func document() -> Document {
    let blocks = self.blocks(form.blocks)
    let footer = form.footer.map { paragraph($0) }
    return Document(title: form.title, page: form.page, blocks: blocks, footer: footer)
  }

  // MARK: Blocks

  mutating func blocks(_ blocks: [TemplateBlock]) -> [Block] {
    var made: [Block] = []
    for block in blocks { made += self.blocks(for: block) }
    return made
  }

  mutating func blocks(for block: TemplateBlock) -> [Block] {
    switch block {
    case .heading(let level, let content): return [.heading(level: level, paragraph(content))]
    case .paragraph(let content): return [.paragraph(paragraph(content))]
    case .table(let content): return [.table(table(content))]
    case .space(let height): return [.space(height)]
    case .pageBreak: return [.pageBreak]
    case .rule(let width, let colour): return [.rule(Rule(width: width, colour: colour))]
    case .tear(let content): return [.tear(paragraph(content))]
    case .together(let content):
      return [.together(BlockGroup(blocks(content), keepsWithPrevious: content.keepWithPrevious))]
    case .when(let condition, let content): return holds(condition) ? blocks(content) : []
    case .clauses(let numbering, let content):
      var number = 0
      return clauses(content, within: ClauseLabels.Path(numbering), &number)
    // Outside clauses there are none; the schema says so.
    case .clause: return []
    case .annex(let annex): return self.annex(annex)
    case .annexList(let style): return annexList(style)
    }
  }

  mutating func paragraph(_ content: TemplateParagraph) -> Paragraph {
    Paragraph(inlines(content.inlines), style: content.style, keepsWithPrevious: content.keepsWithPrevious)
  }

  // MARK: Inlines

  private mutating func inlines(_ content: [TemplateInline]) -> [Inline] {
    var inlines: [Inline] = []
    for inline in content { inlines += self.inlines(for: inline) }
    return inlines
  }

  private mutating func inlines(for inline: TemplateInline) -> [Inline] {
    switch inline {
    case .text(let text): [.text(text)]
    case .styled(let content, let style):
      inlines(content).map { if case .text(let text) = $0 { .span(text, style) } else { $0 } }
    case .when(let condition, let content): holds(condition) ? inlines(content) : []
    case .reference(let id, let place): [.text(reference(id, place))]
    case .annexCount: [.text(chineseNumeral(labels.annexes.count))]
    case .optionNumber(let number): [.text(chineseNumeral(number))]
    case .lineBreak: [.lineBreak]
    case .field(let field): flowing(field) ?? [.slot(slot(for: field))]
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

  private mutating func reference(_ id: String, _ place: Place) -> String {
    if let label = labels.references[id] { return label }
    // The reader has seen that there is such a part: so this record switches it off.
    findings.append(
      Finding(
        .error, .composingReference, at: place,
        Phrase("引用的条款或附件“\(id)”在这份文件中没有", "the clause or annex \"\(id)\" does not stand on this paper"),
        hint: Phrase("把引用放进同样的 <when>", "put the reference under the same <when>")))
    return ""
  }

  /// A value as words of its line; `nil` where it is a box. Nothing to say leaves room for a pen.
  private mutating func flowing(_ field: TemplateField) -> [Inline]? {
    guard field.flows, flows, repeated == nil else { return nil }
    if let evidence { return words(evidence.values[field.key] ?? "", of: field) }
    guard let record else { return nil }
    let names = [field.key] + field.substitutes.map { FieldKey($0) }
    flowing.formUnion(names.map(\.name))
    let own = record.text(field.key)
    let text = own.isEmpty ? names.dropFirst().map { record.text($0) }.joined() : own
    return words(text, of: field)
  }

  private func words(_ text: String, of field: TemplateField) -> [Inline] {
    [text.isEmpty ? .blank(width: field.width ?? .mm(30), rule: true) : .text(text)]
  }

  // MARK: Tables

  private mutating func table(_ content: TemplateTable) -> Table {
    Table(columns: content.columns, rows: rows(content.rows), style: content.style)
  }

  private mutating func rows(_ parts: [TemplateRows]) -> [RowContent] {
    var rows: [RowContent] = []
    for part in parts {
      switch part {
      case .row(let row): rows.append(.row(self.row(row)))
      case .repeated(let repeated): rows.append(self.rows(of: repeated))
      case .when(let condition, let inner): if holds(condition) { rows += self.rows(inner) }
      }
    }
    return rows
  }

  private mutating func rows(of content: TemplateRepeat) -> RowContent {
    let group = dictionary.group(content.group)
    repeated = (group, content.section)
    // The entries' slots are numbered on their own, so they are gathered apart from the document's.
    let outer = sources
    sources = []
    let made = content.rows.map { row($0) }
    let index = repeats.count
    repeats.append(
      RepeatSource(name: content.group, section: content.section, minimum: content.minimum, sources: sources))
    let label = group?.label.chinese ?? content.group.rawValue
    sources = outer
    repeated = nil
    return .repeated(
      RepeatedRows(
        index: index, group: content.group, section: content.section?.code, label: label, minimum: content.minimum,
        rows: made))
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

  /// The options of a choice, each with its box, parted by blanks at which a line may end; of those to be struck out, words.
  private mutating func options(of choice: TemplateChoice) -> [Inline] {
    guard let definition = dictionary[choice.name], let list = dictionary.options(of: choice.name) else { return [] }
    var inlines: [Inline] = []
    for option in list.options {
      let kind: Slot.Kind =
        choice.strikesOthers ? .struck : definition.type == .options ? .check : .radio(option.code)
      let key = FieldKey(
        choice.name, definition.type == .options || choice.strikesOthers ? FieldPart(option.code) : nil)
      let slot = add(
        SlotSource(key: key, name: boxName(of: key), option: option, kind: kind, dictionary: dictionary),
        Slot(
          index: sources.count, name: name(of: key), key: key, label: "\(definition.label.chinese)：\(option.label)",
          kind: kind,
          fit: Slot.Fit(policy: .refuse, minimumSize: choice.style.size), style: choice.style, place: choice.place))
      if !inlines.isEmpty { inlines.append(.text(choice.strikesOthers ? "、" : "    ")) }
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
    FormBoxName.components(of: key, in: repeated?.group)
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
