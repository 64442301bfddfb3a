import Composing
import Diagnostics
import Foundation
import IsolatedReading
import RecordReading
import Records
import Samples
import Templates
import Testing

@testable import Handover

/// The first law for a form's data without its paper: as XML by the form's schema, and as a spreadsheet.
struct FormDataTests {
  private func printing(_ name: String) throws -> (printing: Printing, profile: Profile) {
    let toolkit = try Workshop.toolkit()
    let profile = try Workshop.profile(of: name)
    let printing = Printing(
      form: try toolkit.form(name, of: profile), dictionary: profile.rules.dictionary, fonts: try toolkit.fonts(),
      keys: RecordKeys(run: Array("list".utf8), form: name), kind: .xml)
    return (printing, profile)
  }

  private func read(_ path: String, _ profile: Profile) throws -> ReturnedForm {
    let toolkit = try Workshop.toolkit()
    let reading = ReturnReading(
      reader: IsolatedReader(readerPath: toolkit.locations.reader),
      identification: FormIdentification(profiles: [profile])
    ) { toolkit.gate($0) }
    return reading.read(path, as: try #require(formName(of: ListSource(path: path))))
  }

  private func rows(_ people: [Record]) -> [AcceptedRow] {
    people.enumerated().map { AcceptedRow(position: $0, record: $1) }
  }

  private func write(_ people: [Record], header: Record, _ printing: Printing, to path: String) throws {
    var account = GenerationAccount()
    if printing.form.subject == .batch {
      var file = try XMLBatchFile(printing, header: header, key: "K", path: path, printed: { _ in })
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

  /// Some people, and a record in which every field has a value.
  private func subjects(
    _ printing: Printing, _ profile: Profile, count: Int, seed: UInt64
  ) throws -> (header: Record, people: [Record]) {
    let toolkit = try Workshop.toolkit()
    var rules = profile.rules
    rules.required = []
    let every = EveryField(shape: printing.xml.shape, gate: toolkit.gate(rules))
    // Options that a city has in place of ours are not the samples'.
    let people = SamplePeople(seed: seed, flavour: .mixed).people(count).compactMap { person in
      try? every.gate.validate(person.raw).value
    }
    guard printing.form.subject == .batch else { return (try header(profile), people + [try every.record()]) }
    return (try every.record(), people + [try every.person()])
  }

  @Test(arguments: Workshop.forms)
  func `a form's data as XML fit its schema and are read back equal`(name: String) throws {
    let (printing, profile) = try printing(name)
    let (header, people) = try subjects(printing, profile, count: 15, seed: 3)
    let isBatch = printing.form.subject == .batch
    let subjects = isBatch ? [Record.batch(header, people: people)] : people
    try Workshop.withFolder { folder in
      let path = "\(folder)/data.xml"
      try write(people, header: header, printing, to: path)
      let returned = try read(path, profile)
      let invalid = returned.findings.filter { $0.code.rawValue == "xml-invalid" }
      #expect(invalid == [])
      #expect(returned.status == .accepted, "\(returned.findings.filter { $0.severity == .error })")
      #expect(returned.papers.count == subjects.count)
      for (paper, subject) in zip(returned.papers, subjects) {
        #expect(paper.record.map { printing.composer.shown(of: $0) } == printing.composer.shown(of: subject))
      }
    }
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
      #expect(returned.status == .refused)
      #expect(returned.reason == "phone-shape")
      try Workshop.toolkit().write(
        text: text.replacing("<retiree.phone>12</retiree.phone>", with: ""), to: "\(folder)/b.xml")
      let mended = try read("\(folder)/b.xml", profile)
      let record = try #require(mended.papers.first?.record)
      #expect(mended.status == .accepted)
      #expect(record["retiree.sex"]?.text() == "男")
      #expect(record["retiree.birth"]?.text() == "1945年1月")
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

  @Test(arguments: Workshop.forms)
  func `a form's spreadsheet holds a list and is read back equal`(name: String) throws {
    let (printing, profile) = try printing(name)
    let toolkit = try Workshop.toolkit()
    let (header, people) = try subjects(printing, profile, count: 10, seed: 9)
    let isBatch = printing.form.subject == .batch
    var free = profile
    free.rules.required = []
    let gate = toolkit.gate(free.rules)
    try Workshop.withFolder { folder in
      let list = isBatch ? "\(folder)/data.xml" : "\(folder)/list.jsonl"
      if isBatch { try write(people, header: header, printing, to: list) } else { try toolkit.write(people, to: list) }
      let sheet = "\(folder)/sheet.xlsx"
      _ = try toolkit.writeSheet(of: printing.form, in: free, to: sheet, rows: 5, list: list, report: { _ in })
      var back: [Record] = []
      let account = try ListIntake(
        values: BatchValues(settings: [:], batch: nil, gate: gate), dictionary: profile.rules.dictionary, jobs: 1
      ).run(
        ListSource(path: sheet), report: { _ in }, make: { Made(product: $0.map(\.record)) },
        take: { _, made, _ in back += made.product })
      #expect(account.refused == 0)
      let raw = try readBatchHeader(ListSource(path: sheet), dictionary: profile.rules.dictionary)
      func shown(_ header: Record, _ people: [Record]) -> [Record] {
        guard isBatch else { return people.map { printing.composer.shown(of: $0) } }
        let whole = printing.composer.shown(of: .batch(header, people: people))
        // A person of whom the form shows nothing is an empty row.
        let entries = whole.entries(of: .people).filter { !$0.values.isEmpty }
        return [.batch(printing.composer.shown(of: header), people: entries)]
      }
      // The intake of a list puts in what follows from it; a record that was made otherwise has that put in too.
      let derivations = Derivations(rules: gate.rules)
      let written =
        isBatch ? printing.composer.shown(of: .batch(header, people: people)).entries(of: .people) : people
      let expected = written.filter { !$0.values.isEmpty }.map { derivations.complete($0).record }
      #expect(shown(try gate.judge(raw, as: .batch).value, back) == shown(header, expected))
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
