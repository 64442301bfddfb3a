import Diagnostics
import Records

/// Reads an array of objects, `{"records": […]}`, or one object on each line (JSON Lines).
func readJSON(
  _ source: ListSource, encoding: TextEncoding, dictionary: FieldDictionary, into sink: ListSink
) throws -> Reported<ListSummary> {
  let parser = JSONParser(try source.pieces(), encoding, file: source.name)
  let reader = JSONRecordReader(file: source.name, dictionary: dictionary)
  if try parser.peekToken() == UInt8(ascii: "[") {
    try readArray(parser, reader, sink)
  } else {
    try readObjects(parser, reader, sink)
  }
  guard try parser.peekToken() == nil else { throw parser.malformed("末尾有多余内容", "something follows the end") }
  let sheet = ListSummary.Sheet(records: reader.count)
  return Reported(ListSummary(format: .json, encoding: encoding.rawValue, sheets: [sheet]), reader.findings)
}

private func readArray(_ parser: JSONParser, _ reader: JSONRecordReader, _ sink: ListSink) throws {
  try parser.expect(UInt8(ascii: "["))
  if try parser.take(UInt8(ascii: "]")) { return }
  repeat {
    if try reader.takePlain(parser, isArray: true, into: sink) { continue }
    _ = try parser.peekToken()
    let line = parser.line
    try sink(reader.row(try parser.value(), line: line))
  } while try parser.take(UInt8(ascii: ","))
  try parser.expect(UInt8(ascii: "]"))
}

private func readObjects(_ parser: JSONParser, _ reader: JSONRecordReader, _ sink: ListSink) throws {
  while true {
    if try reader.takePlain(parser, isArray: false, into: sink) { continue }
    guard try parser.take(UInt8(ascii: "{")) else { return }
    let line = parser.line
    var members: [JSONValue.Member] = []
    var hadRecords = false
    if try !parser.take(UInt8(ascii: "}")) {
      repeat {
        let (key, at) = try parser.key()
        if key == "records", try parser.peekToken() == UInt8(ascii: "[") {
          hadRecords = true
          try readArray(parser, reader, sink)
        } else {
          members.append(JSONValue.Member(key: key, value: try parser.value(), line: at))
        }
      } while try parser.take(UInt8(ascii: ","))
      try parser.expect(UInt8(ascii: "}"))
    }
    if !hadRecords { try sink(reader.row(.object(members), line: line)) }
  }
}

/// Turns JSON objects into raw records.
private final class JSONRecordReader {
  private let file: String
  private let index: HeadingIndex
  private let dictionary: FieldDictionary
  private var plain: PlainRecords
  private(set) var count = 0
  private(set) var findings: [Finding] = []
  private var unknown: Set<String> = []
  /// For each group the key that its entries came under.
  private var groupKeys: [FieldName: String] = [:]

  init(file: String, dictionary: FieldDictionary) {
    self.file = file
    self.dictionary = dictionary
    index = HeadingIndex(dictionary)
    plain = PlainRecords(file: file, dictionary: dictionary)
  }

  /// Takes the plain objects that come next, up to one that is not plain.
  ///
  /// - Returns: Whether there was one.
  func takePlain(_ parser: JSONParser, isArray: Bool, into sink: ListSink) throws -> Bool {
    guard try parser.peekToken() == UInt8(ascii: "{") else { return false }
    repeat {
      let taken = parser.withRest { bytes in
        plain.take(
          bytes, line: parser.line, count: count, isArray: isArray, meaning: { self.meaning(of: $0) },
          noteUnknown: { self.noteUnknown($0, $1) })
      }
      parser.skip(taken.bytes, lines: taken.lines)
      count += taken.rows.count
      for (row, number) in zip(taken.rows, taken.numbers) {
        try sink(ListRow(content: .row(row), number: number, findings: []))
      }
      if !taken.rows.isEmpty { return true }
      guard taken.outcome == .cutOff else { return false }
    } while try parser.refill()
    return false
  }

  private func meaning(of path: UnsafeBufferPointer<UInt8>) -> PlainRecords.Meaning {
    let (keys, entry) = PlainPath.parts(path)
    guard let entry else {
      if keys == [RowNumber.key] { return .number }
      return key(of: keys, in: nil).map { .column(RowLayout.Column(key: $0)) } ?? .unknown(keys: keys)
    }
    // The same group under two keys would be one group to a table.
    guard let group = groupNamed([keys[0]]), groupKeys[group.name, default: keys[0]] == keys[0] else { return .odd }
    groupKeys[group.name] = keys[0]
    guard let key = key(of: [keys[1]], in: group) else { return .unknown(keys: [keys[1]]) }
    return .column(RowLayout.Column(key: key, group: group.name, entry: entry))
  }

  func row(_ value: JSONValue, line: Int) -> ListRow {
    count += 1
    var place = Place(file: file, row: count, line: line)
    var findings: [Finding] = []
    guard case .object(var members) = value else {
      findings.append(
        Finding(.error, .jsonMalformed, at: place, Phrase("记录应是一个对象 {…}", "a record should be an object {…}")))
      return ListRow(content: .record(RawRecord(at: place)), findings: findings)
    }
    var number: Int?
    if let index = members.firstIndex(where: { $0.key == RowNumber.key }) {
      number = RowNumber.value(members.remove(at: index).value)
      if number == nil {
        findings.append(
          Finding(
            .error, .jsonMalformed, at: place,
            Phrase("\(RowNumber.key) 应是从 1 起的整数", "\(RowNumber.key) should be a whole number from 1 on")))
      }
      place.row = number ?? place.row
    }
    var record = RawRecord(at: place)
    read(members, path: [], group: nil, into: &record, &findings)
    return ListRow(content: .record(record), number: number, findings: findings)
  }

