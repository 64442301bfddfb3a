import Foundation
import Testing

@testable import Handover

/// What decides whether a returned file is accepted, goes to a person, or is refused.
struct ReturnRuleTests {
  private func read(_ sketch: ReturnedSketch) throws -> ReturnedForm { try read(sketch.bytes) }

  private func read(_ bytes: [UInt8]) throws -> ReturnedForm {
    try Workshop.withFolder { folder in
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/a.pdf"))
      return try Workshop.read("\(folder)/a.pdf", like: "liaocheng/info-table")
    }
  }

  @Test func `a form of ours with good values is accepted, and says what it is`() throws {
    let returned = try read(ReturnedSketch(texts: ReturnedSketch.person))
    #expect(returned.status == .accepted, "\(returned.findings)")
    #expect(returned.reason == nil)
    #expect(returned.form == "liaocheng/info-table")
    #expect(returned.key == "K7Q2M9XA")
    #expect(returned.digest?.count == 64)
    #expect(returned.papers.first?.values.map(\.text).contains("13800138000") == true)
  }

  @Test func `a file that lacks boxes of the form goes to a person, who is told which`() throws {
    var sketch = ReturnedSketch(texts: ReturnedSketch.person)
    sketch.isWhole = false
    let returned = try read(sketch)
    #expect(returned.status == .review && returned.reason == "boxes-missing")
    let finding = try #require(returned.findings.first { $0.code == .boxesMissing })
    let boxes = try #require(try Workshop.catalogue().versions(of: "liaocheng/info-table").first).keys.keys
    let missing = boxes.count { !$0.contains("*") } - ReturnedSketch.person.count
    #expect(finding.message.chinese.contains(" \(missing) 个填写项") && !finding.message.chinese.contains("姓名"))
  }

  @Test(arguments: ["another word", ""])
  func `what stands in a box that the form does not have goes to a person; an empty one is only named`(
    text: String
  ) throws {
    var sketch = ReturnedSketch(texts: ReturnedSketch.person)
    sketch.texts["retiree.nmae"] = text
    let returned = try read(sketch)
    let finding = try #require(returned.findings.first { $0.code.rawValue == "form-unknown-box" })
    #expect(finding.place.field == "retiree.nmae")
    #expect(finding.severity == (text.isEmpty ? .warning : .error))
    #expect(returned.status == (text.isEmpty ? .accepted : .review))
  }

  @Test func `a damaged file that could be mended goes to a person, since nobody knows what is missing`() throws {
    var bytes = ReturnedSketch(texts: ReturnedSketch.person).bytes
    let table = try #require(bytes.firstRange(of: Array("xref".utf8)))
    bytes.replaceSubrange(table, with: Array("xxxx".utf8))
    let returned = try read(bytes)
    #expect(returned.status == .review && returned.reason == "recovered", "\(returned.findings)")
    #expect(returned.papers.first?.values.isEmpty == false)
  }

  @Test(arguments: [Finding.Severity.warning, .error])
  func `ten thousand findings are listed, and the others counted`(severity: Finding.Severity) {
    var returned = ReturnedForm(file: "a.pdf", status: .refused)
    let finding = Finding(.warning, .formUnknownBox, at: Place(file: "a.pdf"), Phrase("多", "more"))
    returned.findings = Array(repeating: finding, count: 10_004)
    returned.findings[10_002].severity = severity
    returned.conclude()
    #expect(returned.findings.count == 10_001 && returned.findings.last?.severity == severity)
    #expect(returned.findings.last?.message.english.hasPrefix("4 more") == true)
  }

  @Test func `values that the gate refuses go to a person, and none of them is lost`() throws {
    var person = ReturnedSketch.person
    person["retiree.id"] = "110101194501010015"
    let returned = try read(ReturnedSketch(texts: person))
    #expect(returned.status == .review)
    #expect(returned.reason?.hasPrefix("id-") == true)
    #expect(returned.papers.first?.record == nil)
    #expect(Set(returned.papers.first?.values.map(\.text) ?? []) == Set(person.values))
  }

  @Test func `a button that shows another state than it stores goes to a person with both`() throws {
    var sketch = ReturnedSketch(texts: ReturnedSketch.person)
    sketch.fields = [
      "<</FT/Btn/Type/Annot/Subtype/Widget/Rect[100 10 110 20]/P 3 0 R/T(retiree.specialCare.disabled)"
        + "/V/Off/AS/Yes/AP<</N<</Yes null/Off null>>>>>>"
    ]
    let returned = try read(sketch)
    #expect(returned.status == .review, "\(returned.findings)")
    #expect(returned.doubts.map(\.box).contains("retiree.specialCare.disabled"))
  }

  @Test(arguments: ["JavaScript /JS(app.alert(1))", "Launch /F(x)", "SubmitForm /F(http://localhost/)"])
  func `a file that could run or send something is refused`(action: String) throws {
    var sketch = ReturnedSketch(texts: ReturnedSketch.person)
    sketch.catalog = "/OpenAction<</S/\(action)>>"
    let returned = try read(sketch)
    #expect(returned.status == .refused)
    #expect(returned.reason == "active-content")
    #expect(returned.papers.isEmpty)
  }

  @Test func `a file that says nothing of itself is known by its boxes, and that is said`() throws {
    let profile = try Workshop.profile(of: "liaocheng/info-table")
    let boxes = try #require(try Workshop.catalogue().versions(of: "liaocheng/info-table").first).keys.keys
    var sketch = ReturnedSketch(form: nil, texts: [:])
    for box in boxes where !box.contains("*") { sketch.texts[box] = ReturnedSketch.person[box] ?? "" }
    sketch.information = "/Title\(ReturnedSketch.text(try #require(profile.form("info-table")).title))"
    let returned = try read(sketch)
    #expect(returned.form?.hasSuffix("/info-table") == true)
    #expect(returned.version == nil)
    let codes = returned.findings.map(\.code.rawValue)
    #expect(codes.contains("form-by-boxes") || codes.contains("form-ambiguous"))
  }

  @Test func `a file that names one form and has the boxes of another goes to a person`() throws {
    var sketch = ReturnedSketch(
      form: "liaocheng/archive-roster",
      texts: ReturnedSketch.person.merging(["Applicant": "李四", "Text1": "", "Text2": ""]) { a, _ in a })
    sketch.isWhole = false
    let returned = try read(sketch)
    #expect(returned.status != .accepted)
    #expect(returned.findings.contains { $0.code.rawValue == "form-misstated" })
  }

  @Test func `what is no form of ours is refused by one code`() throws {
    let foreign = try read(ReturnedSketch(form: nil, texts: ["Applicant": "张三"]))
    #expect(foreign.status == .refused)
    #expect(foreign.reason == "not-a-form-of-ours")
    let unknown = try read(ReturnedSketch(form: "liaocheng/no-such-form", texts: ReturnedSketch.person))
    #expect(unknown.reason == "not-a-form-of-ours")
    let old = try read(ReturnedSketch(version: "99", texts: ReturnedSketch.person))
    #expect(old.reason == "form-version-unknown")
    #expect(try read([]).reason == "empty")
    #expect(try read(Array("hello".utf8)).reason == "unknown-kind")
    #expect(try read(Array("%PDF-1.7\nhello".utf8)).reason == "damaged")
  }

  @Test func `a key that is none of ours is not believed`() throws {
    let returned = try read(ReturnedSketch(key: "=HYPERLINK(\"x\")", texts: ReturnedSketch.person))
    #expect(returned.key == nil)
  }
}
