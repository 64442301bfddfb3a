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

  /// Whether a signature field of a returned file stands for this place: before its name may be the prefix of its paper, and a
  /// party's further places end with a number.
  package func isField(_ field: String) -> Bool {
    let name = name.joined(separator: ".")
    let plain = String(field.reversed().drop { $0.isNumber }.reversed())
    return plain == name || plain.hasSuffix("." + name)
  }
}
