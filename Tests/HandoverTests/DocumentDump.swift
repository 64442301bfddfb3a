import Documents
import Measures

/// A document as indented text: the language in which tests speak of the tree.
struct DocumentDump {
  private(set) var lines: [String] = []

  init(_ document: Document) {
    let size = document.page.size
    add(0, "document “\(document.title)” \(mm(size.width))×\(mm(size.height))")
    for block in document.blocks { add(block, depth: 1) }
    if let footer = document.footer { add(1, "footer \(text(footer.inlines))") }
  }

  private mutating func add(_ depth: Int, _ line: String) {
    lines.append(String(repeating: "  ", count: depth) + line)
  }

  private mutating func add(_ block: Block, depth: Int) {
    switch block {
    case .heading(let level, let paragraph): add(depth, "h\(level) \(text(paragraph.inlines))")
    case .paragraph(let paragraph):
      add(depth, "p\(paragraph.keepsWithPrevious ? " kept" : "") \(text(paragraph.inlines))")
    case .space(let height): add(depth, "space \(mm(height))")
    case .table(let table):
      add(depth, "table \(table.columns.map(mm).joined(separator: " "))")
      for content in table.rows { add(content, depth: depth + 1) }
    case .pageBreak: add(depth, "page-break")
    case .rule(let rule): add(depth, "rule \(mm(rule.width)) \(rule.colour)")
    case .tear(let paragraph): add(depth, "tear \(text(paragraph.inlines))")
    case .together(let group):
      add(depth, "together\(group.keepsWithPrevious ? " kept" : "")")
      for block in group.blocks { add(block, depth: depth + 1) }
    }
  }

  private mutating func add(_ content: RowContent, depth: Int) {
    switch content {
    case .row(let row): add(row, depth: depth)
    case .repeated(let rows):
      add(depth, "each \(rows.group)\(rows.section.map { " section \($0)" } ?? "") at least \(rows.minimum)")
      for row in rows.rows { add(row, depth: depth + 1) }
    }
  }

  private mutating func add(_ row: Row, depth: Int) {
    add(depth, "tr \(mm(row.height))\(row.isHeader ? " header" : "")\(row.keepsWithPrevious ? " kept" : "")")
    for cell in row.cells {
      let spans = cell.columnSpan == 1 && cell.rowSpan == 1 ? "" : " \(cell.columnSpan)×\(cell.rowSpan)"
      let writing = cell.writing == .vertical ? " vertical" : ""
      let words = cell.paragraphs.map { text($0.inlines) }.joined(separator: " ¶ ")
      add(depth + 1, "\(cell.isHeader ? "th" : "td")\(spans)\(writing) \(words)")
    }
  }

  private func text(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text): text
      case .span(let text, let style): "<\(style.role.rawValue) \(text)>"
      case .lineBreak: "⏎"
      case .slot(let slot):
        "[\(slot.name.joined(separator: "."))\(slot.fit.policy == .wrap ? "" : " \(slot.fit.policy.rawValue)")]"
      case .option(let slot, let label, _) where slot.kind == .struck: "⦸\(slot.name.last ?? "") \(label)"
      case .option(let slot, let label, let boxFirst):
        boxFirst ? "☐\(slot.name.last ?? "") \(label)" : "\(label) ☐\(slot.name.last ?? "")"
      case .blank(let width, _, _): "_\(mm(width))_"
      case .pageNumber: "{page}"
      case .pageCount: "{pages}"
      case .rowNumber: "{row}"
      }
    }.joined()
  }

  private func mm(_ length: Length) -> String { "\((length.mm * 100).rounded() / 100)mm" }
}
