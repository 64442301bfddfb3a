import Diagnostics
import Foundation
import RecordReading
import RecordWriting
import Testing
import XMLTrees

@testable import Records

/// Texts that have broken lists before.
private let hardTexts = [
  "=1+1", "+86", "-5", "@x", "'=1", "''=1", "'张三", "郎\u{F92C}", "䶮\u{20164}𬎆", "e\u{301}", "a,b;c\td", "\"引\"号\"",
  "两\n行", "回车\r\n换", "\t制表", " 空 ", "_x000D_", "a_x0041_b_x005F_", "<a>&amp;]]>", "0001", "1e5", "110201195803051234",
  "\u{2028}x", "\u{85}x", "x\u{FE00}", "true", "\\u0041", "伊·阿",
]

extension Record {
  /// A record of any values, past the gate: what it would refuse must come through a file too.
  fileprivate init(values: [FieldName: FieldValue], groups: [FieldName: [Record]]) {
    var packed = PackedValues()
    for field in dictionary.fields {
      if let value = values[field.name], let rule = dictionary.schema.rule(field.name) { packed.add(value, rule) }
    }
    self.init(
      schema: dictionary.schema, packed: packed,
      groups: groups.sorted { $0.key < $1.key }.map { Group(name: $0.key, entries: $0.value) })
  }
}

private func record(_ position: Int) -> Record {
  let text = ExactText(hardTexts[position % hardTexts.count])
  let other = ExactText(hardTexts[(position * 7 + 3) % hardTexts.count])
  return Record(
    values: [
      "retiree.name": .text(text), "retiree.workUnit": .text(other),
      "retiree.residence": .address(Address(city: text, street: "", community: other, number: "5号")),
      "retiree.specialCare": .choice([Choice(code: "model-worker", word: "劳模"), Choice(code: "disability", word: "残疾")]
      ),
      "retiree.education": .choice([Choice(code: nil, word: text)]), "archive.volumes": .count(position),
      "retiree.phone": .unknown("不详"),
    ],
    groups: [
      "retiree.contacts": (0..<position % 3 + 1).map {
        Record(values: ["contact.name": .text(other), "contact.relation": .text(ExactText("子\($0)"))], groups: [:])
      }
    ])
}

/// What a raw record should hold for a record, whatever the channel.
private func expected(_ record: Record, marks: Bool) -> [String] {
  var texts: [String] = []
  for (name, value) in record.values {
    switch value {
    case .address(let address):
      for part in [FieldPart.city, .street, .community, .number] where !address.text(part: part).isEmpty {
        texts.append("\(name).\(part.rawValue)=" + address.text(part: part))
      }
    case .choice(let choices) where name == "retiree.specialCare" && marks:
      texts += choices.map { "\(name).\($0.code ?? "")=\($0.word)" }
    default: texts.append("\(name)=" + value.text())
    }
  }
  for (name, entries) in record.groups {
    for (position, entry) in entries.enumerated() {
      texts += entry.values.map { "\(name)\(position).\($0.key)=" + $0.value.text() }
    }
  }
  return texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
}

private func found(_ record: RawRecord) -> [String] {
  var texts = record.values.map { "\($0.key)=\($0.value.text)" }
  for (name, entries) in record.groups {
    for (position, entry) in entries.enumerated() {
      texts += entry.values.map { "\(name)\(position).\($0.key)=\($0.value.text)" }
    }
  }
  return texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
}

private func temporary(_ name: String) -> String {
  FileManager.default.temporaryDirectory.appendingPathComponent("lists-\(UUID().uuidString)-\(name)").path
}

@Suite struct RoundTripTests {
  @Test(arguments: ListFileFormat.allCases)
  func `what is written is read again to the last scalar`(format: ListFileFormat) throws {
    let records = (0..<hardTexts.count * 2).map(record)
    let path = temporary("a.\(format.rawValue)")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try writeList(records, to: path, format: format, dictionary: dictionary)
    var read: [[String]] = []
    let result = try readList(ListSource(path: path), dictionary: dictionary) {
      #expect($0.findings.isEmpty)
      read.append(found($0.record))
    }
    #expect(result.findings.isEmpty, "\(result.findings)")
    let marks = format != .csv && format != .xlsx
    #expect(read.count == records.count)
    for (mine, theirs) in zip(read, records.map { expected($0, marks: marks) }) {
      #expect(mine.map { Array($0.utf8) } == theirs.map { Array($0.utf8) }, "\(mine)\n\(theirs)")
    }
  }

