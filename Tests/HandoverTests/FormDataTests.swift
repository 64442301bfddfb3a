import Composing
import Diagnostics
import Foundation
import IsolatedReading
import RecordReading
import Records
import Templates
import Testing

@testable import Handover

/// The first law for a form's data without its paper: as XML by the form's schema, and as a spreadsheet.
struct FormDataTests {
  private func printing(_ name: String) throws -> (printing: Printing, profile: Profile) {
    (try Workshop.printing(name, .xml), try Workshop.profile(of: name))
  }

  private func read(_ path: String, _ profile: Profile) throws -> ReturnedForm {
    try Workshop.read(path, like: "\(profile.id)/")
  }

  private func rows(_ people: [Record]) -> [AcceptedRow] {
    people.enumerated().map { AcceptedRow(position: $0, record: $1, place: Place()) }
  }

  private func write(_ people: [Record], header: Record, _ printing: Printing, to path: String) throws {
    var account = GenerationAccount()
    if printing.form.subject == .batch {
      var file = try XMLBatchFile(printing, header: header, key: "KEY", path: path, printed: { _ in })
      try file.take(file.make(rows(people)), of: rows(people), &account)
      try file.finish(&account)
    } else {
      var file = try XMLListFile(printing, path: path, printed: { _ in })
      try file.take(file.make(rows(people)), of: rows(people), &account)
      try file.finish(&account)
    }
  }

  private func header(_ profile: Profile) throws -> Record {
    let raw = RawRecord(values: [
      FieldKey("transfer.unit"): RawValue("聊城市机械<&>集团"), FieldKey("transfer.date"): RawValue("2026-11-20"),
      FieldKey("transfer.phone"): RawValue("不详"),
    ])
    return try Workshop.toolkit().gate(profile.rules).judge(raw, as: .batch).value
  }

  @Test(arguments: ["liaocheng/info-table", "liaocheng/archive-roster"])
  func `another validator finds a form's data to fit its schema`(name: String) throws {
    guard try Workshop.run("which", ["xmllint"]).status == 0 else { return }
    let (printing, profile) = try printing(name)
    try Workshop.withFolder { folder in
      try write(
        try Workshop.people(60, seed: 5, profile: profile), header: try header(profile), printing,
        to: "\(folder)/data.xml")
      try Workshop.toolkit().write(
        text: String(decoding: try Workshop.toolkit().formSchema(name), as: UTF8.self), to: "\(folder)/form.xsd")
      let checked = try Workshop.run(
        "xmllint", ["--nonet", "--noout", "--schema", "\(folder)/form.xsd", "\(folder)/data.xml"])
      #expect(checked.status == 0, "\(checked.output)")
    }
  }

  @Test func `a form's data that break the schema are told with their line, and judged by the gate`() throws {
    let profile = try Workshop.profile(of: "liaocheng/info-table")
    let text = """
      <info-table xmlns="urn:handover:form-data:liaocheng:info-table:1">
        <retiree.name>张三</retiree.name>
        <retiree.birth>1945年1月</retiree.birth>
        <retiree.id>110201194501010014</retiree.id>
        <retiree.sex code="1"/>
        <retiree.archivePlace/>
        <retiree.phone>12</retiree.phone>
      </info-table>
      """
    try Workshop.withFolder { folder in
      try Workshop.toolkit().write(text: text, to: "\(folder)/a.xml")
      let returned = try read("\(folder)/a.xml", profile)
      let invalid = returned.findings.filter { $0.code.rawValue == "xml-invalid" }
      #expect(invalid.map(\.place.line) == [3, 6, 7])
      #expect(returned.status == .review)
      #expect(returned.reason == "phone-shape")
      #expect(returned.papers.first?.values.first { $0.box == "retiree.phone" }?.text == "12")
      try Workshop.toolkit().write(
        text: text.replacing("<retiree.phone>12</retiree.phone>", with: ""), to: "\(folder)/b.xml")
      let mended = try read("\(folder)/b.xml", profile)
      let record = try #require(mended.papers.first?.record)
      #expect(mended.status == .accepted)
      #expect(record["retiree.sex"]?.text() == "男")
      #expect(record["retiree.birth"]?.text() == "1945年1月")
    }
  }

