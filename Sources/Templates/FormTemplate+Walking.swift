package import Records

extension FormTemplate {
  /// A place that a value goes into.
  package enum Box: Sendable {
    case field(TemplateField)
    case choice(TemplateChoice)
  }

  /// Calls `body` for each box that may stand on a paper of the form, in order, with the repeated rows that it stands in.
  package func forEachBox(_ body: (Box, TemplateRepeat?) -> Void) {
    for block in blocks { block.forEachBox(body) }
  }

  /// Whether all papers are alike but for their values: nothing on them is switched, and no value runs with the text.
  package var isFixed: Bool { !blocks.contains(where: \.varies) }

  /// The groups whose entries have rows on it.
  package var repeatedGroups: Set<FieldName> {
    var groups: Set<FieldName> = []
    for block in blocks { block.forEachRepeat { groups.insert($0.group) } }
    return groups
  }
}

extension TemplateBlock {
  /// The blocks inside this one.
  private var inner: [TemplateBlock] {
    switch self {
    case .together(let blocks), .when(_, let blocks), .clauses(_, let blocks): blocks
    case .clause(let clause): clause.content
    case .annex(let annex): annex.content
    case .heading, .paragraph, .table, .space, .pageBreak, .rule, .tear, .annexList: []
    }
  }

  fileprivate func forEachBox(_ body: (FormTemplate.Box, TemplateRepeat?) -> Void) {
    switch self {
    case .heading(_, let paragraph), .paragraph(let paragraph), .tear(let paragraph):
      paragraph.inlines.forEachBox(in: nil, body)
    case .table(let table): for rows in table.rows { rows.forEachBox(body) }
    default: for block in inner { block.forEachBox(body) }
    }
  }

  fileprivate func forEachRepeat(_ body: (TemplateRepeat) -> Void) {
    if case .table(let table) = self {
      for rows in table.rows { rows.forEachRepeat(body) }
    } else {
      for block in inner { block.forEachRepeat(body) }
    }
  }

  fileprivate var varies: Bool {
    switch self {
    case .when: true
    case .heading(_, let paragraph), .paragraph(let paragraph), .tear(let paragraph):
      paragraph.inlines.contains(where: \.varies)
    case .table(let table): table.rows.contains(where: \.varies)
    default: inner.contains(where: \.varies)
    }
  }
}

extension TemplateRows {
  fileprivate func forEachBox(_ body: (FormTemplate.Box, TemplateRepeat?) -> Void) {
    switch self {
    case .row(let row): row.forEachBox(in: nil, body)
    case .repeated(let repeated): for row in repeated.rows { row.forEachBox(in: repeated, body) }
    case .when(_, let inner): for rows in inner { rows.forEachBox(body) }
    }
  }

  fileprivate func forEachRepeat(_ body: (TemplateRepeat) -> Void) {
    switch self {
    case .row: break
    case .repeated(let repeated): body(repeated)
    case .when(_, let inner): for rows in inner { rows.forEachRepeat(body) }
    }
  }

  fileprivate var varies: Bool {
    switch self {
    case .when: true
    case .row(let row): row.varies
    // Values in rows of entries are always boxes.
    case .repeated: false
    }
  }
}

extension TemplateRow {
  fileprivate func forEachBox(in repeated: TemplateRepeat?, _ body: (FormTemplate.Box, TemplateRepeat?) -> Void) {
    for paragraph in cells.flatMap(\.paragraphs) { paragraph.inlines.forEachBox(in: repeated, body) }
  }

  fileprivate var varies: Bool { cells.flatMap(\.paragraphs).flatMap(\.inlines).contains(where: \.varies) }
}

extension [TemplateInline] {
  fileprivate func forEachBox(in repeated: TemplateRepeat?, _ body: (FormTemplate.Box, TemplateRepeat?) -> Void) {
    for inline in self {
      switch inline {
      case .field(let field): body(.field(field), repeated)
      case .choice(let choice): body(.choice(choice), repeated)
      case .styled(let content, _), .when(_, let content): content.forEachBox(in: repeated, body)
      default: break
      }
    }
  }
}

extension TemplateInline {
  fileprivate var varies: Bool {
    switch self {
    case .when: true
    case .field(let field): field.flows
    case .styled(let content, _): content.contains(where: \.varies)
    default: false
    }
  }
}
