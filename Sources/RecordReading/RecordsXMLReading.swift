import Diagnostics
import Records
import XMLTrees

/// The namespace of our XML; its schema is `Resources/records.rng`.
let recordsNamespace = "urn:handover:records:1"

/// Reads our XML as a stream.
func readRecordsXML(
  _ source: ListSource, dictionary: FieldDictionary, into sink: ListSink
) throws -> Reported<ListSummary> {
  let reader = XMLPullReader(file: source.name, source: try source.pieces())
  var records = RecordsXMLReader(reader, dictionary, file: source.name)
  let count = try records.readAll(into: sink)
  let summary = ListSummary(format: .xml, encoding: "UTF-8", sheets: [ListSummary.Sheet(records: count)])
  return Reported(summary, [])
}

private struct RecordsXMLReader {
  private let reader: XMLPullReader
  private let dictionary: FieldDictionary
  private let file: String
  private var findings: [Finding] = []

  init(_ reader: XMLPullReader, _ dictionary: FieldDictionary, file: String) {
    self.reader = reader
    self.dictionary = dictionary
    self.file = file
  }

  mutating func readAll(into sink: ListSink) throws -> Int {
    var count = 0
    while let event = try reader.next() {
      guard event == .start else { continue }
      guard reader.namespace == recordsNamespace else { throw unexpected() }
      if reader.name == "records", reader.depth == 1 { continue }
      guard reader.name == "record" else { throw unexpected() }
      count += 1
      findings = []
      let record = try readRecord(row: count)
      try sink(ListRow(content: .record(record), findings: findings))
    }
    return count
  }

  private func unexpected() -> Refusal {
    Refusal(
      Finding(
        .error, .recordsMalformed, at: reader.place,
        Phrase("这里不该有元素 \(reader.name)", "the element \(reader.name) cannot stand here"),
        hint: Phrase("记录文件的写法见 records.rng", "records.rng says what a file of records looks like")))
  }

  private func place(row: Int) -> Place {
    Place(file: file, row: row, line: reader.place.line)
  }

  private mutating func readRecord(row: Int) throws(Refusal) -> RawRecord {
    let outer = reader.depth
    var record = RawRecord(at: place(row: row))
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      guard event == .start else { continue }
      let name = FieldName(reader[attribute: "name"] ?? "")
      switch reader.name {
      case "field": try readField(name, row: row, &record)
      case "group": try readGroup(name, row: row, &record)
      default: throw unexpected()
      }
    }
    return record
  }

  private mutating func readGroup(_ name: FieldName, row: Int, _ record: inout RawRecord) throws(Refusal) {
    let outer = reader.depth
    if dictionary.group(name) == nil { noteUnknown(name, place(row: row)) }
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      guard event == .start else { continue }
      guard reader.name == "record" else { throw unexpected() }
      record.groups[name, default: []].append(try readRecord(row: row))
    }
  }

  private mutating func readField(_ name: FieldName, row: Int, _ record: inout RawRecord) throws(Refusal) {
    let outer = reader.depth
    let place = place(row: row).field(name.rawValue)
    if dictionary[name] == nil { noteUnknown(name, place) }
    var text = ""
    var hasInner = false
    var words: [String] = []
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      if event == .text { text += reader.text }
      guard event == .start else { continue }
      hasInner = true
      switch reader.name {
      case "part":
        let key = FieldKey(name, FieldPart(reader[attribute: "name"] ?? ""))
        add(RawValue(try reader.readText(), at: place), key, &record)
      case "option":
        let code = reader[attribute: "code"]
        let word = try reader.readText()
        if let code, dictionary[name]?.type == .options {
          add(RawValue(word, kind: .mark(true), at: place), FieldKey(name, FieldPart(code)), &record)
        } else {
          words.append(word)
        }
      default: throw unexpected()
      }
    }
    if !words.isEmpty { add(RawValue(words.joined(separator: "、"), at: place), FieldKey(name), &record) }
    if !hasInner, !text.isEmpty { add(RawValue(text, at: place), FieldKey(name), &record) }
  }

  private mutating func add(_ value: RawValue, _ key: FieldKey, _ record: inout RawRecord) {
    guard record.values.updateValue(value, forKey: key) != nil else { return }
    findings.append(
      Finding(
        .error, .listDuplicateKey, at: value.place, Phrase("这个字段在记录中写了两次", "the field stands in the record twice")))
  }

  private mutating func noteUnknown(_ name: FieldName, _ place: Place) {
    findings.append(
      Finding(
        .error, .listUnknownField, at: place, Phrase("字段名 \(name) 不在字段表中", "the dictionary has no field \(name)"),
        hint: Phrase("用 handover fields 查看字段名", "handover fields lists the names")))
  }
}