  @Test(arguments: [
    String(repeating: "<info-table/>", count: 5_001),
    "<info-table>\(String(repeating: "<x/>", count: 10_001))</info-table>",
  ])
  func `data that hold more than anyone would go through are refused`(papers: String) throws {
    let profile = try Workshop.profile(of: "liaocheng/info-table")
    try Workshop.withFolder { folder in
      try Workshop.toolkit().write(
        text: "<info-table-list xmlns='urn:handover:form-data:liaocheng:info-table:1'>\(papers)</info-table-list>",
        to: "\(folder)/a.xml")
      let returned = try read("\(folder)/a.xml", profile)
      #expect(returned.status == .refused && returned.reason == "too-large")
    }
  }

  @Test func `data of another version are not read as if they were of this one`() throws {
    let profile = try Workshop.profile(of: "liaocheng/info-table")
    try Workshop.withFolder { folder in
      try Workshop.toolkit().write(
        text: "<info-table xmlns='urn:handover:form-data:liaocheng:info-table:99'/>", to: "\(folder)/a.xml")
      #expect(try read("\(folder)/a.xml", profile).reason == "form-version-unknown")
    }
  }

  @Test(arguments: ["liaocheng/info-table", "liaocheng/archive-roster"])
  func `a form's sheet says which form it is, and its rows come back as its papers`(name: String) throws {
    let (printing, profile) = try printing(name)
    let toolkit = try Workshop.toolkit()
    try Workshop.withFolder { folder in
      let people = try Workshop.people(7, seed: 9, profile: profile)
      try write(people, header: try header(profile), printing, to: "\(folder)/data.xml")
      try toolkit.writeSheet(of: name, to: "\(folder)/sheet.xlsx", rows: 9, list: "\(folder)/data.xml")
      let form = try #require(formSheetName(of: ListSource(path: "\(folder)/sheet.xlsx")))
      #expect(form.fullName == name)
      #expect(try FileKind.of(path: "\(folder)/sheet.xlsx") == .formSheet(form))
      let returned = try read("\(folder)/sheet.xlsx", profile)
      let fromXML = try read("\(folder)/data.xml", profile)
      #expect(returned.source == .sheet)
      #expect(returned.papers.count == fromXML.papers.count)
      #expect(returned.papers.compactMap(\.record) == fromXML.papers.compactMap(\.record))
      #expect(!returned.papers.isEmpty)
    }
  }

  @Test func `what stands once on a batch's paper comes back from its own sheet`() throws {
    let toolkit = try Workshop.toolkit()
    let name = "liaocheng/archive-roster"
    let (printing, profile) = try printing(name)
    let header = try header(profile)
    try Workshop.withFolder { folder in
      let people = try Workshop.people(3, seed: 2, profile: profile)
      try write(people, header: header, printing, to: "\(folder)/data.xml")
      try toolkit.writeSheet(of: name, to: "\(folder)/sheet.xlsx", rows: 9, list: "\(folder)/data.xml")
      for list in ["data.xml", "sheet.xlsx"] {
        var request = GenerationRequest(
          form: "archive-roster", profile: "liaocheng", list: "\(folder)/\(list)", output: "\(folder)/\(list)-again.xml"
        )
        request.kind = .xml
        request.run = "one"
        _ = try toolkit.generate(request) { _ in }
      }
      let (first, second) = (
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/data.xml-again.xml")),
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/sheet.xlsx-again.xml"))
      )
      #expect(String(decoding: first, as: UTF8.self).contains("聊城市机械&lt;&amp;&gt;集团"))
      #expect(first == second)
    }
  }
}
