import Composing
import Foundation
import IsolatedReading
import Records
import Samples
import Templates
import Testing

@testable import Handover

/// A city that nothing in Swift has heard of: landscape, twenty-five uneven columns, five labels down the side, options of one
/// and of many, fields of its own, a directory with a fixed skeleton, an agreement that its data switch.
struct SixthCityTests {
  private func form(_ id: String) throws -> FormTemplate {
    try #require(try Workshop.profile(of: "hexi/\(id)").form(id))
  }

  private func paper(_ name: String, _ values: [FieldName: String]) throws -> [String] {
    let profile = try Workshop.profile(of: name)
    let form = try #require(profile.form(name))
    let raw = RawRecord(values: Dictionary(uniqueKeysWithValues: values.map { (FieldKey($0), RawValue($1)) }))
    let gate = try Workshop.toolkit().gate(profile.rules)
    let person = RawRecord(values: [FieldKey("retiree.name"): RawValue("张三")])
    var whole = raw
    if form.subject == .batch { whole.groups[.people] = [person, person] }
    let judged = try gate.judge(whole, as: form.subject).value
    let record = Derivations(rules: profile.rules).complete(judged).record
    return DocumentDump(
      Composer(form: form, dictionary: profile.rules.dictionary, for: record, flows: true).document
    ).lines
  }

  @Test func `it lints clean`() throws {
    let found = try Workshop.fixtures().lintAll()
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `its sheet has more than twenty uneven columns on a landscape page, and five labels down the side`() throws
  {
    let form = try form("survey-sheet")
    #expect(form.page.size.width > form.page.size.height)
    let tables = form.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    let table = try #require(tables.first)
    #expect(table.columns.count == 25)
    #expect(Set(table.columns.map(\.points)).count > 10)
    let vertical = table.rows.flatMap { rows -> [TemplateCell] in
      if case .row(let row) = rows { row.cells.filter { $0.writing == .vertical } } else { [] }
    }
    #expect(vertical.count == 5)
  }

  @Test func `numbers of its directory begin again in each part of the skeleton`() throws {
    let name = "hexi/file-directory"
    let profile = try Workshop.profile(of: name)
    let printing = try Workshop.printing(name, .fillable)
    func entry(_ part: String, _ title: String) -> RawRecord {
      RawRecord(values: [FieldKey("paper.part"): RawValue(part), FieldKey("paper.title"): RawValue(title)])
    }
    let raw = RawRecord(
      values: [FieldKey("retiree.name"): RawValue("张三")],
      groups: ["retiree.papers": [entry("杂件", "丁"), entry("任职文件", "甲"), entry("任职文件", "乙"), entry("奖惩文件", "丙")]])
    let record = try Workshop.toolkit().gate(profile.rules).validate(raw).value
    #expect(record.entries(of: "retiree.papers").map { $0.text(FieldKey("paper.title")) } == ["甲", "乙", "丙", "丁"])
    let boxes = printing.composer.boxes(of: record)
    #expect(boxes["retiree.papers.1.1.title"] == .text("甲"))
    #expect(boxes["retiree.papers.1.2.title"] == .text("乙"))
    #expect(boxes["retiree.papers.3.1.title"] == .text("丙"))
    #expect(boxes["retiree.papers.9.1.title"] == .text("丁"))
  }

  @Test func `an entry without its part is named, since it would stand nowhere`() throws {
    let profile = try Workshop.profile(of: "hexi/file-directory")
    let printing = try Workshop.printing("hexi/file-directory", .archive)
    let entry = RawRecord(values: [FieldKey("paper.title"): RawValue("无处可放")])
    let raw = RawRecord(
      values: [FieldKey("retiree.name"): RawValue("张三")], groups: ["retiree.papers": [entry]])
    let record = try Workshop.toolkit().gate(profile.rules).validate(raw).value
    #expect(printing.composer.faults(of: record).map(\.code) == [.composingUnplaced])
  }

  @Test func `its agreement has a fee where there is one, in figures and capitals of one value, and counts its people`()
    throws
  {
    let with = try paper("hexi/trust-agreement", ["trust.fee": "150.5", "trust.signed": "2026-01-31"])
    #expect(with.contains { $0.contains("每人150.50元，合计301.00元（大写叁佰零壹元整）") })
    #expect(with.contains { $0.contains("退休人员2人") })
    // A month from the last of January ends on the last of February.
    #expect(with.contains { $0.contains("应于2026年2月28日前结清") })
    #expect(with.contains { $0.contains("第三条　生效") })
    let without = try paper("hexi/trust-agreement", [:])
    #expect(without.contains { $0.contains("乙方不收取费用") })
    #expect(!without.contains { $0.contains("每人") })
  }

  @Test func `a stated sum that is not what it should be is an error`() throws {
    let profile = try Workshop.profile(of: "hexi/trust-agreement")
    let person = RawRecord(values: [FieldKey("retiree.name"): RawValue("张三")])
    let raw = RawRecord(
      values: [
        FieldKey("trust.fee"): RawValue("100"), FieldKey("trust.total"): RawValue("300"),
        FieldKey("trust.totalWords"): RawValue("贰佰元整"), FieldKey("total.people"): RawValue("3"),
      ], groups: [.people: [person, person]])
    let record = try Workshop.toolkit().gate(profile.rules).judge(raw, as: .batch).value
    let found = Derivations(rules: profile.rules).complete(record).findings.filter { $0.severity == .error }
    #expect(found.map(\.place.field).contains("total.people"))
    #expect(found.map(\.place.field).contains("trust.totalWords"))
  }

  @Test func `a paper of an earlier version is read by that version`() throws {
    let profile = try Workshop.profile(of: "hexi/survey-sheet")
    let toolkit = try Workshop.toolkit()
    let older = try #require(profile.olderForms.first)
    #expect(older.version == "1")
    let printing = Printing(
      form: older, dictionary: profile.rules.dictionary, fonts: try toolkit.fonts(),
      keys: RecordKeys(run: [], form: older.name), kind: .fillable)
    let record = try Workshop.subject(of: older, printing.composer, .typical)
    try Workshop.withFolder { folder in
      let path = "\(folder)/old.pdf"
      let paper = try printing.paper(for: record, position: 0, isOneOfMany: false)
      try Data(try printing.file(of: paper)).write(to: URL(fileURLWithPath: path))
      let returned = try Workshop.read(path, like: older.name)
      #expect(returned.version == "1")
      #expect(returned.papers.first?.record == printing.shown(of: record))
    }
  }
}
