package import Documents
package import Records
package import Templates

/// Puts records into one form.
///
/// The document is composed once, when the composer is made; each record after that costs only the texts of its values.
package struct Composer: Sendable {
  /// The form with empty boxes.
  package let document: Document
  private let sources: [SlotSource]
  private let groups: [RepeatSource]
  private let shown: FieldSelection

  /// - Parameters:
  ///   - form: A checked template.
  ///   - dictionary: The dictionary of the form's profile, to which all records must belong.
  package init(form: FormTemplate, dictionary: FieldDictionary) {
    var composition = Composition(form: form, dictionary: dictionary)
    document = composition.document()
    sources = composition.sources
    groups = composition.repeats
    shown = FieldSelection(
      fields: Set(sources.flatMap(\.fields)),
      groups: Dictionary(groups.map { ($0.name, Set($0.sources.flatMap(\.fields))) }) { $0.union($1) },
      of: dictionary)
  }

  /// What `record` puts into the document's slots; a field that the record has not leaves its box empty.
  package func fill(_ record: Record) -> Filling {
    var filling = Filling(slots: sources.count * 2, text: sources.count * 12)
    for source in sources { source.put(record, into: &filling) }
    for group in groups { group.put(record.entries(of: group.name), into: &filling) }
    return filling
  }

  /// What some entries put into the slots of their rows: a filling of the document's first repeat alone, for papers of so
  /// many entries that they are set as they come.
  package func fill(entries: some Collection<Record>) -> Filling {
    var filling = Filling()
    groups.first?.put(entries, into: &filling)
    return filling
  }

  /// What of a record the paper shows; no more of it should travel with the paper.
  package func shown(of record: Record) -> Record { record.limited(to: shown) }

  /// The fields that stand once on the paper.
  package var fieldNames: [FieldName] { sources.flatMap(\.fields) }

  /// The fields of each repeated part, by its group; a group may come several times.
  package var groupFields: [(group: FieldName, fields: [FieldName])] {
    groups.map { ($0.name, $0.sources.flatMap(\.fields)) }
  }

  /// What stands in each box of the paper for `record`, by the box's name.
  package func boxes(of record: Record) -> [String: Filling.Value] {
    var boxes: [String: Filling.Value] = [:]
    for source in sources { source.put(record, into: &boxes) }
    for group in groups {
      for (index, entry) in record.entries(of: group.name).enumerated() {
        let prefix = FormBoxName.prefix(of: group.name, ordinal: index + 1).joined(separator: ".")
        for source in group.sources { source.put(entry, into: &boxes, prefix: prefix + ".") }
      }
    }
    return boxes
  }
}
