import Diagnostics
import Foundation
import IsolatedReading
import Records
import Testing

@testable import Handover

/// What helps whoever writes templates: copies, checks, comparisons.
struct AuthoringTests {
  private static let profile = """
    <profile xmlns="urn:handover:profile:1" id="city" version="1" title="某市"><form file="card.xml"/></profile>
    """

  private func form(_ version: String = "1", copies: String = "一式两份", extra: String = "", boxes: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- A card. -->
    <form xmlns="urn:handover:form:1" id="card" version="\(version)" per="retiree" title="联系卡">
      \(extra)<copies><for>社区</for><for>本人</for></copies>
      <page size="A4" margin="25mm 20mm">
        <h1/>
        <table columns="30mm 60mm">
          \(boxes)
        </table>
        <p>注：\(copies)。</p>
      </page>
    </form>
    """
  }

  private func box(_ label: String, _ field: String, height: String = "30mm") -> String {
    "<tr height=\"\(height)\"><th>\(label)</th><td>\(field)</td></tr>"
  }

  /// A city of one form.
  private func withCity<Result>(_ form: String, _ body: (Toolkit, _ folder: String) throws -> Result) throws -> Result {
    try Workshop.withFolder { folder in
      try FileManager.default.createDirectory(atPath: "\(folder)/city", withIntermediateDirectories: true)
      try Self.profile.write(toFile: "\(folder)/city/profile.xml", atomically: true, encoding: .utf8)
      try form.write(toFile: "\(folder)/city/card.xml", atomically: true, encoding: .utf8)
      let toolkit = try Toolkit(
        Locations(
          resources: "\(Workshop.root)/Resources", templates: folder, reader: IsolatedReader.pathBesideThisProgram()),
        today: try #require(PartialDate(checkedYear: 2026, month: 11, day: 21)))
      return try body(toolkit, folder)
    }
  }

  private func codes(_ findings: [Finding]) -> [String] { findings.map(\.code.rawValue) }

  @Test func `a sound template has no faults`() throws {
    let form = form(boxes: box("姓名", "<field name=\"retiree.name\"/>") + box("本人", "<signature of=\"retiree\"/>"))
    try withCity(form) { toolkit, folder in
      #expect(toolkit.lint("\(folder)/city/card.xml") == [])
      #expect(toolkit.lintAll() == [])
    }
  }

  @Test func `a box too small for its longest value is named with its size and what it holds`() throws {
    let form = form(
      boxes: box("单位", "<field name=\"retiree.workUnit\" fit=\"shrink\"/>") + box("本人", "<signature of=\"retiree\"/>"))
    try withCity(form) { toolkit, folder in
      let findings = toolkit.lint("\(folder)/city/card.xml")
      #expect(codes(findings) == ["template-narrow-box"])
      #expect(findings.first?.severity == .warning)
      #expect(findings.first?.place.line == 8)
      #expect(findings.first?.message.english.contains("100 characters at the most, room for 2") == true)
    }
  }

  @Test func `what nobody can reach, copies that differ, boxes twice and papers without a signature are found`() throws
  {
    let form = form(
      copies: "一式四份，各执一份",
      extra: "<only field=\"retiree.politicalStatus\" is=\"01 77\"/><only field=\"retiree.sex\" is=\"男\"/>",
      boxes: box("姓名", "<field name=\"retiree.name\"/>") + box("再写", "<field name=\"retiree.name\"/>")
        + box("性别", "<choice name=\"retiree.sex\"/>"))
    try withCity(form) { toolkit, folder in
      let findings = toolkit.lint("\(folder)/city/card.xml")
      #expect(
        Set(codes(findings)) == [
          "template-unreachable", "template-copies-differ", "template-box-twice", "template-no-signer",
        ])
      // The code 77, and every sex but 男.
      #expect(codes(findings).count { $0 == "template-unreachable" } == 4)
    }
  }

  @Test func `a new template is a copy under another id, and nothing is overwritten`() throws {
    try withCity(form("7", boxes: box("姓名", "<field name=\"retiree.name\"/>"))) { toolkit, folder in
      let made = try toolkit.newTemplate("card-2", from: "card")
      #expect(made.path == "\(folder)/city/card-2.xml")
      #expect(made.registration == "<form file=\"card-2.xml\"/>")
      let text = try String(contentsOfFile: made.path, encoding: .utf8)
      #expect(text.contains("id=\"card-2\" version=\"1\""))
      #expect(text.contains("由 city/card 第 7 版复制"))
      #expect(codes(toolkit.lint(made.path)).first == "template-unused")
      #expect(throws: Refusal.self) { try toolkit.newTemplate("card-2", from: "card") }
      #expect(throws: Refusal.self) { try toolkit.newTemplate("../card", from: "card") }
    }
  }

  @Test func `a comparison names boxes, options and words, and what can no longer be read`() throws {
    let old = form(
      boxes: box("姓名", "<field name=\"retiree.name\"/>") + box("性别", "<choice name=\"retiree.sex\"/>")
        + box("电话", "<field name=\"retiree.phone\"/>"))
    let new = form(
      "2",
      boxes: box("名字", "<field name=\"retiree.name\"/>", height: "12mm")
        + box("性别", "<field name=\"retiree.sex\"/>") + box("民族", "<field name=\"retiree.ethnicGroup\"/>"))
    try withCity(new) { toolkit, folder in
      try old.write(toFile: "\(folder)/city/old.xml", atomically: true, encoding: .utf8)
      let difference = try toolkit.difference(from: "\(folder)/city/old.xml", to: "city/card")
      func changes(_ subject: TemplateDifference.Change.Subject) -> [String] {
        difference.changes.filter { $0.subject == subject }.map { "\($0.kind.rawValue) \($0.name)" }.sorted()
      }
      #expect(changes(.form) == ["changed version"])
      #expect(
        changes(.box) == [
          "added retiree.ethnicGroup", "changed retiree.name", "changed retiree.sex", "changed retiree.sex",
          "removed retiree.phone",
        ])
      #expect(changes(.words) == ["added 名字", "added 民族", "removed 姓名", "removed 电话"])
      #expect(difference.unreadable.sorted() == ["retiree.phone", "retiree.sex"])
      #expect(!difference.sharesVersion)
    }
  }

  @Test func `two like templates do not differ`() throws {
    try withCity(form(boxes: box("姓名", "<field name=\"retiree.name\"/>"))) { toolkit, folder in
      let difference = try toolkit.difference(from: "card", to: "\(folder)/city/card.xml")
      #expect(difference.changes == [])
      #expect(difference.unreadable == [])
      #expect(difference.sharesVersion)
    }
  }
}
