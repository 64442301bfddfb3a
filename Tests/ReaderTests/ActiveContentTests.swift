import IsolatedReading
import ReaderProtocol
import Testing

/// What of active content crosses the wall, so that it can be known again.
struct ActiveContentTests {
  private let reader = IsolatedReader(readerPath: IsolatedReader.pathBesideThisProgram())

  private func items(_ sketch: PDFSketch) -> [ActiveItem] { reader.read(untrustedBytes: sketch.bytes).file.active }

  private func script(_ action: String, _ objects: String...) -> PDFSketch {
    objects.reduce(PDFSketch("<</T(a)/FT/Tx/AA<</K \(action)>>>>")) { $0.adding($1) }
  }

  @Test func `one script has one digest, however it is written down`() throws {
    let plain = items(script("<</S/JavaScript/JS(x = 1)>>"))
    #expect(plain.map(\.place) == ["field a"])
    #expect(plain.map(\.event) == ["K"])
    #expect(plain.map(\.excerpt) == ["x = 1"])
    #expect(plain.first?.digest?.count == 64)
    #expect(items(script("<</Type/Action/JS<FEFF00780020003D00200031>/S/JavaScript>>")) == plain)
    #expect(items(script("5 0 R", "<</S/JavaScript/JS 6 0 R>>", "<</Length 5>>stream\nx = 1\nendstream")) == plain)
    #expect(items(script("<</S/JavaScript/JS(x = 2)>>")).map(\.digest) != plain.map(\.digest))
  }

  @Test func `an action that hangs in several places is listed at each, and so is what follows it`() {
    let sketch = PDFSketch(
      "<</T(a)/FT/Tx/AA<</K 5 0 R/F 5 0 R>>>>",
      "<</S/JavaScript/JS(x)/Next<</S/SubmitForm/F(http://localhost/)/Fields[4 0 R]>>>>",
      catalog: "/OpenAction 5 0 R/AA<</WC 5 0 R>>")
    let found = items(sketch).map { "\($0.kind) \($0.place) \($0.event)" }
    #expect(
      Set(found) == [
        "JavaScript OpenAction ", "SubmitForm OpenAction ", "JavaScript document WC", "SubmitForm document WC",
        "JavaScript field a K", "SubmitForm field a K", "JavaScript field a F", "SubmitForm field a F",
      ])
    #expect(items(sketch).allSatisfy { $0.digest != nil })
  }

  @Test func `where there is too much to look through, that is said and nothing is taken for known`() {
    var outline = PDFSketch("<</T(a)/FT/Tx>>", catalog: "/OpenAction 5 0 R")
    for number in 5..<40 {
      let next = Array(repeating: "\(number + 1) 0 R", count: 20).joined(separator: " ")
      outline = outline.adding("<</S/GoTo/Next[\(next)]>>")
    }
    // Each object is followed once in a chain, so this ends at once; a stream that is no text of bounded length has no digest.
    #expect(items(outline).isEmpty)
    let long = String(repeating: "x", count: 1 << 20 + 10)
    let item = items(script("<</S/JavaScript/JS 5 0 R>>", "<</Length \(long.utf8.count)>>stream\n\(long)\nendstream"))
    #expect(item.map(\.kind) == ["JavaScript"])
    #expect(item.map(\.digest) == [nil])
  }

  @Test(arguments: [
    "", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/Rotate -90/CropBox[5 10 90 80]", "/CropBox[5 10 90 80]",
    "/UserUnit 2", "/CropBox[8 8 200 60]/Rotate 180",
  ])
  func `a box of the file is found where the page shows it`(page: String) throws {
    let content = "BT /F1 10 Tf 20 30 Td (X) Tj ET"
    let sketch = PDFSketch(
      "<</T(a)/FT/Tx>>", "<</Length \(content.utf8.count)>>stream\n\(content)\nendstream",
      page:
        "/Annots[4 0 R]/Contents 5 0 R\(page)/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>")
    let document = try ReturnedDocument(untrustedBytes: sketch.bytes)
    let shown = try #require(reader.pages(PageWish(codes: false, frames: true), of: document).first)
    let character = try #require(shown.characters.first).box
    // Courier is six tenths of its size wide.
    let frame = try #require(shown.frame)
    let box = try #require(frame.shown([20, 30, 26, 37]))
    #expect(abs((box.minX + box.maxX - character.minX - character.maxX) / 2) < 3, "\(box) \(character)")
    #expect(abs((box.minY + box.maxY - character.minY - character.maxY) / 2) < 3, "\(box) \(character)")
  }
}
