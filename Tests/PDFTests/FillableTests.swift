import PDFWriting
import Pages
import Testing

struct FillableTests {
  let form: SampleForm
  let shared: PDFSharedParts
  let readableParts: PDFSharedParts

  init() throws {
    form = try SampleForm()
    let entry = form.fonts.entryFace
    shared = PDFSharedParts(options: PDFOptions(kind: .fillable, entryFace: entry))
    readableParts = PDFSharedParts(options: PDFOptions(kind: .fillable, entryFace: entry, isReadable: true))
  }

  @Test func `A fillable form reads as recorded`() throws {
    let document = try form.fillable(values: ["张䶮", "110201195803040017", "", "第一行"])
    try expectSnapshot(readable(writePDF(document, shared: readableParts)), "fillable")
  }

  @Test func `qpdf finds no fault, in one file of several forms either`() throws {
    var writer = PDFWriter(shared: shared)
    for number in 0..<3 {
      try writer.append(form.fillable(values: ["张\(number)", "", "", ""], prefix: ["p\(number)"]))
    }
    let check = try Tool.run("qpdf", ["--check", "FILE"], over: writer.finish())
    #expect(check.status == 0, "\(check.text)")
  }

  @Test func `Values, states and names are there for every reader`() throws {
    let text = readable(try writePDF(form.fillable(values: ["张", "1", "", ""]), shared: readableParts))
    #expect(text.contains("/FT/Tx/V<FEFF5F20>"))
    #expect(text.contains("/T(retiree)/Kids"))
    #expect(text.contains("/Ff 32768/V/female/Kids["))
    #expect(text.contains("/AS/female/AP<</N<</female ") && text.contains("/AS/Off/AP<</N<</male "))
    #expect(text.contains("/MaxLen 18") && text.contains("/Ff 4096"))
    #expect(!text.contains("NeedAppearances"))
  }

  @Test func `An empty field has no look that could be left behind`() throws {
    let text = readable(try writePDF(form.fillable(values: ["", "", "", ""]), shared: readableParts))
    #expect(!text.contains("/Tx BMC"))
    #expect(text.contains("/DA(/Entry 10.5 Tf 0 g)"))
  }

  @Test func `Text fields share no look, boxes do`() throws {
    let text = readable(try writePDF(form.fillable(values: ["张", "张", "张", "张"]), shared: readableParts))
    #expect(text.ranges(of: "/Tx BMC").count == 4)
    #expect(text.ranges(of: "/BBox[0 0 12 12]").count == 2)
  }

  @Test func `Options that cannot be names are numbered, and listed as text`() throws {
    let document = try form.fillable(values: ["", "", "", ""], group: ["男", "女", "Off"])
    let text = readable(try writePDF(document, shared: readableParts))
    #expect(text.contains("/V/1/Opt[<FEFF7537><FEFF5973>(Off)]"))
    #expect(text.contains("/AP<</N<</2 "))
  }

  @Test func `What viewers show is what was drawn`() throws {
    let bytes = try writePDF(form.fillable(values: ["张䶮", "110201195803040017", "", ""]), shared: shared)
    let text = try Tool.run("pdftotext", ["-layout", "FILE", "-"], over: bytes).text
    #expect(text.contains("张䶮") && text.contains("110201195803040017"))
  }
}
