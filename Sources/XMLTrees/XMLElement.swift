package import Diagnostics

/// One element of a parsed XML file, with its place in the source.
package struct XMLElement: Sendable {
  package struct Attribute: Sendable, Hashable {
    /// The local name.
    package var name: String
    /// Known of elements of a tree only.
    package var namespace: String?
    package var value: String
  }

  package enum Child: Sendable {
    case element(XMLElement)
    case text(String)
  }

  /// The local name; prefixes are resolved into `namespace`.
  package var name: String
  package var namespace: String?
  package var attributes: [Attribute]
  package var children: [Child]
  /// Where its `<` stands: file, line and character.
  package var place: Place

  package subscript(_ attribute: String) -> String? {
    attributes.first { $0.name == attribute }?.value
  }

  /// The child elements, in order.
  package var elements: [XMLElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// Calls `body` for this element and all below it, in document order.
  package func visit(_ body: (XMLElement) -> Void) {
    body(self)
    for element in elements { element.visit(body) }
  }

  package func elements(named name: String) -> [XMLElement] { elements.filter { $0.name == name } }
  package func first(_ name: String) -> XMLElement? { elements.first { $0.name == name } }

  /// All character data below this element, in order.
  package var text: String {
    children.map {
      switch $0 {
      case .text(let text): text
      case .element(let element): element.text
      }
    }.joined()
  }
}
