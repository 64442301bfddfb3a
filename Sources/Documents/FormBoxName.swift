package import Records

/// How the boxes of a form are named: the same in what is printed, in what comes back, and in schemas.
///
/// `retiree.name`, `retiree.residence.city`, `retiree.specialCare.disabled`; inside a group with the entry's ordinal from 1
/// and without the entity that the group already says: `retiree.contacts.2.phone`, `batch.people.17.retiree.id`; where a form has
/// the entries in sections, with the section's code and the ordinal within it: `retiree.materials.04.2.title`.
package enum FormBoxName {
  /// The components of a field's box; inside a group those that follow the ordinal.
  package static func components(of key: FieldKey, in group: GroupDefinition?) -> [String] {
    var components = key.description.split(separator: ".").map(String.init)
    if let group, group.entities.count == 1, components.first == group.entity { components.removeFirst() }
    return components
  }

  /// A box's name with `*` for ordinals and the numbers of sections: the same for all entries.
  package static func pattern(of components: [String]) -> String {
    components.map { Int($0) == nil ? $0 : "*" }.joined(separator: ".")
  }

  /// What stands before the components of an entry's boxes.
  ///
  /// - Parameters:
  ///   - section: The code of the section that the entry stands in, if the form has sections.
  ///   - ordinal: From 1, within the section.
  package static func prefix(of group: FieldName, section: String? = nil, ordinal: Int) -> [String] {
    group.rawValue.split(separator: ".").map(String.init) + (section.map { [$0] } ?? []) + [String(ordinal)]
  }
}
