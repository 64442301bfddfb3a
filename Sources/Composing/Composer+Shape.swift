package import Documents
package import Records
package import Templates

extension Composer {
  /// What the form's papers hold: every field that some paper may show, whatever conditions it stands under.
  ///
  /// - Parameters:
  ///   - form: The form that this composer was made for.
  ///   - rules: Those of its profile.
  package func shape(of form: FormTemplate, rules: RecordRules) -> FormShape {
    FormShape(
      form: FormName(profile: form.profile, id: form.id, version: form.version), title: form.title,
      isBatch: form.subject == .batch, fields: Set(sources.flatMap(\.fields)),
      groups: wholeGroups,
      required: rules.required, dictionary: rules.dictionary)
  }

  /// How many entries each repeated part has at least on the paper, in the order of `Filling.counts`.
  package var leastCounts: [Int] { groups.map(\.minimum) }

  /// The groups, those in sections whole.
  private var wholeGroups: [FormShape.Group] {
    var whole: [FormShape.Group] = []
    for group in groups {
      if let index = whole.firstIndex(where: { $0.name == group.name }) {
        whole[index].fields += group.fields.filter { !whole[index].fields.contains($0) }
        whole[index].minimum += group.minimum
      } else {
        whole.append(FormShape.Group(name: group.name, fields: group.fields, minimum: group.minimum))
      }
    }
    return whole
  }

  /// A filling in which every box holds what `text` gives for its field or part, and every option is ticked: texts that no one
  /// record has together, such as the longest of each.
  ///
  /// - Parameter entries: How many entries each group has.
  package func fill(entries: Int, text: (FieldKey) -> String) -> Filling {
    var filling = Filling()
    for source in sources { source.put(text(source.key), into: &filling) }
    for group in groups {
      filling.addRepeat(entries: entries, slotsOfEntry: group.sources.count)
      for _ in 0..<entries { for source in group.sources { source.put(text(source.key), into: &filling) } }
    }
    return filling
  }
}

extension Composer {
  /// The field or part of each box, by the box's name, with `*` for the ordinals of entries.
  package var boxKeys: [String: FieldKey] {
    var keys: [String: FieldKey] = [:]
    for source in sources { keys[source.name] = source.key }
    for group in groups {
      let prefix = FormBoxName.pattern(
        of: FormBoxName.prefix(of: group.name, section: group.section?.code, ordinal: 1))
      for source in group.sources { keys["\(prefix).\(source.name)"] = source.key }
    }
    return keys
  }
}
