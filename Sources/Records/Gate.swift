public import Diagnostics

/// A raw record that the gate refused, whole, with every reason at once.
public struct RecordRejection: Error, Sendable {
  /// What was refused, just as it came in.
  public var raw: RawRecord
  /// At least one is an error; fixes, suggestions and warnings of the same record come along.
  public var findings: [Finding]

  package init(raw: RawRecord, findings: [Finding]) {
    self.raw = raw
    self.findings = findings
  }
}

/// The one way from raw texts to a record: every value read by its type, every field held against the others.
///
/// Made once for a run, since it makes the dictionary ready for looking things up; then `validate` may be called from any
/// number of tasks.
package struct Gate: Sendable {
  package let rules: RecordRules
  package let today: PartialDate
  private let fields: [FieldName: FieldRule]
  private let groupOrder: [FieldName: Int]

  /// - Parameter today: A full date; it decides ages, and what lies in the future.
  package init(rules: RecordRules, today: PartialDate) {
    self.rules = rules
    self.today = today
    let dictionary = rules.dictionary
    let indexes = dictionary.optionLists.mapValues { OptionIndex($0) }
    fields = Dictionary(
      dictionary.fields.enumerated().map { order, field in
        (field.name, FieldRule(field, order: order, options: field.optionList.flatMap { indexes[$0] }))
      }
    ) { first, _ in first }
    groupOrder = Dictionary(dictionary.groups.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// Makes a record of raw values: the only function that does.
  ///
  /// - Returns: The record, with what was repaired or seems odd, in the order of the dictionary.
  /// - Throws: `RecordRejection` with everything found, when at least one finding is an error. An empty raw record is
  ///   refused only for fields that the rules require.
  package func validate(_ raw: RawRecord) throws(RecordRejection) -> Reported<Record> {
    var findings: [Finding] = []
    let record = read(raw, requiring: rules.required, &findings)
    guard !findings.containError else { throw RecordRejection(raw: raw, findings: findings) }
    return Reported(record, findings)
  }

  private func read(_ raw: RawRecord, requiring required: Set<FieldName>, _ findings: inout [Finding]) -> Record {
    var values: [FieldName: FieldValue] = [:]
    values.reserveCapacity(raw.values.count)
    let boxes = sorted(raw, &findings)
    var start = 0
    while start < boxes.count {
      var end = start + 1
      while end < boxes.count, boxes[end].rule === boxes[start].rule { end += 1 }
      var reading = FieldReading(boxes[start..<end], gate: self)
      if let value = reading.read() { values[boxes[start].rule.name] = value }
      if !reading.notes.findings.isEmpty { findings += reading.notes.findings }
      start = end
    }
    let groups = readGroups(raw, &findings)
    noteMissing(required, values, groups, raw, &findings)
    var check = CrossCheck(values: values, raw: raw, rules: rules, today: today)
    check.run()
    findings += check.findings
    return Record(values: values, groups: groups)
  }

  /// The raw values with their fields, in the order of the dictionary: the order of a hash table would differ from run to
  /// run, and the findings with it.
  private func sorted(_ raw: RawRecord, _ findings: inout [Finding]) -> [RawBox] {
    var boxes: [RawBox] = []
    boxes.reserveCapacity(raw.values.count)
    var strangers: [(FieldKey, RawValue)] = []
    for (key, value) in raw.values {
      if let rule = fields[key.name] {
        boxes.append(RawBox(rule: rule, part: key.part, value: value))
      } else if !CleanedText(value.text).text.isEmpty {
        strangers.append((key, value))
      }
    }
    for (key, value) in strangers.sorted(by: { $0.0.description < $1.0.description }) {
      findings.append(
        Finding(
          .error, .fieldUnknown, at: value.place.field(key.description),
          Phrase("字典中没有字段 \(key)", "the dictionary has no field \(key)"),
          hint: Phrase("请在城市配置中加上该字段，或从数据中去掉", "add the field to the city's profile, or take it out of the data")))
    }
    // Numbers are sorted, not boxes: a box is dear to move.
    var places = boxes.indices.map { boxes[$0].rule.order << 20 | $0 }
    places.sort()
    return places.map { boxes[$0 & 0xF_FFFF] }
  }

  /// Entries without any value are blank rows of a form, and dropped.
  private func readGroups(_ raw: RawRecord, _ findings: inout [Finding]) -> [FieldName: [Record]] {
    guard !raw.groups.isEmpty else { return [:] }
    var groups: [FieldName: [Record]] = [:]
    for (name, entries) in raw.groups.sorted(by: { $0.key < $1.key }) {
      guard groupOrder[name] != nil else {
        findings.append(
          Finding(
            .error, .fieldUnknown, at: raw.place.field(name.rawValue),
            Phrase("字典中没有分组 \(name)", "the dictionary has no group \(name)")))
        continue
      }
      let records = entries.map { read($0, requiring: [], &findings) }.filter {
        !$0.values.isEmpty || !$0.groups.isEmpty
      }
      if !records.isEmpty { groups[name] = records }
    }
    return groups
  }

  private func noteMissing(
    _ required: Set<FieldName>, _ values: [FieldName: FieldValue], _ groups: [FieldName: [Record]], _ raw: RawRecord,
    _ findings: inout [Finding]
  ) {
    for name in required.sorted() where !isGiven(name, values) && groups[name] == nil {
      // A value that was refused has its own error.
      if findings.contains(where: { $0.severity == .error && $0.place.field == name.rawValue }) { continue }
      let label =
        fields[name]?.definition.label ?? rules.dictionary.group(name)?.label ?? Phrase(name.rawValue, name.rawValue)
      let place = raw.values[FieldKey(name)]?.place ?? raw.place
      findings.append(
        Finding(
          .error, .fieldMissing, at: place.field(name.rawValue),
          Phrase("缺少\(label.chinese)", "\(label.english) is missing"),
          hint: Phrase("这一项必须填写", "this field is required")))
    }
  }

  /// A word for “not known” satisfies the rule, except where it would leave nobody: the name and the ID number.
  private func isGiven(_ name: FieldName, _ values: [FieldName: FieldValue]) -> Bool {
    switch values[name] {
    case nil: false
    case .unknown: fields[name]?.type != .name && fields[name]?.type != .residentID
    default: true
    }
  }
}

/// One raw value with the field that it belongs to.
struct RawBox {
  var rule: FieldRule
  var part: FieldPart?
  var value: RawValue
}
