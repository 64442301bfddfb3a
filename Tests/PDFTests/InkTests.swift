import Measures
import PDFWriting
import Pages
import Testing

/// Colours, dashes and strikes.
struct InkTests {
  let form: SampleForm

  init() throws { form = try SampleForm() }

  private func line(_ y: Double, _ colour: Colour = .black, dash: Double? = nil) -> PaintItem {
    .line(
      from: Point(x: .points(60), y: .points(y)), to: Point(x: .points(500), y: .points(y)), width: .points(1),
      colour: colour, dash: dash.map { .points($0) })
  }

  /// A paper whose fixed part ends in red dashes, with a strike among its values.
  private func official() throws -> PagedDocument {
    var head = try SampleForm.text("红头", .title, 20, x: 60, y: 30, form.fonts)
    for index in head.indices { head[index].colour = .red }
    let black = try SampleForm.text("黑字", .body, 16, x: 60, y: 400, form.fonts)
    let layer = FixedLayer(segments: [
      Segment(mark: 0, items: head.map { .text($0) }), Segment(mark: 1, items: black.map { .text($0) }),
      Segment(items: [line(40, .red), line(50, .red, dash: 3)]),
    ])
    let word = Rect(x: .points(60), y: .points(500), width: .points(60), height: .points(20))
    let strike = Segment(mark: 2, items: PaintItem.strike(word), spoken: "（划去）")
    let page = Page(size: .a4, fixed: layer, segments: [strike])
    let marks = (0..<3).map { StructureElement.Child.mark(page: 0, mark: $0) }
    return PagedDocument(
      title: "通知", pages: [page],
      structure: StructureElement(.document, children: [.element(StructureElement(.paragraph, children: marks))]))
  }

  private func text(_ document: PagedDocument) throws -> String {
    readable(
      try writePDF(document, shared: PDFSharedParts(options: PDFOptions(kind: .archive, isReadable: true))))
  }

  @Test func `Red is set for what is red and taken back for what follows`() throws {
    let text = try text(official())
    let steps = ["1 0 0 rg", "0 g", "1 0 0 RG", "[3]0 d", "0 G", "[]0 d", "/ActualText", " c"]
    var rest = text[...]
    for step in steps {
      let found = try #require(rest.range(of: step), "\(step)")
      rest = rest[found.upperBound...]
    }
    #expect(text.contains("/GTS_PDFA1"))
  }

  @Test func `Black papers say nothing of colours and dashes`() throws {
    let text = try text(form.flat(values: ["张", "1", "", ""]))
    for operation in [" rg\n", " RG\n", " d\n", "0 G\n"] { #expect(!text.contains(operation)) }
  }

  @Test func `qpdf and poppler take it, and the strike is not in the text`() throws {
    let bytes = try writePDF(official(), shared: PDFSharedParts(options: PDFOptions(kind: .archive)))
    #expect(try Tool.run("qpdf", ["--check", "FILE"], over: bytes).status == 0)
    let words = try Tool.run("pdftotext", ["-raw", "FILE", "-"], over: bytes).text
    #expect(words.split(whereSeparator: \.isWhitespace) == ["红头", "黑字"])
  }

  @Test func `A box that circles out has an ellipse for its look`() throws {
    var document = try form.flat(values: ["", "", "", ""])
    let rect = Rect(x: .points(70), y: .points(200), width: .points(60), height: .points(20))
    document.pages[0].widgets = [Widget.Button.Look.strike, .tick].enumerated().map { index, look in
      let button = Widget.Button(exportValue: "Yes", isOn: true, look: look)
      return Widget(name: ["box\(index)"], rect: rect, tooltip: "党员", kind: .check(button))
    }
    document.structure.children += [.widget(page: 0, index: 0), .widget(page: 0, index: 1)]
    let text = readable(
      try writePDF(document, shared: PDFSharedParts(options: PDFOptions(kind: .fillable, isReadable: true))))
    #expect(text.ranges(of: "/AS/Yes").count == 2)
    #expect(text.ranges(of: " c s\n").count == 1)
  }
}
