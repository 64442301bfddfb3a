package import Records

/// Fictitious records for any form: a legal value for every field that it shows, whatever dictionary the fields are from.
///
/// A pure function of rules, seed and index. What one field says of another agrees: a person's number, sex and birth, dates in
/// their order, what a step needs, receiving places. Derived fields are left out, and what they are derived from is put in:
/// `Derivations.complete` fills them.
package struct SampleRecords: Sendable {
  package enum Values: String, Sendable, CaseIterable {
    /// As short as is legal.
    case shortest
    /// As a tidy office would have it.
    case typical
    /// As long as the dictionary allows, to the character.
    case longest
    /// Names and texts that systems lose.
    case rare
  }

  let rules: RecordRules
  let seed: UInt64
  private let needs: SampleNeeds
  private let dates: SampleDates

  package init(rules: RecordRules, seed: UInt64) {
    self.rules = rules
    self.seed = seed
    needs = SampleNeeds(rules)
    dates = SampleDates(rules)
  }

  /// One record.
  ///
  /// - Parameters:
  ///   - fields: Those that a form shows of the record itself.
  ///   - groups: The groups that it shows, with the fields of their entries. The people of a batch are whole people.
  ///   - values: How long they are.
  ///   - entries: How many entries each group has.
  ///   - index: Which record: two of them are two people.
  ///   - conditions: What has to hold for the record, or for everyone in its batch: whom the form is for.
  package func record(
    showing fields: Set<FieldName>, groups: [FieldName: Set<FieldName>] = [:], values: Values, entries: Int = 2,
    index: Int = 0, fitting conditions: [RecordCondition] = []
  ) -> RawRecord {
    let wanted = needs.closure(fields, groups)
    let isBatch = wanted.groups[.people] != nil
    var raw = one(wanted.fields, values, index: index, entry: 0, of: nil)
    if !isBatch { fit(&raw, to: conditions) }
    let places = wanted.groups["batch.receivers"] == nil ? 0 : entries
    for (name, fields) in wanted.groups.sorted(by: { $0.key < $1.key }) {
      raw.groups[name] = (0..<entries).map { number in
        var entry = one(fields, values, index: name == .people ? index + number : index, entry: number, of: name)
        if name == "batch.receivers" { setPlace("place", number, in: &entry, fields) }
        if name == .people {
          if places > 0 { setPlace("receiver", number % places, in: &entry, fields) }
          fit(&entry, to: conditions)
        }
        return entry
      }
    }
    return raw
  }

  /// The values of one record or entry, without groups.
  private func one(
    _ fields: Set<FieldName>, _ values: Values, index: Int, entry: Int, of group: FieldName?
  ) -> RawRecord {
    let person = SamplePeople(seed: seed, flavour: values == .rare ? .rare : .everyday)[index].raw
    var raw = RawRecord()
    for field in rules.dictionary.fields where fields.contains(field.name) && field.derivation == nil {
      let mix = field.name.rawValue.utf8.reduce(UInt64(entry + 1)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
      var value = SampleValue(
        field: field, options: rules.dictionary.options(of: field.name), limit: needs.limits[field.name],
        values: values,
        entry: entry, index: index, random: SplitMix64(seed: seed ^ mix &+ UInt64(index)))
      if keepsPerson(field, values), copy(field.name, from: person, to: &raw) { continue }
      let text = field.type == .date ? dates.text(of: field, values, entry: entry) : value.text()
      if field.type == .address {
        for (part, text) in value.address() { raw.values[FieldKey(field.name, part)] = RawValue(text) }
      } else if !text.isEmpty {
        raw.values[FieldKey(field.name)] = RawValue(text)
      }
    }
    settleLife(&raw, fields)
    return raw
  }

  /// What says one thing of a person in several fields is taken as it is, whatever the length; the rest only where it looks
  /// right to a clerk.
  private func keepsPerson(_ field: FieldDefinition, _ values: Values) -> Bool {
    let together: Set<FieldName> = [
      "retiree.id", "retiree.sex", "retiree.birth", "retiree.retired", "retiree.socialSecurityNumber",
      "retiree.specialCare",
    ]
    if together.contains(field.name) { return true }
    return values == .typical || (values == .rare && field.type != .text)
  }

  /// - Returns: Whether the person has it.
  private func copy(_ name: FieldName, from person: RawRecord, to raw: inout RawRecord) -> Bool {
    let found = person.values.filter { $0.key.name == name && !$0.value.text.isEmpty }
    raw.values.merge(found) { _, new in new }
    return !found.isEmpty
  }

  /// Dead with a date, or living without one.
  private func settleLife(_ raw: inout RawRecord, _ fields: Set<FieldName>) {
    let (status, died) = (FieldKey("retiree.lifeStatus"), FieldKey("retiree.died"))
    if raw.values[died] != nil {
      raw.values[status] = RawValue("死亡")
    } else if raw.values[status] != nil {
      raw.values[status] = RawValue("健在")
    }
  }

  /// The receiving place of a number, so that the people of a batch go to the places that it names.
  private func setPlace(_ entity: String, _ number: Int, in raw: inout RawRecord, _ fields: Set<FieldName>) {
    let places = Vocabulary.streets.flatMap { street in street.communities.map { (street.name, $0) } }
    let (street, community) = places[number % places.count]
    for (part, text) in [("county", "东昌府区"), ("street", street), ("community", community)] {
      let name = FieldName("\(entity).\(part)")
      if fields.contains(name) { raw.values[FieldKey(name)] = RawValue(text) }
    }
  }

  // MARK: Conditions

  private func fit(_ raw: inout RawRecord, to conditions: [RecordCondition]) {
    for condition in conditions {
      let key = FieldKey(condition.field)
      let options = rules.dictionary.options(of: condition.field)?.options ?? []
      func isOne(_ option: OptionList.Option, of words: [String]) -> Bool {
        words.contains(option.code) || words.contains(option.label)
      }
      switch condition.test {
      case .missing: raw.values = raw.values.filter { $0.key.name != condition.field }
      case .oneOf(let words):
        raw.values[key] = RawValue(options.first { isOne($0, of: words) }?.label ?? words.first ?? "")
      case .noneOf where condition.field.entity == "exclusion":
        // Most people have no reason to stay behind.
        raw.values = raw.values.filter { $0.key.name.entity != "exclusion" }
      case .noneOf(let words):
        if let option = options.first(where: { !isOne($0, of: words) }) { raw.values[key] = RawValue(option.label) }
      case .present:
        guard !raw.values.keys.contains(where: { $0.name == condition.field }) else { continue }
        let more = one([condition.field], .typical, index: 0, entry: 0, of: nil)
        raw.values.merge(more.values) { old, _ in old }
      }
    }
  }
}
