/// A place for a signature or a seal, and whose.
package struct SignerPlace: Sendable, Hashable {
  /// The name of the signature field in a form, component by component: `signature`, `retiree`.
  package var name: [String]
  /// What the paper calls it.
  package var label: String

  package init(name: [String], label: String) {
    self.name = name
    self.label = label
  }
}
