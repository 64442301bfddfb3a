import Diagnostics
import FormBinding
import ReaderProtocol
import Records
import Templates
import Testing

/// Bindings of foreign forms, and what is read by them.
@Suite struct BindingTests {
  private func binding(_ boxes: String, _ attributes: String = "") throws -> ForeignBinding {
    let text = """
      <binding xmlns="urn:handover:binding:1" id="survey" version="1" title="登记表" per="retiree"\(attributes)>
      \(boxes)
      </binding>
      """
    return try ForeignBinding.load(
      Array(text.utf8), file: "survey.xml", profile: "hexi", dictionary: try FormSketch.dictionary.get(),
      schema: try FormSketch.schema())
  }

  private func record(_ binding: ForeignBinding, _ fields: [FormField]) -> (values: [String: String], codes: [String]) {
    let bound = ForeignBinder(binding).bind(untrusted: fields, at: Place(file: "a.pdf"))
    let raw = bound.value.record()
    var values = Dictionary(raw.values.map { ($0.description, $1.text) }) { first, _ in first }
    for (group, entries) in raw.groups {
      for (number, entry) in entries.enumerated() {
        for (key, value) in entry.values { values["\(group) \(number + 1) \(key)"] = value.text }
      }
    }
    return (values, bound.findings.map(\.code.rawValue))
  }

  @Test func `pieces are put together, ticks become words, stored values become words, prompts are empty`() throws {
    let binding = try binding(
      """
      <box name="a" kind="text" field="retiree.name" blank="请输入"/>
      <box name="p2" kind="text" field="retiree.id" piece="2"/>
      <box name="p1" kind="text" field="retiree.id" piece="1"/>
      <box name="m" kind="checkbox" field="retiree.sex" means="男"/>
      <box name="w" kind="checkbox" field="retiree.sex" means="女"/>
      <box name="e" kind="choice" field="retiree.education"><option value="3" means="高中"/></box>
      <box name="c" kind="text" field="contact.name" group="retiree.contacts" entry="2"/>
      """)
    let read = record(
      binding,
      [
        FormField(name: "a", type: .text, value: .one("请输入")), FormField(name: "p1", type: .text, value: .one("12")),
        FormField(name: "p2", type: .text, value: .one("3X")), FormField(name: "m", type: .checkbox, value: nil),
        FormField(name: "w", type: .checkbox, value: .one("Yes")),
        FormField(name: "e", type: .choice, value: .one("3")), FormField(name: "c", type: .text, value: .one("赵六")),
      ])
    #expect(
      read.values == [
        "retiree.id": "123X", "retiree.sex": "女", "retiree.education": "高中", "retiree.contacts 1 contact.name": "赵六",
      ])
    #expect(read.codes == [])
  }

  @Test func `nothing is lost in silence: open and unknown boxes with something in them, and boxes that are gone`()
    throws
  {
    let binding = try binding(
      """
      <box name="a" kind="text" field="retiree.name"/>
      <box name="b" kind="text"/>
      <box name="c" kind="text" ignore="yes"/>
      """)
    let read = record(
      binding,
      [
        FormField(name: "b", type: .text, value: .one("x")), FormField(name: "c", type: .text, value: .one("x")),
        FormField(name: "d", type: .checkbox, value: .one("Yes")), FormField(name: "e", type: .text, value: .one(" ")),
      ])
    #expect(read.values.isEmpty)
    #expect(read.codes == ["foreign-box-unbound", "foreign-box-missing", "foreign-box-unbound"])
  }

  @Test(arguments: [
    (#"<box name="a" kind="text" field="retiree.nam"/>"#, "template-unknown-field"),
    (#"<box name="a" kind="text" field="retiree.birth" part="hour"/>"#, "template-unknown-part"),
    (
      #"<box name="a" kind="text" field="retiree.name"/><box name="b" kind="text" field="retiree.name"/>"#,
      "binding-field-twice"
    ),
    (
      #"<box name="a" kind="text" field="retiree.birth"/><box name="b" kind="text" field="retiree.birth" part="year"/>"#,
      "binding-field-twice"
    ),
    (#"<box name="a" kind="text"/><box name="a" kind="text"/>"#, "binding-box-twice"),
    (
      #"<box name="a" kind="text" field="retiree.id" piece="1"/><box name="b" kind="text" field="retiree.id" piece="3"/>"#,
      "binding-pieces"
    ),
    (#"<box name="a" kind="checkbox" field="retiree.sex" means="雄"/>"#, "binding-word"),
    (#"<box name="a" kind="text" field="contact.name"/>"#, "binding-entry"),
    (#"<box name="a" kind="text" field="retiree.name" group="batch.people" entry="1"/>"#, "binding-entry"),
    (#"<box name="a" kind="text" field="retiree.name" ignore="yes"/>"#, "xml-invalid"),
  ])
  func `a faulty binding is refused with the reason`(boxes: String, code: String) throws {
    let refusal = #expect(throws: Refusal.self) { try binding(boxes) }
    #expect(refusal?.findings.map(\.code.rawValue) == [code])
    #expect(refusal?.findings.allSatisfy { $0.place.line != nil && $0.place.file == "survey.xml" } == true)
  }

  private func fields(_ names: [String], y: Double, pages: Bool = true) -> [FormField] {
    names.enumerated().map { number, name in
      let top = y - Double(number) * 20
      return FormField(name: name, type: .text, page: pages ? 1 : nil, box: pages ? [50, top - 16, 150, top] : nil)
    }
  }

  @Test func `a filled copy is known again by names and places; names like Text1 alone are not believed`() throws {
    let boxes = (1...20).map {
      #"<box name="Text\#($0)" kind="text" page="1" at="50 \#(784 - ($0 - 1) * 20) 150 \#(800 - ($0 - 1) * 20)"/>"#
    }
    let binding = try binding(boxes.joined(separator: "\n"))
    let draft = try self.binding(boxes.joined(separator: "\n"), " draft=\"yes\"")
    let names = (1...20).map { "Text\($0)" }
    let same = ForeignBinding.best(of: [binding, draft], untrusted: fields(names, y: 802))
    #expect(same.map(\.number) == [0])
    #expect(same.first?.likeness == ForeignBinding.Likeness(share: 1, isPlaced: true))
    #expect(ForeignBinding.best(of: [binding], untrusted: fields(names, y: 760)).isEmpty)
    #expect(ForeignBinding.best(of: [binding], untrusted: fields(names + ["x", "y", "z"], y: 800)).isEmpty)
    #expect(ForeignBinding.best(of: [binding, binding], untrusted: fields(names, y: 800)).count == 2)
    let placeless = ForeignBinding.best(of: [binding], untrusted: fields(names, y: 0, pages: false))
    #expect(placeless.first?.likeness.isPlaced == false)
  }
}
