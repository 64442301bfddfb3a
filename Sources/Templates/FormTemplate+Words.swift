package import Records

extension FormTemplate {
  /// Calls `body` for each stretch of words that may stand on a paper of the form, in order; words of options are not among them.
  package func forEachText(_ body: (String) -> Void) {
    for block in blocks { block.forEachText(title: title, body) }
    footer?.forEachText(title: title, body)
  }
}

extension FormTemplate {
  /// Calls `body` for each part that only some papers have, with its condition and its words.
  package func forEachCondition(_ body: (RecordCondition, [String]) -> Void) {
    for block in blocks { block.forEachCondition(title: title, body) }
    footer?.inlines.forEachCondition(title: title, body)
  }

  /// The fields whose values may run with the text.
  package var flowingFields: [FieldKey] {
    var fields: [FieldKey] = []
    forEachBox { box, repeated in
      if case .field(let field) = box, field.flows, repeated == nil, !fields.contains(field.key) {
        fields.append(field.key)
      }
    }
    return fields
  }
}

extension TemplateBlock {
  fileprivate func forEachCondition(title: String, _ body: (RecordCondition, [String]) -> Void) {
    switch self {
    case .heading(_, let paragraph), .paragraph(let paragraph), .tear(let paragraph):
      paragraph.inlines.forEachCondition(title: title, body)
    case .table(let table): for rows in table.rows { rows.forEachCondition(title: title, body) }
    case .when(let condition, let blocks):
      var words: [String] = []
      for block in blocks {
        block.forEachText(title: title) { words.append($0) }
        block.forEachCondition(title: title, body)
      }
      body(condition, words)
    case .together(let blocks), .clauses(_, let blocks):
      for block in blocks { block.forEachCondition(title: title, body) }
    case .clause(let clause): for block in clause.content { block.forEachCondition(title: title, body) }
    case .annex(let annex): for block in annex.content { block.forEachCondition(title: title, body) }
    case .space, .pageBreak, .rule, .annexList: break
    }
  }
}

extension TemplateRows {
  fileprivate func forEachCondition(title: String, _ body: (RecordCondition, [String]) -> Void) {
    switch self {
    case .row(let row):
      for paragraph in row.cells.flatMap(\.paragraphs) { paragraph.inlines.forEachCondition(title: title, body) }
    case .repeated: break
    case .when(let condition, let inner):
      var words: [String] = []
      for rows in inner {
        rows.forEachText(title: title) { words.append($0) }
        rows.forEachCondition(title: title, body)
      }
      body(condition, words)
    }
  }
}

extension [TemplateInline] {
  fileprivate func forEachCondition(title: String, _ body: (RecordCondition, [String]) -> Void) {
    for inline in self {
      switch inline {
      case .styled(let content, _): content.forEachCondition(title: title, body)
      case .when(let condition, let content):
        var words: [String] = []
        for inline in content { inline.forEachText(title: title) { words.append($0) } }
        content.forEachCondition(title: title, body)
        body(condition, words)
      default: break
      }
    }
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
