/// An element of the structure that stands in many places, the same but for its page and for what its marks and fields count from.
///
/// The rows of a roster are such: a writer can keep what it makes of a shape, which is known by its identity.
package final class StructureShape: Sendable {
  /// As if it stood on page 0, with marks and fields counted from 0.
  package let element: StructureElement

  package init(_ element: StructureElement) { self.element = element }

  /// The element in one of its places.
  ///
  /// - Parameters:
  ///   - page: The page's index in the document.
  ///   - marks: Added to the marks.
  ///   - widgets: Added to the indexes of form fields.
  package func element(page: Int, marks: Int, widgets: Int) -> StructureElement {
    Self.placed(element, page: page, marks: marks, widgets: widgets)
  }

  private static func placed(_ element: StructureElement, page: Int, marks: Int, widgets: Int) -> StructureElement {
    var placed = element
    placed.children = element.children.map { child in
      switch child {
      case .element(let inner): .element(Self.placed(inner, page: page, marks: marks, widgets: widgets))
      case .mark(_, let mark): .mark(page: page, mark: mark + marks)
      case .widget(_, let index): .widget(page: page, index: index + widgets)
      }
    }
    return placed
  }
}
