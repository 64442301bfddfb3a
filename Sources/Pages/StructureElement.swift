/// A node of the logical structure (ISO 32000-1, 14.7), for readers that cannot see the page.
package struct StructureElement: Sendable, Hashable {
  /// Standard structure types in use (ISO 32000-1, 14.8.4).
  package enum Role: String, Sendable {
    case document = "Document"
    case section = "Sect"
    case heading1 = "H1"
    case heading2 = "H2"
    case heading3 = "H3"
    case heading4 = "H4"
    case heading5 = "H5"
    case heading6 = "H6"
    case paragraph = "P"
    case table = "Table"
    case tableRow = "TR"
    case tableHeader = "TH"
    case tableData = "TD"
    case span = "Span"
    case form = "Form"
    case note = "Note"

    /// The heading of a level from 1; below the sixth there are no others.
    package static func heading(_ level: Int) -> Role {
      let roles: [Role] = [.heading1, .heading2, .heading3, .heading4, .heading5, .heading6]
      return roles[min(max(level, 1), roles.count) - 1]
    }
  }

  package enum Child: Sendable, Hashable {
    case element(StructureElement)
    /// Content of a page: the page's index in the document and the segment's mark.
    case mark(page: Int, mark: Int)
    /// A form field: the page's index in the document and the widget's index on it.
    case widget(page: Int, index: Int)
  }

  package enum Scope: String, Sendable {
    case row = "Row"
    case column = "Column"
  }

  package var role: Role
  package var children: [Child]
  package var columnSpan: Int
  package var rowSpan: Int
  /// For table headers: which cells it heads.
  package var scope: Scope?

  package init(
    _ role: Role, children: [Child] = [], columnSpan: Int = 1, rowSpan: Int = 1, scope: Scope? = nil
  ) {
    self.role = role
    self.children = children
    self.columnSpan = columnSpan
    self.rowSpan = rowSpan
    self.scope = scope
  }
}
