import Foundation
import IsolatedReading
import Records
import Testing

@testable import Handover

/// Forms that are not ours, from the empty form over its binding to what comes back.
struct ForeignReturnTests {
  /// Names that a draft understands without any words on the page.
  private static let empty = ["xingming": "", "shenfenzhenghao": "", "shoujihaoma": "", "minzu": ""]
  private static let filled = [
    "xingming": "张三", "shenfenzhenghao": "110101194501010019", "shoujihaoma": "13800138000", "minzu": "汉族",
  ]

  /// An installation of its own in a folder that goes away, with a binding drafted from an empty form and seen through.
  private func withForm(
    _ empty: [UInt8], edit: (String) -> String = { $0 },
    _ body: (Toolkit, _ folder: String, _ binding: String) throws -> Void
  ) throws {
    try Workshop.withFolder { folder in
      try FileManager.default.createDirectory(atPath: "\(folder)/templates", withIntermediateDirectories: true)
      try FileManager.default.createDirectory(atPath: "\(folder)/in", withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: "\(Workshop.root)/Tests/Fixtures/templates/hexi", toPath: "\(folder)/templates/hexi")
      let toolkit = try Toolkit(
        Locations(
          resources: "\(Workshop.root)/Resources", templates: "\(folder)/templates",
          reader: IsolatedReader.pathBesideThisProgram()),
        today: try #require(PartialDate(checkedYear: 2026, month: 11, day: 21)))
      try write(empty, to: "\(folder)/empty.pdf")
      let drafted = try toolkit.draftBinding(
        from: "\(folder)/empty.pdf", profile: "hexi", id: "survey", title: "登记表", form: nil, to: nil)
      let draft = try String(contentsOfFile: drafted.path, encoding: .utf8)
      try write(Array(edit(draft.replacing(" draft=\"yes\"", with: "")).utf8), to: drafted.path)
      try body(toolkit, folder, draft)
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private func read(_ toolkit: Toolkit, _ bytes: [UInt8], in folder: String, as name: String) throws -> ReturnedForm {
    try write(bytes, to: "\(folder)/in/\(name)")
    var answers: [ReturnedForm] = []
    try toolkit.read(["\(folder)/in"]) { answers.append($0) }
    return try #require(answers.first { $0.file.hasSuffix("/\(name)") })
  }

  private func values(_ returned: ReturnedForm) -> [String: String] {
    Dictionary((returned.papers.first?.values ?? []).map { ($0.box, $0.text) }) { first, _ in first }
  }

  // MARK: Active content

  private func scripted(
    _ texts: [String: String], key: String = "(AFNumber_Keystroke\\(0, 1, 0, 0, \"\", true\\);)", catalog: String = "",
    form: String? = nil
  ) -> [UInt8] {
    var sketch = ReturnedSketch(form: form, texts: texts)
    sketch.catalog = "/Names<</JavaScript<</Names[(init)<</S/JavaScript/JS(var a = 1;)>>]>>>>" + catalog
    sketch.fields = [
      "<</FT/Tx/Type/Annot/Subtype/Widget/Rect[200 10 290 20]/P 3 0 R/T(chushengnianyue)"
        + "/AA<</K<</S/JavaScript/JS \(key)>>/F<</S/JavaScript/JS(AFDate_FormatEx\\(\"yyyy-mm\"\\))>>>>>>"
    ]
    return sketch.bytes
  }

  @Test func `scripts that the binding lists are read past, whatever program wrote them down again`() throws {
    try withForm(scripted(Self.empty)) { toolkit, folder, draft in
      #expect(draft.contains("数字格式"))
      #expect(draft.contains("日期格式"))
      #expect(draft.contains("自编"))
      #expect(draft.contains("<at place=\"field chushengnianyue\" event=\"K\"/>"))
      #expect(toolkit.lint("\(folder)/templates/hexi/bindings/survey.xml").allSatisfy { $0.severity != .error })
      let same = try read(toolkit, scripted(Self.filled), in: folder, as: "a.pdf")
      #expect(same.status == .accepted, "\(same.findings)")
      #expect(same.source == .foreign)
      #expect(values(same) == Self.filled)
      #expect(!same.findings.contains { $0.code == .activeContent })
      let script = ReturnedSketch.text("AFNumber_Keystroke(0, 1, 0, 0, \"\", true);")
      #expect(try read(toolkit, scripted(Self.filled, key: script), in: folder, as: "a.pdf").status == .accepted)
    }
  }

  @Test func `anything active beyond that is refused, and what is gone is no fault`() throws {
    try withForm(scripted(Self.empty)) { toolkit, folder, _ in
      for changed in [
        scripted(Self.filled, key: "(AFNumber_Keystroke\\(0, 1, 0, 0, \"\", true\\); this.submitForm\\(\"x\"\\))"),
        scripted(Self.filled, catalog: "/OpenAction<</S/JavaScript/JS(var a = 1;)>>"),
        scripted(Self.filled, catalog: "/AA<</WC<</S/SubmitForm/F(http://localhost/)>>>>"),
        scripted(Self.filled, form: "hexi/survey-sheet"),
      ] {
        let returned = try read(toolkit, changed, in: folder, as: "a.pdf")
        #expect(returned.status == .refused)
        #expect(returned.reason == "active-content")
        #expect(returned.papers.isEmpty)
      }
      var bare = ReturnedSketch(form: nil, texts: Self.filled)
      bare.fields = ["<</FT/Tx/Type/Annot/Subtype/Widget/Rect[200 10 290 20]/P 3 0 R/T(chushengnianyue)>>"]
      #expect(try read(toolkit, bare.bytes, in: folder, as: "a.pdf").status == .accepted)
    }
  }

  // MARK: The binding itself

  @Test func `a file that fits a draft says so, and lint tells all that is open and wrong in one go`() throws {
    try withForm(ReturnedSketch(form: nil, texts: Self.empty.merging(["zzz": ""]) { $1 }).bytes) {
      toolkit, folder, draft in
      let path = "\(folder)/templates/hexi/bindings/survey.xml"
      try write(Array(draft.replacing("retiree.ethnicGroup", with: "retiree.ethnic").utf8), to: path)
      let codes = toolkit.lint(path).map(\.code.rawValue)
      #expect(codes.contains("template-unknown-field"))
      #expect(codes.filter { $0 == "binding-draft" }.count >= 2)
      try write(Array(draft.utf8), to: path)
      let filled = ReturnedSketch(form: nil, texts: Self.filled.merging(["zzz": ""]) { $1 }).bytes
      let returned = try read(toolkit, filled, in: folder, as: "a.pdf")
      #expect(returned.reason == "not-a-form-of-ours")
      #expect(returned.findings.contains { $0.code.rawValue == "binding-draft" })
    }
  }

  @Test func `a page shows the form with what each box was taken for`() throws {
    try withForm(ReturnedSketch(form: nil, texts: Self.empty).bytes) { toolkit, folder, _ in
      let strange = ReturnedSketch(form: nil, texts: Self.empty.merging(["<zzz>": ""]) { $1 }).bytes
      try write(strange, to: "\(folder)/strange.pdf")
      _ = try toolkit.draftBinding(
        from: "\(folder)/strange.pdf", profile: "hexi", id: "strange", title: nil, form: nil, to: nil,
        preview: "\(folder)/strange.html")
      let page = try String(contentsOfFile: "\(folder)/strange.html", encoding: .utf8)
      #expect(page.contains("data:image/png;base64,"))
      #expect(page.contains("</b> 姓名</div>") && page.contains("<td>xingming<td>姓名<td>"))
      #expect(page.contains("</b> ？</div>") && page.contains("<td>&lt;zzz&gt;<td>？<td>"))
      #expect(!page.contains("<zzz>"))
    }
  }

  // MARK: Data without pages

  private func fdf(_ texts: [String: String], of file: String?) -> [UInt8] {
    let fields = texts.sorted { $0.key < $1.key }
      .map { "<</T(\($0.key))/V\(ReturnedSketch.text($0.value))>>" }.joined(separator: "\n")
    let target = file.map { "/F\(ReturnedSketch.text($0))" } ?? ""
    return Array(
      "%FDF-1.2\n1 0 obj\n<</FDF<</Fields[\(fields)]\(target)>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n".utf8)
  }

  private func xfdf(_ texts: [String: String], of file: String?) -> [UInt8] {
    let fields = texts.sorted { $0.key < $1.key }
      .map { "<field name=\"\($0.key)\"><value>\($0.value)</value></field>" }.joined()
    let target = file.map { "<f href=\"\($0)\"/>" } ?? ""
    return Array("<xfdf xmlns=\"http://ns.adobe.com/xfdf/\"><fields>\(fields)</fields>\(target)</xfdf>".utf8)
  }

  @Test func `form data are read by the names of the binding's boxes`() throws {
    try withForm(ReturnedSketch(form: nil, texts: Self.empty).bytes) { toolkit, folder, _ in
      for (name, bytes) in [("a.fdf", fdf(Self.filled, of: nil)), ("a.xfdf", xfdf(Self.filled, of: nil))] {
        let returned = try read(toolkit, bytes, in: folder, as: name)
        #expect(returned.status == .accepted, "\(returned.findings)")
        #expect(returned.form == "hexi/survey")
        #expect(values(returned) == Self.filled)
        #expect(returned.findings.map(\.code.rawValue).contains("foreign-by-names"))
      }
      let strange = Self.filled.merging(["zzz": "x"]) { $1 }
      #expect(try read(toolkit, fdf(strange, of: nil), in: folder, as: "b.fdf").status == .refused)
    }
  }

  @Test func `of few boxes the form is only sure when it lies beside the data or is named by them`() throws {
    let some = Self.filled.filter { $0.key == "xingming" }
    try withForm(ReturnedSketch(form: nil, texts: Self.empty).bytes) { toolkit, folder, _ in
      let unsure = try read(toolkit, fdf(some, of: nil), in: folder, as: "a.fdf")
      #expect(unsure.status == .review)
      #expect(unsure.reason == "foreign-by-names")
      let named = try read(toolkit, xfdf(some, of: "file:///C:/x/empty.pdf"), in: folder, as: "b.xfdf")
      #expect(named.status == .accepted, "\(named.findings)")
      #expect(try read(toolkit, fdf(some, of: "form.pdf"), in: folder, as: "c.fdf").status == .review)
      try write(ReturnedSketch(form: nil, texts: Self.empty).bytes, to: "\(folder)/in/form.pdf")
      let beside = try read(toolkit, fdf(some, of: "C:\\x\\form.pdf"), in: folder, as: "c.fdf")
      #expect(beside.status == .accepted, "\(beside.findings)")
      #expect(!beside.findings.map(\.code.rawValue).contains("foreign-by-names"))
    }
  }

  @Test(arguments: ["../empty2.pdf", "link.pdf", "/etc/empty2.pdf"])
  func `what lies outside the folder is never looked at`(target: String) throws {
    let some = Self.filled.filter { $0.key == "xingming" }
    try withForm(ReturnedSketch(form: nil, texts: Self.empty).bytes) { toolkit, folder, _ in
      try write(ReturnedSketch(form: nil, texts: Self.empty).bytes, to: "\(folder)/empty2.pdf")
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/in/link.pdf", withDestinationPath: "\(folder)/empty2.pdf")
      #expect(try read(toolkit, fdf(some, of: target), in: folder, as: "a.fdf").reason == "foreign-by-names")
    }
  }

  @Test func `data whose form appears beside them later are read again`() throws {
    let some = Self.filled.filter { $0.key == "xingming" }
    try withForm(ReturnedSketch(form: nil, texts: Self.empty).bytes) { toolkit, folder, _ in
      try write(fdf(some, of: "form.pdf"), to: "\(folder)/in/a.fdf")
      func run() throws -> IntakeAccount {
        try toolkit.takeIn(IntakeRequest(inputs: ["\(folder)/in"], output: "\(folder)/out"))
      }
      #expect(try run().accepted == 0)
      try write(ReturnedSketch(form: nil, texts: Self.empty).bytes, to: "\(folder)/in/form.pdf")
      #expect(try run().accepted == 1)
      #expect(try run().accepted == 1)
    }
  }

  // MARK: XFA

  /// A static form: fields for those who know no XFA, and the same data as XML.
  private func static_(_ texts: [String: String], data: [String: String], catalog: String = "") -> [UInt8] {
    let names = texts.keys.sorted()
    let packet =
      "<xfa:datasets xmlns:xfa=\"http://www.xfa.org/schema/xfa-data/1.0/\"><xfa:data><form1>"
      + data.sorted { $0.key < $1.key }.map { "<\($0.key)>\($0.value)</\($0.key)>" }.joined()
      + "</form1></xfa:data></xfa:datasets>"
    var sketch = ReturnedSketch(form: nil)
    sketch.texts = Dictionary(uniqueKeysWithValues: names.map { ("form1[0].#subform[0].\($0)[0]", texts[$0] ?? "") })
    sketch.objects = ["<</Length \(packet.utf8.count)>>\nstream\n\(packet)\nendstream"]
    sketch.catalog = catalog
    sketch.acroForm = "/XFA[(datasets) \(6 + names.count) 0 R]"
    return sketch.bytes
  }

  private static let dated = Self.filled.merging(["chushengnianyue": "1945年1月1日"]) { $1 }

  @Test
  func `a value shown by a picture of the XFA form's own is the value that its data have, and another is doubtful`()
    throws
  {
    try withForm(static_(Self.empty.merging(["chushengnianyue": ""]) { $1 }, data: [:])) { toolkit, folder, _ in
      var data = Self.dated.merging(["chushengnianyue": "1945-01-01"]) { $1 }
      let same = try read(toolkit, static_(Self.dated, data: data), in: folder, as: "a.pdf")
      #expect(same.status == .accepted, "\(same.findings)")
      data["chushengnianyue"] = "1945-01-02"
      let other = try read(toolkit, static_(Self.dated, data: data), in: folder, as: "a.pdf")
      #expect(other.status == .review)
      #expect(other.reason == "xfa-differs")
      let dynamic = try read(
        toolkit, static_(Self.dated, data: data, catalog: "/NeedsRendering true"), in: folder, as: "a.pdf")
      #expect(dynamic.status == .refused)
      #expect(dynamic.reason == "xfa-dynamic")
    }
  }

  @Test func `the data of an XFA form alone are read by the binding, too`() throws {
    try withForm(static_(Self.empty, data: [:])) { toolkit, folder, _ in
      let xdp =
        "<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"><xfa:datasets "
        + "xmlns:xfa=\"http://www.xfa.org/schema/xfa-data/1.0/\"><xfa:data><form1>"
        + Self.filled.sorted { $0.key < $1.key }.map { "<\($0.key)>\($0.value)</\($0.key)>" }.joined()
        + "</form1></xfa:data></xfa:datasets></xdp:xdp>"
      let returned = try read(toolkit, Array(xdp.utf8), in: folder, as: "a.xdp")
      #expect(returned.status == .accepted, "\(returned.findings)")
      #expect(Set(values(returned).values) == Set(Self.filled.values))
    }
  }
}
