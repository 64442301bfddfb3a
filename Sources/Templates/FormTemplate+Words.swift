extension FormTemplate {
  /// Calls `body` for each stretch of words that may stand on a paper of the form, in order; words of options are not among them.
  package func forEachText(_ body: (String) -> Void) {
    for block in blocks { block.forEachText(title: title, body) }
    footer?.forEachText(title: title, body)
  }
}

extension TemplateBlock {
  fileprivate func forEachText(title: String, _ body: (String) -> Void) {
    switch self {
    case .heading(_, let paragraph), .paragraph(let paragraph), .tear(let paragraph):
      paragraph.forEachText(title: title, body)
    case .table(let table): for rows in table.rows { rows.forEachText(title: title, body) }
    case .together(let blocks), .when(_, let blocks), .clauses(_, let blocks):
      for block in blocks { block.forEachText(title: title, body) }
    case .clause(let clause):
      if let title = clause.title { body(title) }
      for block in clause.content { block.forEachText(title: title, body) }
    case .annex(let annex):
      body(annex.title)
      for block in annex.content { block.forEachText(title: title, body) }
    case .space, .pageBreak, .rule, .annexList: break
    }
  }
}

extension TemplateRows {
  fileprivate func forEachText(title: String, _ body: (String) -> Void) {
    switch self {
    case .row(let row): row.forEachText(title: title, body)
    case .repeated(let repeated): for row in repeated.rows { row.forEachText(title: title, body) }
    case .when(_, let inner): for rows in inner { rows.forEachText(title: title, body) }
    }
  }
}

extension TemplateRow {
  fileprivate func forEachText(title: String, _ body: (String) -> Void) {
    for paragraph in cells.flatMap(\.paragraphs) { paragraph.forEachText(title: title, body) }
  }
}

extension TemplateParagraph {
  fileprivate func forEachText(title: String, _ body: (String) -> Void) {
    for inline in inlines { inline.forEachText(title: title, body) }
  }
}

extension TemplateInline {
  fileprivate func forEachText(title: String, _ body: (String) -> Void) {
    switch self {
    case .text(let text): body(text)
    case .title: body(title)
    case .styled(let content, _), .when(_, let content):
      for inline in content { inline.forEachText(title: title, body) }
    default: break
    }
  }
}
