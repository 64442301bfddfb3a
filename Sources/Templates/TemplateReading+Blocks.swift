import Diagnostics
import Documents
import Measures
import Records
import XMLTrees

extension TemplateReader {
  func blocks(of parent: XMLElement, style: TextStyle, width: Length, scope: Scope) -> [TemplateBlock] {
    parent.elements.compactMap { element in
      switch element.name {
      case "h1", "h2": heading(element, style: style, scope: scope)
      case "p": .paragraph(paragraph(element, style: element.style(style, faults), scope: scope))
      case "table": .table(table(element, style: element.style(style, faults), width: width, scope: scope))
      case "space": element.length("height", faults).map { .space($0) }
      default: nil  // The footer is read by its page; anything else is the schema's to refuse.
      }
    }
  }

  /// Headings are centred in the title or heading font; an empty one shows the form's title.
  private func heading(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateBlock {
    var own = style
    let level = element.name == "h1" ? 1 : 2
    own.role = level == 1 ? .title : .heading
    own.size = .points(level == 1 ? 16 : 12)
    own.alignment = .centre
    var content = paragraph(element, style: element.style(own, faults), scope: scope)
    if content.inlines.isEmpty { content.inlines = [.title] }
    return .heading(level: level, content)
  }

  func paragraph(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateParagraph {
    TemplateParagraph(
      inlines: inlines(of: element.children, style: style, scope: scope), style: style,
      keepsWithPrevious: element.keepsWithPrevious)
  }
}
