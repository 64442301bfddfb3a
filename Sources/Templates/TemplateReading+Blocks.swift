import Diagnostics
import Documents
import Measures
import Records
import XMLTrees

extension TemplateReader {
  func blocks(of parent: XMLElement, style: TextStyle, width: Length, scope: Scope) -> [TemplateBlock] {
    parent.elements.flatMap { block($0, style: style, width: width, scope: scope) }
  }

  func block(_ element: XMLElement, style: TextStyle, width: Length, scope: Scope) -> [TemplateBlock] {
    switch element.name {
    case "h1", "h2": [heading(element, style: style, scope: scope)]
    case "p": [.paragraph(paragraph(element, style: element.style(style, faults), scope: scope))]
    case "table": [.table(table(element, style: element.style(style.offGrid, faults), width: width, scope: scope))]
    case "space": element.length("height", faults).map { [.space($0)] } ?? []
    case "page-break": [.pageBreak]
    case "rule": [rule(element, style: style)]
    case "tear": [tear(element, style: style, scope: scope)]
    case "together": [.together(blocks(of: element, style: element.style(style, faults), width: width, scope: scope))]
    case "when":
      conditional(element) {
        blocks(of: element, style: style, width: width, scope: scope)
      } wrap: {
        .when($0, $1)
      }
    case "clauses": [clauses(element, style: element.style(style, faults), width: width, scope: scope)]
    case "annex": [annex(element, style: element.style(style, faults), width: width, scope: scope)]
    case "annexes": [.annexList(element.style(style, faults))]
    default: []  // The footer is read by its page; anything else is the schema's to refuse.
    }
  }

  /// Headings are centred in the title or heading font; an empty one shows the form's title.
  private func heading(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateBlock {
    var own = style.withoutIndents
    let level = element.name == "h1" ? 1 : 2
    own.role = level == 1 ? .title : .heading
    // On the official grid titles are 二号 and headings as large as the text (GB/T 9704-2012, 7.3.1 and 7.3.3).
    let isOfficial = style.linePitch != nil
    own.size = .points(level == 1 ? (isOfficial ? 22 : 16) : (isOfficial ? 16 : 12))
    own.tracking = 0
    own.alignment = .centre
    var content = paragraph(element, style: element.style(own, faults), scope: scope)
    if content.inlines.isEmpty { content.inlines = [.title] }
    return .heading(level: level, content)
  }

  private func rule(_ element: XMLElement, style: TextStyle) -> TemplateBlock {
    .rule(width: element.length("width", faults) ?? .points(0.75), colour: element.style(style, faults).colour)
  }

  private func tear(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateBlock {
    var own = style.withoutIndents
    own.alignment = .centre
    return .tear(paragraph(element, style: element.style(own, faults), scope: scope))
  }

  func paragraph(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateParagraph {
    TemplateParagraph(
      inlines: inlines(of: element.children, style: style, scope: scope), style: style,
      keepsWithPrevious: element.keepsWithPrevious)
  }
}
