import Documents
import Records
import Templates

/// Clauses and annexes: what stands on the paper is numbered in its order.
extension Composition {
  mutating func clauses(
    _ content: [TemplateBlock], within path: ClauseLabels.Path, _ number: inout Int
  ) -> [Block] {
    var made: [Block] = []
    for block in content {
      switch block {
      case .clause(let clause):
        number += 1
        made += self.clause(clause, path.inside(number))
      case .when(let condition, let inner):
        if holds(condition) { made += clauses(inner, within: path, &number) }
      case .together(let inner):
        made.append(
          .together(BlockGroup(clauses(inner, within: path, &number), keepsWithPrevious: inner.keepWithPrevious)))
      default: made += blocks(for: block)
      }
    }
    return made
  }

  private mutating func clause(_ clause: TemplateClause, _ path: ClauseLabels.Path) -> [Block] {
    let head = ClauseHead(clause, path)
    var content = clause.content
    var made: [Block] = []
    if head.standsAlone {
      made.append(.heading(level: 2, Paragraph(head.inlines, style: head.style)))
    } else if case .paragraph(let first) = content.first {
      content.removeFirst()
      var opening = paragraph(first)
      opening.inlines = head.inlines + opening.inlines
      made.append(.paragraph(opening))
    } else {
      made.append(.paragraph(Paragraph(head.inlines, style: clause.style, keepsWithNext: !content.isEmpty)))
    }
    var number = 0
    return made + clauses(content, within: path, &number)
  }

  mutating func annex(_ annex: TemplateAnnex) -> [Block] {
    guard !annex.content.isEmpty, let index = labels.annexes.firstIndex(where: { $0.id == annex.id }) else { return [] }
    let label = Paragraph(
      [.text(labels.label(ofAnnex: index))], style: annex.style.annexLabel, keepsWithNext: true)
    let title = Paragraph([.text(annex.title)], style: annex.style.annexTitle)
    return [.pageBreak, .paragraph(label), .heading(level: 1, title)] + blocks(annex.content)
  }

  /// 附件：1. …, the further ones below the first (GB/T 9704-2012, 7.3.4).
  func annexList(_ style: TextStyle) -> [Block] {
    labels.annexes.enumerated().map { index, annex in
      let number = labels.annexes.count == 1 ? "" : "\(index + 1)."
      var own = style
      if index > 0 { (own.indent, own.leftIndent) = (0, style.leftIndent + style.indent + 3) }
      return .paragraph(
        Paragraph([.text((index == 0 ? "附件：" : "") + number + annex.title)], style: own, keepsWithPrevious: index > 0))
    }
  }
}

extension [TemplateBlock] {
  /// Whether the first of them must stand on the page of what is before it.
  var keepWithPrevious: Bool {
    switch first {
    case .paragraph(let paragraph), .heading(_, let paragraph): paragraph.keepsWithPrevious
    default: false
    }
  }
}
