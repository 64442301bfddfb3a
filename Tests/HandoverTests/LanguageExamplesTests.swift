import Composing
import Diagnostics
import Foundation
import Records
import Templates
import Testing

@testable import Handover

/// The examples of docs/templates.md: each is what the page says it is.
struct LanguageExamplesTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var title: String
    var source: String
    /// The form as text; `nil` for an example that is none.
    var result: String?

    var testDescription: String { title }
  }

  /// Blocks of XML under the headings of the page, each with the block after it.
  static let examples: [Example] = {
    let page = (try? String(contentsOfFile: "\(Workshop.root)/docs/templates.md", encoding: .utf8)) ?? ""
    return page.components(separatedBy: "\n### ").dropFirst().compactMap { section in
      let parts = section.components(separatedBy: "```")
      guard parts.count >= 3, parts[1].hasPrefix("xml\n") else { return nil }
      let result = parts.count >= 5 && !parts[3].hasPrefix("xml") ? String(parts[3].dropFirst()) : nil
      return Example(
        title: String(section.prefix { $0 != "\n" }), source: String(parts[1].dropFirst(4)), result: result)
    }
  }()

  /// What the examples need beside themselves: a city with a word and a field of its own.
  private static let city = """
    <profile xmlns="urn:handover:profile:1" id="example" version="1" title="示例市">
      <form file="form.xml"/>
      <term name="office">示例市退管中心</term>
      <field name="contact.kind" zh="联系人类别" en="Kind of contact" type="option" options="contact-kind"/>
      <options id="contact-kind"><option code="kin" word="亲属"/><option code="friend" word="朋友"/></options>
    </profile>
    """
  private static let part = """
    <part xmlns="urn:handover:form:1"><p keep="previous">签名：<signature of="retiree" width="40mm"/></p></part>
    """
  private static let card = """
    <form xmlns="urn:handover:form:1" id="card" version="1" per="retiree" title="联系卡">
    <page margin="20mm"><p><field name="retiree.name"/></p></page></form>
    """

  private func profile(_ files: [String: String]) throws -> Profile {
    let toolkit = try Workshop.toolkit()
    return try Profile.load(id: "example", dictionary: toolkit.dictionary, schemas: try toolkit.schemas()) {
      name throws(Refusal) in
      guard let text = files[name] else { throw Refusal([]) }
      return (Array(text.utf8), name)
    }
  }

  private func form(_ source: String) throws -> (FormTemplate, Profile) {
    let whole =
      source.hasPrefix("<form")
      ? source
      : """
      <form xmlns="urn:handover:form:1" id="form" version="1" per="retiree" title="示例">
      <page margin="15mm">\(source)</page></form>
      """
    let profile = try profile(["profile.xml": Self.city, "form.xml": whole, "parts/signing.xml": Self.part])
    return (try #require(profile.forms.first), profile)
  }

  @Test func `the page has twenty examples`() {
    #expect(Self.examples.count == 20)
  }

  @Test(arguments: examples)
  func `an example is what the page says`(example: Example) throws {
    if example.source.hasPrefix("<profile") {
      let profile = try profile(["profile.xml": example.source, "card.xml": Self.card])
      #expect(profile.forms.map(\.title) == ["示例市联系卡"])
      #expect(profile.forms.first?.keepers == ["本人"])
      return
    }
    let (form, profile) = try form(example.source)
    let raw = RawRecord(values: [FieldKey("retiree.name"): RawValue("示例人")])
    let record = try Workshop.toolkit().gate(profile.rules).judge(raw, as: form.subject).value
    let composer = Composer(form: form, dictionary: profile.rules.dictionary, for: record, flows: true)
    #expect(composer.faults(of: record).isEmpty)
    // The page leaves out the sheet's own line and what it is indented by.
    let lines = DocumentDump(composer.document).lines.dropFirst().map { $0.dropFirst(2) }.joined(separator: "\n") + "\n"
    #expect(lines == example.result, "\(lines)")
    let printed = Printing(
      form: form, dictionary: profile.rules.dictionary, fonts: try Workshop.toolkit().fonts(),
      keys: RecordKeys(run: [], form: form.name), kind: .archive)
    #expect(try !printed.paper(for: record, position: 0, isOneOfMany: false).prepared.document.pages.isEmpty)
  }
}
