package import Records

/// How the boxes of a form are named: the same in what is printed, in what comes back, and in schemas.
///
/// `retiree.name`, `retiree.residence.city`, `retiree.specialCare.disabled`; inside a group with the entry's ordinal from 1
/// and without the entity that the group already says: `retiree.contacts.2.phone`, `batch.people.17.retiree.id`.
package enum FormBoxName {
  /// The components of a field's box; inside a group those that follow the ordinal.
  package static func components(of key: FieldKey, in group: GroupDefinition?) -> [String] {
    var components = key.description.split(separator: ".").map(String.init)
    if let group, group.entities.count == 1, components.first == group.entity { components.removeFirst() }
    return components
  }

  /// What stands before the components of an entry's boxes.
  package static func prefix(of group: FieldName, ordinal: Int) -> [String] {
    group.rawValue.split(separator: ".").map(String.init) + [String(ordinal)]
  }
}
