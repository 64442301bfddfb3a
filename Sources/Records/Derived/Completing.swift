import Diagnostics

/// One record while its derived fields are filled in.
struct Completing {
  let record: Record
  let groups: [Record.Group]
  let rules: RecordRules
  let place: Place
  private(set) var findings: [Finding] = []
  private var added: [(rule: FieldRule, value: FieldValue)] = []

  init(record: Record, groups: [Record.Group], rules: RecordRules, place: Place) {
    self.record = record
    self.groups = groups
    self.rules = rules
    self.place = place
  }

  /// The record with what was added.
  var completed: Record {
    guard !added.isEmpty || groups != record.groupsInOrder else { return record }
    return record.adding(added, groups: groups)
  }

  mutating func take(_ step: Derivations.Step) {
    // Most people have none of what is looked for: asking by number costs next to nothing.
    let isFounded = step.sources.isEmpty || !added.isEmpty || step.sources.contains { record.packed.entry($0) != nil }
    guard isFounded else { return }
    guard let value = value(of: step) else { return }
    if let stated = record[FieldIndex(number: step.rule.order)] {
      check(stated, against: value, step)
    } else if case .text(let text) = value, text.string.unicodeScalars.count > step.rule.limit {
      let label = step.rule.definition.label
      note(
        .error, .tooLong, step,
        Phrase(
          "\(label.chinese)推算出的内容超过 \(step.rule.limit) 个字符",
          "\(label.english) comes to more than \(step.rule.limit) characters"
        ))
    } else {
      added.append((step.rule, value))
    }
  }

  /// A field's value, stated or filled in before.
  private func known(_ name: FieldName) -> FieldValue? {
    record[name] ?? added.first { $0.rule.name == name }?.value
  }

  // MARK: Values

  private mutating func value(of step: Derivations.Step) -> FieldValue? {
    switch step.derivation.source {
    case .count(let group): count(entries(of: group, step.derivation.condition))
    case .sum(let field, let group): sum(field, entries(of: group, step.derivation.condition), step)
    case .capitals(let field): known(field)?.capitals.map { .text(ExactText($0)) }
    case .deadline(let from, let period): deadline(from, period)
    case .joined(let fields): joined(fields)
    case .product(let fields): product(fields, step)
    case .balance(let added, let taken): balance(added, taken, step)
    case .years(let from, let to): years(from, to)
    case .option(let field, let codes): option(of: field, codes, step)
    }
  }

  /// A batch without any entries has none of them; a record that is no batch has nothing to count.
  private func entries(of name: FieldName, _ condition: RecordCondition?) -> [Record]? {
    guard let group = groups.first(where: { $0.name == name }) else {
      return name.entity == FieldName.people.entity && groups.contains { $0.name == .people } ? [] : nil
    }
    return condition.map { condition in group.entries.filter(condition.holds) } ?? group.entries
  }

  private func count(_ entries: [Record]?) -> FieldValue? { entries.map { .count($0.count) } }

  private mutating func sum(_ field: FieldName, _ entries: [Record]?, _ step: Derivations.Step) -> FieldValue? {
    guard let entries else { return nil }
    var total: Total?
    var missing = 0
    for entry in entries {
      guard let part = entry[field].flatMap(Total.init) else {
        missing += 1
        continue
      }
      guard let sum = (total ?? Total.zero).adding(part) else { return nil }
      total = sum
    }
    guard let total else { return nil }
    if missing > 0 {
      let label = step.rule.definition.label
      note(
        .warning, .derivedIncomplete, step,
        Phrase(
          "\(label.chinese)由 \(entries.count) 条相加，其中 \(missing) 条没有数值，未计入",
          "\(label.english) adds up \(entries.count) entries, of which \(missing) have no value"),
        hint: Phrase("请补全后重新计算", "complete them and reckon again"))
    }
    return total.value(of: step.rule.type)
  }

  private func deadline(_ from: FieldName, _ period: Derivation.Period) -> FieldValue? {
    guard case .date(let start)? = known(from) else { return nil }
    let end: PartialDate?
    switch period {
    case .days(let days): end = rules.dayCount.end(days: days, from: start, rules.holidays)
    case .months(let months): end = rules.dayCount.end(months: months, from: start, rules.holidays)
    case .daysOf(let field):
      guard case .count(let days)? = known(field), days > 0, days < 40_000 else { return nil }
      end = rules.dayCount.end(days: days, from: start, rules.holidays)
    }
    return end.map { .date($0) }
  }

  private func joined(_ fields: [FieldName]) -> FieldValue? {
    let values = fields.compactMap { name -> FieldValue? in
      let value = known(name)
      if case .unknown = value { return nil }
      return value
    }
    let text = CleanedText(values.map { $0.text() }.joined()).text
    return text.isEmpty || SpecialWords.meansUnknown(text) ? nil : .text(ExactText(text))
  }

