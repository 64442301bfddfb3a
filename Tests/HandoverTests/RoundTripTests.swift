import Composing
import Diagnostics
import FormBinding
import Foundation
import IsolatedReading
import PDFWriting
import Records
import Templates
import Testing

@testable import Handover

/// The first law of the house: what was written and read again is the record that was written, to the last scalar.
///
/// It holds for what the paper shows of a record; the rest does not travel with it.
struct RoundTripTests {
  /// Papers share files here, since opening files is most of the time.
  private static let perFile = 20

  private func printing(_ name: String, _ kind: GenerationRequest.Kind) throws -> (Printing, Profile) {
    (try Workshop.printing(name, kind), try Workshop.profile(of: name))
  }

  /// What is put on one paper: a person, or a batch of some.
  private func subjects(_ people: [Record], of form: FormTemplate, header: Record) -> [Record] {
    guard form.subject == .batch else { return people }
    return stride(from: 0, to: people.count, by: 25).map { start in
      .batch(header, people: Array(people[start..<min(start + 25, people.count)]))
    }
  }

  private func header(_ toolkit: Toolkit, _ profile: Profile) throws -> Record {
    let texts: [FieldName: String] = [
      "transfer.unit": "聊城市机械集团有限公司", "transfer.handler": "张𬎆", "transfer.phone": "0635-8240000",
      "transfer.date": "2026-11-20", "reception.unit": "东昌府区人社局",
    ]
    let raw = RawRecord(values: Dictionary(uniqueKeysWithValues: texts.map { (FieldKey($0), RawValue($1)) }))
    return try toolkit.gate(profile.rules).judge(raw, as: .batch).value
  }

  /// A thousand people, some to a file, in every way that a form can be printed.
  @Test(arguments: ["liaocheng/info-table", "liaocheng/archive-roster"], [GenerationRequest.Kind.archive, .fillable])
  func `a printed form is read back equal`(name: String, kind: GenerationRequest.Kind) throws {
    let (printing, profile) = try printing(name, kind)
    let reader = try Workshop.reader()
    let people = try Workshop.people(1000, seed: 7, profile: profile)
    let subjects = subjects(people, of: printing.form, header: try header(Workshop.toolkit(), profile))
    var equal = 0
    // Every second number is left out, as when a row was refused.
    try Workshop.withFolder { folder in
      for start in stride(from: 0, to: subjects.count, by: Self.perFile) {
        let some = Array(subjects[start..<min(start + Self.perFile, subjects.count)])
        let path = "\(folder)/\(start).pdf"
        var file = try MergedFile(printing, path: path, printed: { _ in })
        var account = GenerationAccount()
        for (position, subject) in some.enumerated() {
          let row = AcceptedRow(position: position * 2, record: subject, place: Place())
          try file.take(file.make([row]), of: [row], &account)
        }
        try file.finish(&account)
        let returned = try Workshop.read(path, like: name, with: reader)
        #expect(returned.papers.count == some.count)
        for (paper, subject) in zip(returned.papers, some) {
          #expect(paper.record == printing.composer.shown(of: subject))
          #expect(paper.changes == [])
          equal += 1
        }
      }
    }
    #expect(equal == subjects.count)
  }

  /// The boxes alone say it all where a form shows every part of what it shows: no attached record is needed.
  @Test func `an information table's boxes alone give its record`() throws {
    let (printing, profile) = try printing("liaocheng/info-table", .fillable)
    let toolkit = try Workshop.toolkit()
    let reader = IsolatedReader(readerPath: toolkit.locations.reader)
    let binder = FormBinder(form: printing.form, dictionary: profile.rules.dictionary)
    for record in try Workshop.people(40, seed: 11, profile: profile) {
      let shown = printing.composer.shown(of: record)
      let paper = try printing.paper(for: record, position: 0, isOneOfMany: false)
      let answer = reader.read(untrustedBytes: try printing.file(of: paper))
      let bound = binder.bind(untrusted: answer.file.fields, at: Place())
      let read = try toolkit.gate(profile.rules).validate(try #require(bound.value.first).record()).value
      // The stand-in for a missing social security number is a value once it has been printed.
      let expected = record["retiree.socialSecurityNumber"] == nil ? read["retiree.socialSecurityNumber"]?.text() : nil
      #expect(expected == nil || expected == record["retiree.id"]?.text())
      for name in shown.values.keys { #expect(read[name] == shown[name], "\(name)") }
      #expect(read.groups == shown.groups)
    }
  }

  @Test(arguments: ["json", "jsonl", "xml", "csv", "xlsx"])
  func `a list that was written is read back equal`(ending: String) throws {
    let toolkit = try Workshop.toolkit()
    let profile = try toolkit.profile("liaocheng")
    let people = try Workshop.people(1000, seed: 3, profile: profile)
    try Workshop.withFolder { folder in
      let path = "\(folder)/list.\(ending)"
      try toolkit.write(people, to: path)
      var read: [Record] = []
      let values = BatchValues(settings: [:], batch: nil, gate: toolkit.gate(profile.rules))
      let account = try ListIntake(values: values, dictionary: profile.rules.dictionary, jobs: 2)
        .run(
          .init(path: path), report: { _ in }, make: { _ in Made(product: ()) },
          take: { rows, _, _ in read += rows.map(\.record) })
      #expect(account.refused == 0)
      #expect(read == people)
    }
  }
}
