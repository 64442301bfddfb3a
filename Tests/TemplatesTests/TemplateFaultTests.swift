import Diagnostics
import Foundation
import Records
import Testing
import XMLTrees

@testable import Templates

/// Faults of a template are found all at once, each with line, character and what to do.
struct TemplateFaultTests {
  private let dictionary = FieldDictionary(
    fields: [
      FieldDefinition(name: "retiree.name", label: Phrase("姓名", "Name"), type: .name),
      FieldDefinition(name: "retiree.born", label: Phrase("出生", "Born"), type: .date),
      FieldDefinition(name: "contact.name", label: Phrase("联系人", "Contact"), type: .name),
    ], groups: [GroupDefinition(name: "retiree.contacts", label: Phrase("联系人", "Contacts"), entity: "contact")],
    optionLists: [])

  private func load(
    _ page: String, margin: String = "20mm", terms: [String: String] = [:], parts: [String: String] = [:]
  ) throws(Refusal) -> FormTemplate {
    let text = """
      <form xmlns="urn:handover:form:1" id="t" version="1" per="retiree" title="表">
      <page margin="\(margin)">
      \(page)
      </page></form>
      """
    return try FormTemplate.load(
      "t.xml",
      in: FormTemplate.Surroundings(profile: "p", terms: terms, dictionary: dictionary, schema: try Self.schema()) {
        name throws(Refusal) in
        guard let part = name == "t.xml" ? text : parts[name] else { throw Refusal([]) }
        return (Array(part.utf8), name)
      })
  }

  private static func schema() throws(Refusal) -> RelaxNGSchema {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Resources/form.rng")
    return try RelaxNGSchema(bytes: [UInt8]((try? Data(contentsOf: file)) ?? Data()), file: "form.rng")
  }

  private func faults(_ page: String) -> [String] {
    do throws(Refusal) {
      _ = try load(page)
      return []
    } catch {
      return error.findings.map { "\($0.place.line ?? 0):\($0.place.character ?? 0) \($0.code)" }
    }
  }

  @Test func `a sound template has no faults`() throws {
    let form = try load(#"<h1/><p>姓名：<field name="retiree.name"/></p>"#)
    #expect(form.name == "p/t")
    #expect(form.blocks.count == 2)
  }

  @Test func `every fault of a template is reported at once, each at its place`() {
    let found = faults(
      """
      <p><field name="retiree.nmae"/></p>
      <table columns="10mm 2banana"><tr><td/><td/><td/></tr></table>
      <p><field name="retiree.born" part="hour"/></p>
      """)
    #expect(found.contains("3:4 template-unknown-field"))
    #expect(found.contains("4:1 template-length"))
    #expect(found.contains("5:4 template-unknown-part"))
    #expect(found.contains { $0.hasPrefix("4:") && $0.hasSuffix("template-grid") })
  }

  @Test func `a misspelt field comes with the name that was probably meant`() {
    do throws(Refusal) {
      _ = try load(#"<p><field name="retiree.nmae"/></p>"#)
      Issue.record("it was accepted")
    } catch {
      #expect(error.findings.first?.hint?.english.contains("retiree.name") == true)
    }
  }

  @Test(arguments: [
    (#"<p><blink/></p>"#, "xml-invalid"), (#"<p keep="next"/>"#, "xml-invalid"),
    (#"<table columns="100mm 90mm"><tr><td/><td/></tr></table>"#, "template-too-wide"),
    (#"<table columns="10mm 10mm"><tr><td/></tr></table>"#, "template-grid"),
    (#"<table columns="10mm 10mm"><tr><td rowspan="2"/><td/></tr><tr><td/><td/></tr></table>"#, "template-grid"),
    (#"<table columns="10mm"><rows each="retiree.pets"><tr><td/></tr></rows></table>"#, "template-unknown-group"),
    (#"<p><field name="contact.name"/></p>"#, "template-repeated-field"),
    (#"<p><choice name="retiree.name"/></p>"#, "template-not-a-choice"),
    (#"<p><field name="retiree.name" else="retiree.nobody"/></p>"#, "template-unknown-field"),
    (#"<p line-height="9">x</p>"#, "template-number"),
  ])
  func `a fault has a code of its own`(page: String, code: String) {
    #expect(faults(page).contains { $0.hasSuffix(code) })
  }

  @Test(arguments: [
    ("基本\n    情况", "基本情况"), ("name\n    and date", "name and date"), ("第 1 页", "第 1 页"), ("\n  签名：\n", "签名："),
  ])
  func `line ends inside a text vanish between Han characters and are a space between words`(
    source: String, text: String
  ) throws {
    let form = try load("<p>\(source)</p>")
    guard case .paragraph(let paragraph) = form.blocks.first, case .text(let found) = paragraph.inlines.first else {
      Issue.record("no text")
      return
    }
    #expect(found == text)
  }
}
