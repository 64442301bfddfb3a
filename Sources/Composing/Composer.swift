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

  /// - Parameters:
  ///   - form: A checked template.
  ///   - dictionary: The dictionary of the form's profile.
  package init(form: FormTemplate, dictionary: FieldDictionary) {
    var composition = Composition(form: form, dictionary: dictionary)
    document = composition.document()
    sources = composition.sources
    groups = composition.repeats
  }

  /// What `record` puts into the document's slots; a field that the record has not leaves its box empty.
  package func fill(_ record: Record) -> Filling {
    Filling(
      values: sources.map { $0.value(in: record) },
      repeats: groups.map { group in
        (record.groups[group.name] ?? []).map { entry in
          Filling(values: group.sources.map { $0.value(in: entry) })
        }
      })
  }
}

/// Where a slot's value comes from.
struct SlotSource: Sendable {
  var key: FieldKey
  /// For boxes that are ticked: the option that this one stands for.
  var option: String?

  func value(in record: Record) -> Filling.Value {
    guard let option else { return .text(record.text(key)) }
    guard case .choice(let choices) = record[key.name] else { return .mark(false) }
    return .mark(choices.contains { $0.code == option })
  }
}

/// The group that a repeat runs over, and the slots of one entry.
struct RepeatSource: Sendable {
  var name: FieldName
  var sources: [SlotSource]
}