  @Test(arguments: ListFileFormat.allCases)
  func `the same records give the same bytes`(format: ListFileFormat) throws {
    let files = try (0..<2).map { _ -> Data in
      let path = temporary("b")
      defer { try? FileManager.default.removeItem(atPath: path) }
      try writeList((0..<20).map(record), to: path, format: format, dictionary: dictionary)
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
    #expect(files[0] == files[1])
  }

  @Test func `record XML fits its schema`() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Resources/records.rng")
    let schema = try RelaxNGSchema(bytes: Array(Data(contentsOf: path)))
    for position in hardTexts.indices {
      #expect(schema.validate(untrustedBytes: try recordsXML([record(position)], dictionary: dictionary)) == [])
    }
    let wrong = "<records xmlns='urn:handover:records:1'><record><feld name='x'/></record></records>"
    #expect(schema.validate(untrustedBytes: Array(wrong.utf8)).map(\.place.character) == [49])
  }

  @Test func `an illegal character is refused with its field, and no file appears`() throws {
    let path = temporary("c.xml")
    let bad = Record(values: ["retiree.name": .text("a\u{1}b")], groups: [:])
    let refusal = #expect(throws: Refusal.self) {
      try writeList([bad], to: path, format: .xml, dictionary: dictionary)
    }
    #expect(refusal?.findings.first?.place.field == "retiree.name")
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(throws: Refusal.self) {
      try writeList([bad], to: "/nonexistent/x.csv", format: .csv, dictionary: dictionary)
    }
  }

  @Test func `refused rows come back from their workbook, whole, without what was written beside them`() throws {
    let list = ReadList("姓名,身份证号,血型,姓名\n张三,12,A,x\n李四,,B,\n")
    let columns = list.summary?.sheets.first?.columns ?? []
    let rows = list.rows.map { row in
      RejectedRow(
        cells: Dictionary(
          uniqueKeysWithValues: row.cells.map { ($0.column, RawValue($0.text, kind: $0.kind)) }),
        findings: [
          Finding(.error, Finding.Code(rawValue: "x"), at: Place(column: "B 身份证号"), Phrase("号码有误", "wrong")),
          Finding(.error, Finding.Code(rawValue: "y"), Phrase("缺少签字", "unsigned")),
        ], place: row.record.place)
    }
    let sheet = RejectedSheet(
      name: "名册", headings: Dictionary(uniqueKeysWithValues: columns.map { ($0.index, $0.heading) }), rows: rows)
    let path = temporary("rejected.xlsx")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try writeRejected([sheet], to: path)
    let again = ReadList(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(again.dump == list.dump)
    #expect(again.codes == ["list-unknown-column", "list-duplicate-column"])
    #expect(again.rows.first?.cells.map(\.text) == ["张三", "12", "号码有误", "A", "x", "缺少签字", "list", "2"])
  }

  @Test func `refused records without cells get a table that can be mended and read`() throws {
    let list = ReadList(
      """
      {"姓名":"张三","retiree.specialCare":["劳模"],"retiree.residence":{"city":"甲市"},"retiree.contacts":[{"姓名":"李四"},{"关系":"子"}]}
      """)
    let rejections = list.rows.map { row in
      let finding = Finding(
        .error, Finding.Code(rawValue: "x"), at: row.record.place.field("retiree.name"), Phrase("姓名有误", "wrong"))
      return RecordRejection(raw: row.record, findings: [finding])
    }
    let path = temporary("rejected.xlsx")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let sheet = RejectedSheet(name: nil, rejections: rejections, dictionary: dictionary)
    try writeRejected([sheet], to: path)
    let again = ReadList(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(
      again.dump == [
        "2 retiree.name=张三 | retiree.residence.city=甲市 | retiree.specialCare.model-worker=劳模 | "
          + "contacts1.contact.name=李四 | contacts2.contact.relation=子"
      ])
    #expect(again.rows.first?.cells.map(\.text).contains("姓名有误") == true)
  }
}