  private func read(
    _ members: [JSONValue.Member], path: [String], group: GroupDefinition?, into record: inout RawRecord,
    _ findings: inout [Finding]
  ) {
    var seen: Set<ExactText> = []
    for member in members {
      var place = record.place
      place.line = member.line
      guard seen.insert(ExactText(member.key)).inserted else {
        findings.append(
          Finding(
            .error, .listDuplicateKey, at: place.field(member.key),
            Phrase("同一个键 \(member.key) 出现了两次", "the key \(member.key) stands here twice")))
        continue
      }
      read(member, path: path + [member.key], place, group, &record, &findings)
    }
  }

  private func read(
    _ member: JSONValue.Member, path: [String], _ place: Place, _ group: GroupDefinition?, _ record: inout RawRecord,
    _ findings: inout [Finding]
  ) {
    if case .array(let items) = member.value, let inner = groupNamed(path) {
      return readGroup(items, inner, place, &record, &findings)
    }
    let key = key(of: path, in: group)
    switch member.value {
    case .null: return
    case .object(let members): read(members, path: path, group: group, into: &record, &findings)
    case .array(let items):
      guard let key else { return noteUnknown(path, place) }
      addOptions(items, key, place, &record, &findings)
    case .string(let text): add(RawValue(text, at: place), key, path, &record, &findings)
    case .number(let text):
      add(RawValue(text, kind: .number(Double(text) ?? 0), at: place), key, path, &record, &findings)
    case .bool(let isOn):
      add(RawValue(isOn ? "true" : "false", kind: .mark(isOn), at: place), key, path, &record, &findings)
    }
  }

  private func readGroup(
    _ items: [JSONValue], _ group: GroupDefinition, _ place: Place, _ record: inout RawRecord,
    _ findings: inout [Finding]
  ) {
    for item in items {
      var entry = RawRecord(at: place)
      guard case .object(let members) = item else {
        findings.append(
          Finding(
            .error, .jsonMalformed, at: place.field(group.name.rawValue),
            Phrase("每一项应是一个对象 {…}", "each entry should be an object {…}")))
        continue
      }
      read(members, path: [], group: group, into: &entry, &findings)
      record.groups[group.name, default: []].append(entry)
    }
  }

  private func add(
    _ value: RawValue, _ key: FieldKey?, _ path: [String], _ record: inout RawRecord, _ findings: inout [Finding]
  ) {
    guard let key else { return noteUnknown(path, value.place) }
    var value = value
    value.place.field = key.name.rawValue
    guard record.values[key] == nil else {
      findings.append(
        Finding(
          .error, .listDuplicateKey, at: value.place, Phrase("这个字段在记录中写了两次", "the field stands in the record twice")))
      return
    }
    if !value.text.trimmed.isEmpty { record.values[key] = value }
  }

  /// A list of words: of a field of several options a box for each that the dictionary knows, otherwise one text.
  private func addOptions(
    _ items: [JSONValue], _ key: FieldKey, _ place: Place, _ record: inout RawRecord, _ findings: inout [Finding]
  ) {
    let words = items.compactMap { if case .string(let word) = $0 { word } else { nil } }
    guard words.count == items.count else {
      findings.append(
        Finding(
          .error, .jsonMalformed, at: place.field(key.name.rawValue), Phrase("列表里应都是文字", "the list should hold texts")))
      return
    }
    let options = dictionary[key.name]?.type == .options ? dictionary.options(of: key.name)?.options ?? [] : []
    let known = words.compactMap { word in options.first { ExactText($0.label) == ExactText(word) || $0.code == word } }
    guard key.part == nil, !words.isEmpty, known.count == words.count else {
      return add(RawValue(words.joined(separator: "、"), at: place), key, [], &record, &findings)
    }
    for (word, option) in zip(words, known) {
      add(
        RawValue(word, kind: .mark(true), at: place), FieldKey(key.name, FieldPart(option.code)), [], &record, &findings
      )
    }
  }

  private func groupNamed(_ path: [String]) -> GroupDefinition? {
    let text = path.joined(separator: ".")
    return dictionary.groups.first { $0.name.rawValue == text || $0.label.chinese == path.last }
  }

  private func key(of path: [String], in group: GroupDefinition?) -> FieldKey? {
    let meaning: ColumnMeaning?
    if let group {
      let text = path.joined(separator: "-")
      meaning =
        index.meaning(of: path) ?? index.meaning(of: text, within: group.name)
        ?? index.meaning(of: [group.entity + text])
      if case .field = meaning {
        return inner(index.meaning(of: text, within: group.name)) ?? inner(index.meaning(of: [group.entity + text]))
      }
    } else {
      meaning = index.meaning(of: path)
    }
    return inner(meaning)
  }

  private func inner(_ meaning: ColumnMeaning?) -> FieldKey? {
    switch meaning {
    case .field(let key), .entry(_, _, let key): key
    case .ignored, nil: nil
    }
  }

  private func noteUnknown(_ path: [String], _ place: Place) {
    let name = path.joined(separator: ".")
    guard !name.isEmpty, unknown.count < 200, unknown.insert(name).inserted else { return }
    if case .ignored = index.meaning(of: path) { return }
    findings.append(
      Finding(
        .fix, .listUnknownColumn, at: place.field(name), Phrase("不认识的键，没有读取", "the key is not known and was not read")))
  }
}
