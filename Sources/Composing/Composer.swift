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
  private let shownFields: Set<FieldName>
  private let shownGroups: [FieldName: Set<FieldName>]

  /// - Parameters:
  ///   - form: A checked template.
  ///   - dictionary: The dictionary of the form's profile.
  package init(form: FormTemplate, dictionary: FieldDictionary) {
    var composition = Composition(form: form, dictionary: dictionary)
    document = composition.document()
    sources = composition.sources
    groups = composition.repeats
    shownFields = Set(sources.flatMap(\.fields))
    shownGroups = Dictionary(groups.map { ($0.name, Set($0.sources.flatMap(\.fields))) }) { $0.union($1) }
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

  /// What of a record the paper shows; no more of it should travel with the paper.
  package func shown(of record: Record) -> Record {
    record.limited(to: shownFields, groups: shownGroups)
  }

  /// What stands in each box of the paper for `record`, by the box's name.
  package func boxes(of record: Record) -> [String: Filling.Value] {
    var boxes: [String: Filling.Value] = [:]
    for source in sources { source.put(record, into: &boxes) }
    for group in groups {
      for (index, entry) in (record.groups[group.name] ?? []).enumerated() {
        let prefix = FormBoxName.prefix(of: group.name, ordinal: index + 1).joined(separator: ".")
        for source in group.sources { source.put(entry, into: &boxes, prefix: prefix + ".") }
      }
    }
    return boxes
  }
}

/// Where a slot's value comes from.
struct SlotSource: Sendable {
  var key: FieldKey
  /// The box's name; inside a group, what follows the entry's ordinal.
  var name: String
  /// Fields that stand in when the record has no value of its own.
  var substitutes: [FieldName] = []
  /// For boxes that are ticked: the option that this one stands for.
  var option: OptionList.Option?

  /// All fields that the box may show.
  var fields: [FieldName] { [key.name] + substitutes }

  func value(in record: Record) -> Filling.Value {
    guard let option else { return .text(text(in: record)) }
    guard case .choice(let choices) = record[key.name] else { return .mark(false) }
    return .mark(choices.contains { $0.code == option.code })
  }

  /// Of one-of-several options the box of each bears the same name and holds the word of the one that is on.
  func put(_ record: Record, into boxes: inout [String: Filling.Value], prefix: String = "") {
    let value = value(in: record)
    if let option, key.part == nil {
      if value == .mark(true) { boxes[prefix + name] = .text(option.label) }
    } else {
      boxes[prefix + name] = value
    }
  }

  private func text(in record: Record) -> String {
    guard record[key.name] == nil, !substitutes.isEmpty else { return record.text(key) }
    return substitutes.map { record.text(FieldKey($0)) }.joined()
  }
}

/// The group that a repeat runs over, and the slots of one entry.
struct RepeatSource: Sendable {
  var name: FieldName
  var sources: [SlotSource]
}