  private func product(_ fields: [FieldName], _ step: Derivations.Step) -> FieldValue? {
    var product = Total.one
    for field in fields {
      guard let factor = known(field).flatMap(Total.init), let next = product.multiplied(by: factor) else { return nil }
      product = next
    }
    return product.value(of: step.rule.type)
  }

  /// Nothing to add is nothing known.
  private mutating func balance(_ added: [FieldName], _ taken: [FieldName], _ step: Derivations.Step) -> FieldValue? {
    let more = added.compactMap { known($0).flatMap(Total.init) }
    let less = taken.compactMap { known($0).flatMap(Total.init) }
    guard !more.isEmpty else { return nil }
    var total = Total.zero
    for part in more { total = total.adding(part) ?? total }
    for part in less { total = total.taking(part) ?? total }
    guard total.isNegative else { return total.value(of: step.rule.type) }
    let label = step.rule.definition.label
    note(
      .error, .derivedDiffers, step,
      Phrase("\(label.chinese)算出来小于零", "\(label.english) comes to less than nothing"),
      hint: Phrase("请核对增加和减少的数", "check what is added and what is taken away"))
    return nil
  }

  private func years(_ from: FieldName, _ to: FieldName) -> FieldValue? {
    guard case .date(let start)? = known(from), case .date(let end)? = known(to) else { return nil }
    return start.fullYears(until: end).map { .count($0) }
  }

  private func option(of field: FieldName, _ codes: [String: String], _ step: Derivations.Step) -> FieldValue? {
    guard case .choice(let choices)? = known(field), choices.count == 1,
      let code = choices[0].code.flatMap({ codes[$0] }),
      let option = step.rule.options?.list.options.first(where: { $0.code == code })
    else { return nil }
    return .choice([Choice(code: option.code, word: ExactText(option.label))])
  }

  // MARK: Checks

  private mutating func check(_ stated: FieldValue, against value: FieldValue, _ step: Derivations.Step) {
    if case .unknown = stated { return }
    guard !agrees(stated, value, step) else { return }
    let label = step.rule.definition.label
    let notes = Notes(step.rule, at: place)
    // What is joined is a proposal; what is reckoned is not open to another opinion.
    var isProposal = false
    if case .joined = step.derivation.source { isProposal = true }
    note(
      isProposal ? .warning : .error, .derivedDiffers, step,
      Phrase(
        "\(label.chinese)填的是“\(notes.shown(stated.text()))”，按\(basis(step).chinese)应为“\(notes.shown(value.text()))”",
        "\(label.english) says “\(notes.shown(stated.text()))”; by \(basis(step).english) it is “\(notes.shown(value.text()))”"
      ),
      hint: Phrase("请核对两处，改成一致；也可留空，由程序计算", "check both and make them agree, or leave it empty to have it reckoned"))
  }

  private func agrees(_ stated: FieldValue, _ value: FieldValue, _ step: Derivations.Step) -> Bool {
    switch (stated, value, step.derivation.source) {
    case (.date(let stated), .date(let value), _): stated.agrees(with: value)
    case (.text(let text), _, .capitals(let field)):
      known(field)?.isWritten(inCapitals: text.string) ?? true
    default: stated == value
    }
  }

  /// What the value was made from, in words.
  private func basis(_ step: Derivations.Step) -> Phrase {
    func label(_ name: FieldName) -> Phrase {
      rules.dictionary[name]?.label ?? rules.dictionary.group(name)?.label ?? Phrase(name.rawValue, name.rawValue)
    }
    switch step.derivation.source {
    case .count(let group): return label(group)
    case .sum(let field, let group):
      return Phrase(
        "\(label(group).chinese)的\(label(field).chinese)", "\(label(field).english) of \(label(group).english)")
    case .capitals(let field), .deadline(let field, _): return label(field)
    case .option(let field, _): return label(field)
    case .joined(let fields), .product(let fields), .balance(let fields, _):
      return list(fields.map(label))
    case .years(let from, let to): return list([label(from), label(to)])
    }
  }

  private func list(_ labels: [Phrase]) -> Phrase {
    Phrase(labels.map(\.chinese).joined(separator: "、"), labels.map(\.english).joined(separator: ", "))
  }

  private mutating func note(
    _ severity: Finding.Severity, _ code: Finding.Code, _ step: Derivations.Step, _ message: Phrase, hint: Phrase? = nil
  ) {
    findings.append(Finding(severity, code, at: place.field(step.rule.name.rawValue), message, hint: hint))
  }
}
