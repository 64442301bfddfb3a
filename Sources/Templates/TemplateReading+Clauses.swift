import Diagnostics
import Documents
import Measures
import Records
import XMLTrees

extension TemplateReader {
  func clauses(_ element: XMLElement, style: TextStyle, width: Length, scope: Scope) -> TemplateBlock {
    .clauses(
      element.word("numbering", ClauseNumbering.self, faults) ?? .article,
      element.elements.flatMap { clauseBlock($0, style: style, width: width, scope: scope) })
  }

  private func clauseBlock(_ element: XMLElement, style: TextStyle, width: Length, scope: Scope) -> [TemplateBlock] {
    switch element.name {
    case "clause": [.clause(clause(element, style: element.style(style, faults), width: width, scope: scope))]
    case "when":
      conditional(element) {
        element.elements.flatMap { clauseBlock($0, style: style, width: width, scope: scope) }
      } wrap: {
        .when($0, $1)
      }
    default: block(element, style: style, width: width, scope: scope)
    }
  }

  private func clause(_ element: XMLElement, style: TextStyle, width: Length, scope: Scope) -> TemplateClause {
    var content: [TemplateBlock] = []
    // Words beside blocks are a paragraph of their own.
    var words: [XMLElement.Child] = []
    func flush() {
      let inlines = inlines(of: words, style: style, scope: scope)
      words = []
      guard !inlines.allSatisfy(\.isBlank) else { return }
      content.append(.paragraph(TemplateParagraph(inlines: inlines, style: style, keepsWithPrevious: false)))
    }
    for child in element.children {
      if case .element(let inner) = child, isBlock(inner) {
        flush()
        content += clauseBlock(inner, style: style, width: width, scope: scope)
      } else {
        words.append(child)
      }
    }
    flush()
    return TemplateClause(
      id: element["id"], title: element["title"], basis: element["basis"], content: content, style: style)
  }

  /// Whether an element of a clause stands on its own rather than among words; of a condition, what it holds decides.
  private func isBlock(_ element: XMLElement) -> Bool {
    if element.name == "when" { return element.elements.contains(where: isBlock) }
    return [
      "clause", "p", "h1", "h2", "table", "space", "page-break", "rule", "tear", "together", "annexes", "clauses",
    ].contains(element.name)
  }

  func annex(_ element: XMLElement, style: TextStyle, width: Length, scope: Scope) -> TemplateBlock {
    .annex(
      TemplateAnnex(
        id: element.required("id", faults), title: element.required("title", faults),
        content: blocks(of: element, style: style, width: width, scope: scope), style: style))
  }

  /// Every reference must name one clause or annex of the form.
  func checkReferences() {
    var known: Set<String> = []
    root.visit { element in
      guard ["clause", "annex"].contains(element.name), let id = element["id"] else { return }
      if !known.insert(id).inserted {
        faults.add(
          .templateReference, at: element.place,
          Phrase("“\(id)” 用了两次", "\"\(id)\" names two parts"),
          hint: Phrase("每个条款、附件的 id 应不同", "give each clause and annex an id of its own"))
      }
    }
    root.visit { element in
      guard element.name == "ref", let id = element["to"], !known.contains(id) else { return }
      faults.add(
        .templateReference, at: element.place,
        Phrase("没有 id 为“\(id)”的条款或附件", "no clause or annex has the id \"\(id)\""),
        hint: Phrase(
          "可用：\(known.sorted().joined(separator: " "))", "one of: \(known.sorted().joined(separator: " "))"))
    }
  }
}

extension TemplateInline {
  /// Whether it is nothing but white space.
  fileprivate var isBlank: Bool {
    if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
  }
}
