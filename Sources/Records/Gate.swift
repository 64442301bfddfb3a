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

/// What the gate says of one entry of a list.
package struct Judgement: Sendable {
  /// `nil` when an error is among the findings.
  package var record: Record?
  /// In the order of the dictionary.
  package var findings: [Finding]
}

/// The one way from raw texts to a record: every value read by its type, every field held against the others.
///
/// Made once for a run, since it makes the dictionary ready for looking things up; then `validate` may be called from any
/// number of tasks.
package struct Gate: Sendable {
  package let rules: RecordRules
  package let today: PartialDate
  let schema: FieldSchema
  private let sequences: SequenceRules
  private let groupNames: Set<FieldName>
  let groupOrder: GroupOrder
  /// In the order in which findings about them come.
  private let required: [FieldName]

  /// - Parameter today: A full date; it decides ages, and what lies in the future.
  package init(rules: RecordRules, today: PartialDate) {
    self.rules = rules
    self.today = today
    schema = rules.dictionary.schema
    sequences = SequenceRules(rules)
    groupNames = Set(rules.dictionary.groups.map(\.name))
    groupOrder = GroupOrder(rules.dictionary)
    required = rules.required.sorted()
  }

  /// Makes a record of raw values.
  ///
  /// - Returns: The record, with what was repaired or seems odd, in the order of the dictionary.
  /// - Throws: `RecordRejection` with everything found, when at least one finding is an error. An empty raw record is
  ///   refused only for fields that the rules require.
  package func validate(_ raw: RawRecord) throws(RecordRejection) -> Reported<Record> {
    var findings: [Finding] = []
    let record = read(raw, requiring: required, &findings)
    guard !findings.containError else { throw RecordRejection(raw: raw, findings: findings) }
    return Reported(record, findings)
  }

  private func read(_ raw: RawRecord, requiring required: [FieldName], _ findings: inout [Finding]) -> Record {
    var values = PackedValues()
    let boxes = sorted(raw, &findings)
    var start = 0
    while start < boxes.count {
      var end = start + 1
      while end < boxes.count, boxes[end].rule === boxes[start].rule { end += 1 }
      read(boxes[start..<end], into: &values, &findings)
      start = end
    }
    let groups = readGroups(raw, &findings)
    noteMissing(required, values, groups, &findings) { raw.values[FieldKey($0)]?.place ?? raw.place }
    check(values, &findings) { raw.place(of: $0) }
    return Record(schema: schema, packed: values, groups: groups)
  }

  /// Reads one field from all its boxes, with all care.
  func read(_ boxes: ArraySlice<RawBox>, into values: inout PackedValues, _ findings: inout [Finding]) {
    var reading = FieldReading(boxes, gate: self)
    if let value = reading.read() { values.add(value, boxes[boxes.startIndex].rule) }
    if !reading.notes.findings.isEmpty { findings += reading.notes.findings }
  }

  /// The raw values with their fields, in the order of the dictionary: the order of a hash table would differ from run to
  /// run, and the findings with it.
  private func sorted(_ raw: RawRecord, _ findings: inout [Finding]) -> [RawBox] {
    var boxes: [RawBox] = []
    boxes.reserveCapacity(raw.values.count)
    var strangers: [(FieldKey, RawValue)] = []
    for (key, value) in raw.values {
      if let rule = schema.rule(key.name) {
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
  private func readGroups(_ raw: RawRecord, _ findings: inout [Finding]) -> [Record.Group] {
    guard !raw.groups.isEmpty else { return [] }
    var groups: [Record.Group] = []
    for (name, entries) in raw.groups.sorted(by: { $0.key < $1.key }) {
      guard groupNames.contains(name) else {
        findings.append(
          Finding(
            .error, .fieldUnknown, at: raw.place.field(name.rawValue),
            Phrase("字典中没有分组 \(name)", "the dictionary has no group \(name)")))
        continue
      }
      let records = entries.map { read($0, requiring: [], &findings) }.filter { !$0.isEmpty }
      if !records.isEmpty { groups.append(Record.Group(name: name, entries: records)) }
    }
    return groupOrder.arranged(groups)
  }

  /// - Parameter place: Where the whole value of a field stood, or else the record.
  func noteMissing(
    _ values: PackedValues, _ groups: [Record.Group], _ findings: inout [Finding], place: (FieldName) -> Place
  ) {
    noteMissing(required, values, groups, &findings, place: place)
  }

  private func noteMissing(
    _ required: [FieldName], _ values: PackedValues, _ groups: [Record.Group], _ findings: inout [Finding],
    place: (FieldName) -> Place
  ) {
    for name in required where !isGiven(name, values) && !groups.contains(where: { $0.name == name }) {
      // A value that was refused has its own error.
      if findings.contains(where: { $0.severity == .error && $0.place.field == name.rawValue }) { continue }
      let label =
        schema.rule(name)?.definition.label ?? rules.dictionary.group(name)?.label
        ?? Phrase(name.rawValue, name.rawValue)
      findings.append(
        Finding(
          .error, .fieldMissing, at: place(name).field(name.rawValue),
          Phrase("缺少\(label.chinese)", "\(label.english) is missing"),
          hint: Phrase("这一项必须填写", "this field is required")))
    }
  }

  /// A word for “not known” satisfies the rule, except where it would leave nobody: the name and the ID number.
  private func isGiven(_ name: FieldName, _ values: PackedValues) -> Bool {
    guard let rule = schema.rule(name), let entry = values.entry(rule.order) else { return false }
    return entry.kind != .unknown || (rule.type != .name && rule.type != .residentID)
  }

  /// - Parameter place: Where a field stood, by its whole value, else by its first part, else the record.
  func check(_ values: PackedValues, _ findings: inout [Finding], place: (FieldName) -> Place) {
    var check = CrossCheck(values: values, schema: schema, rules: rules, today: today)
    check.run()
    if !sequences.isEmpty { check.checkSequences(sequences) }
    for note in check.notes {
      var finding = note.finding
      finding.place = place(note.field).field(note.field.rawValue)
      findings.append(finding)
    }
  }
}

extension RawRecord {
  /// Where a field came from: its own place, or that of one of its parts, or the record's.
  func place(of field: FieldName) -> Place {
    let own = values[FieldKey(field)]?.place
    let part = values.filter { $0.key.name == field }.min { $0.key.description < $1.key.description }?.value.place
    return own ?? part ?? place
  }
}

/// One raw value with the field that it belongs to.
struct RawBox {
  var rule: FieldRule
  var part: FieldPart?
  var value: RawValue
}
