import Composing
import Records
import Templates

/// What a city's papers need of a batch: the fields and lists on its forms that are no person's.
struct BatchFields {
  private(set) var fields: Set<FieldName> = []
  private(set) var groups: [FieldName: Set<FieldName>] = [:]
  /// What the toolkit counts itself.
  private static let counted: Set<String> = ["packet", "document", "total"]

  init(_ profile: Profile) {
    let dictionary = profile.rules.dictionary
    let personal = Set(dictionary.group(.people)?.entities ?? [])
    for form in profile.forms {
      let composer = Composer(form: form, dictionary: dictionary)
      // On a paper about a batch, a person's entity such as the enterprise may be the batch's own.
      let isBatch = form.subject == .batch
      fields.formUnion(
        composer.fieldNames.filter { name in
          !Self.counted.contains(name.entity) && !form.grouping.contains(name) && dictionary[name]?.derivation == nil
            && (isBatch || !personal.contains(name.entity) || name.entity == "enterprise")
        })
      for (group, inner) in composer.groupFields where group != .people && group != .documents {
        guard group.rawValue.hasPrefix("batch.") else { continue }
        groups[group, default: []].formUnion(inner.filter { dictionary[$0]?.derivation == nil })
      }
    }
    for name: FieldName in ["batch.id", "batch.name"] where dictionary[name] != nil { fields.insert(name) }
    if let receivers = dictionary.group(.receivers) {
      let own = dictionary.fields.map(\.name).filter { receivers.entities.contains($0.entity) }
      let wanted = fields
      groups[.receivers, default: []].formUnion(
        own.filter { name in FieldName.places.contains { $0.own == name } || wanted.contains(name) })
    }
  }
}

extension FieldName {
  /// What the field is about: the first component of its name.
  fileprivate var entity: String { String(rawValue.prefix { $0 != "." }) }
}
