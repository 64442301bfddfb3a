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

/// The first law over every form that is shipped, and over those of a city that is not: by whatever way a record goes out, it
/// comes back as it was, to the last scalar, as far as the form shows it.
struct AllFormsTests {
  static let forms = Workshop.forms + Workshop.fixtureForms

  private func check(_ name: String, _ kind: GenerationRequest.Kind, _ values: SampleRecords.Values) throws {
    let printing = try Workshop.printing(name, kind)
    let subject = try Workshop.subject(of: printing.form, printing.composer, values)
    let paper = try printing.paper(for: subject, position: 0, isOneOfMany: false)
    try Workshop.withFolder { folder in
      let path = "\(folder)/paper.pdf"
      try Data(try printing.file(of: paper)).write(to: URL(fileURLWithPath: path))
      let returned = try Workshop.read(path, like: name)
      #expect(returned.status == .accepted, "\(values) \(returned.findings.filter { $0.severity == .error })")
      #expect(returned.form == name)
      guard let back = returned.papers.first else { return }
      let shown = printing.shown(of: subject)
      #expect(back.record == shown, "\(values): \(back.record.map { difference($0, shown) } ?? "")")
      #expect(back.changes == [])
    }
  }

  /// What differs, for whoever reads a failed test.
  private func difference(_ a: Record, _ b: Record) -> String {
    let names = Set(a.values.keys).union(b.values.keys).filter { a[$0] != b[$0] }
    let groups = Set(a.groups.keys).union(b.groups.keys).sorted().map { group in
      let (a, b) = (a.entries(of: group), b.entries(of: group))
      return a.count == b.count ? zip(a, b).map { difference($0, $1) }.joined() : "\(group) \(a.count)/\(b.count)"
    }
    return "\(names.sorted().map { "\($0): \(a.text(FieldKey($0))) / \(b.text(FieldKey($0)))" }) \(groups)"
  }

  @Test(arguments: forms)
  func `a fillable form comes back as it went out`(name: String) throws {
    for values in [SampleRecords.Values.typical, .longest, .rare] { try check(name, .fillable, values) }
  }

  @Test(arguments: forms)
  func `a flat form comes back as it went out`(name: String) throws {
    for values in [SampleRecords.Values.shortest, .typical] { try check(name, .archive, values) }
  }

  @Test(arguments: forms)
  func `a form's data come back from XML that fits its schema, and from its spreadsheet`(name: String) throws {
    let printing = try Workshop.printing(name, .xml)
    let rules = try Workshop.profile(of: name).rules
    for values in [SampleRecords.Values.longest, .rare] {
      let subject = printing.shown(of: try Workshop.subject(of: printing.form, printing.composer, values))
      try Workshop.withFolder { folder in
        let data = "\(folder)/data.xml"
        try write(subject, printing, to: data)
        let returned = try Workshop.read(data, like: name)
        #expect(!returned.findings.contains { $0.code.rawValue == "xml-invalid" }, "\(returned.findings)")
        #expect(
          returned.papers.first?.record == subject,
          "\(returned.papers.first?.record.map { difference($0, subject) } ?? "")")
        let sheet = "\(folder)/sheet.xlsx"
        let toolkit = try Workshop.toolkit()
        _ = try toolkit.writeSheet(
          of: printing.form, in: try Workshop.profile(of: name), to: sheet, rows: 4, list: data, report: { _ in })
        let back = try records(of: sheet, printing, rules)
        #expect(back == subject, "\(difference(back, subject))")
      }
    }
  }

  private func write(_ subject: Record, _ printing: Printing, to path: String) throws {
    let row = AcceptedRow(position: 0, record: subject, place: Place())
    var account = GenerationAccount()
    if printing.form.subject == .retiree {
      var file = try XMLListFile(printing, path: path, printed: { _ in })
      try file.take(file.make([row]), of: [row], &account)
      return try file.finish(&account)
    }
    var bytes = try printing.xml.batchHead(.batch(subject, people: []), key: "K")
    for person in subject.entries(of: .people) { bytes += try printing.xml.person(person) }
    bytes += printing.xml.batchFoot
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// What a form's spreadsheet says, through the gate.
  private func records(of sheet: String, _ printing: Printing, _ full: RecordRules) throws -> Record {
    let form = printing.form
    var rules = full
    rules.required = []
    let gate = try Workshop.toolkit().gate(rules)
    let source = ListSource(path: sheet)
    let header = try gate.judge(try readBatchHeader(source, dictionary: rules.dictionary), as: .batch).value
    let showsPeople = printing.xml.shape.people != nil
    guard form.subject == .retiree || showsPeople else { return printing.composer.shown(of: header) }
    var people: [Record] = []
    let account = try ListIntake(
      values: BatchValues(settings: [:], batch: nil, gate: gate), dictionary: rules.dictionary, jobs: 1
    ).run(
      source, report: { _ in }, make: { Made(product: $0.map(\.record)) },
      take: { _, made, _ in people += made.product })
    #expect(account.refused == 0)
    // What follows from other fields need not be typed; it is the same again.
    let record = form.subject == .batch ? .batch(header, people: people) : try #require(people.first)
    return printing.composer.shown(of: Derivations(rules: full).complete(record).record)
  }
}
