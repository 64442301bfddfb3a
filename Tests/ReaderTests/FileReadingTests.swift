import Diagnostics
import IsolatedReading
import ReaderProtocol
import Testing

/// What a file holds besides fields, and the line that `inspect` prints.
@Suite struct FileReadingTests {
  private let reader = IsolatedReader()

  private func file(_ sketch: PDFSketch) -> FormFile { reader.read(untrustedBytes: sketch.bytes).file }

  @Test func `inspect prints one object with its keys in order`() {
    let line = file(PDFSketch("<</T(a\"b)/FT/Tx/V(a\\nb)/Rect[0 1.5 2 3]>>")).inspectionLine(
      file: "a b.pdf", language: .english)
    #expect(
      line
        == #"{"file": "a b.pdf", "status": "ok", "reason": null, "fields": [{"name": "a\"b", "type": "text", "#
        + #""value": "a\nb", "options": [], "page": 1, "box": [0, 1.5, 2, 3], "state": null, "drawn": null, "#
        + #""richText": null, "defaultValue": null, "tooltip": null, "mappingName": null, "flags": [], "#
        + #""maxLength": null, "widgets": [{"page": 1, "box": [0, 1.5, 2, 3], "state": null, "drawn": null}]}], "#
        + #""signatures": [], "attachments": [], "activeContent": [], "revisions": 1, "findings": [], "xfa": null}"#)
  }

  @Test func `what was not read says why, in the same shape`() {
    let line = reader.read(untrustedBytes: Array("hello".utf8)).file.inspectionLine(file: "x", language: .chinese)
    #expect(
      line
        == #"{"file": "x", "status": "refused", "reason": "not-a-pdf", "fields": [], "signatures": [], "#
        + #""attachments": [], "activeContent": [], "revisions": 0, "findings": [{"severity": "error", "#
        + #""code": "not-a-pdf", "message": "这不是 PDF 文件。"}], "xfa": null}"#)
  }

  @Test
  func `attachments are found by name tree and annotation, with their unpacked size, and handed over when asked for`() {
    let sketch = PDFSketch(
      "<</T(a)/FT/Tx>>", "<</Type/Filespec/F(record.xml)/EF<</F 6 0 R>>>>", "<</Length 6>>stream\n<data>\nendstream",
      "<</Subtype/FileAttachment/FS<</UF(b.exe)/EF<</F 8 0 R>>>>>>", "<</Length 0>>stream\n\nendstream",
      catalog: "/Names<</EmbeddedFiles<</Names[(k)5 0 R]>>>>/AF[5 0 R]", page: "/Annots[4 0 R 7 0 R]")
    let answer = reader.read(untrustedBytes: sketch.bytes, InspectionWish(attachments: ["rec*"]))
    #expect(answer.file.attachments.map(\.name) == ["record.xml", "b.exe"])
    #expect(answer.file.attachments.map(\.size) == [6, 0])
    #expect(answer.untrustedAttachment(named: "record.xml") == Array("<data>".utf8))
    #expect(answer.file.activeContent == ["EmbeddedProgram"])
    #expect(answer.untrustedAttachments.count == 1)
    #expect(reader.read(untrustedBytes: sketch.bytes).untrustedAttachments.isEmpty)
  }

  @Test(arguments: [
    ("/OpenAction<</S/JavaScript/JS(x)>>", ["JavaScript"]),
    ("/OpenAction<</S/GoTo/Next[<</S/Launch/F(x)>>]>>", ["Launch"]),
    ("/OpenAction<</S/URI/URI(x)>>", ["URI"]),
    ("/AA<</WC<</S/SubmitForm/F(x)>>>>", ["SubmitForm"]),
    ("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>", ["JavaScript"]),
    ("", []),
  ])
  func `what could run is listed`(catalog: String, kinds: [String]) {
    #expect(file(PDFSketch("<</T(a)/FT/Tx>>", catalog: catalog)).activeContent == kinds)
  }

  @Test func `scripts of a field's ancestors are listed, and a link that waits for a click is not`() {
    let file = file(
      PDFSketch(
        "<</T(a)/AA<</K<</S/JavaScript/JS(x)>>>>/Kids[5 0 R]>>", "<</T(b)/FT/Tx/Parent 4 0 R/A<</S/URI/URI(x)>>>>"))
    #expect(file.activeContent == ["JavaScript"])
  }

  @Test func `revisions are counted along the chain, not by end marks`() {
    let first = PDFSketch("<</T(a)/FT/Tx/V(1)>>").adding("<</Length 6>>stream\n%%EOF\n\nendstream").bytes
    #expect(reader.read(untrustedBytes: first).file.revisions == 1)
    let second = updated(first, with: "<</T(a)/FT/Tx/V(2)>>")
    let file = reader.read(untrustedBytes: second).file
    #expect(file.revisions == 2 && file.fields.first?.value == .one("2") && file.findings.isEmpty)
  }

  /// As a program does that saves incrementally: object 4 once more, and a section that leads back.
  private func updated(_ bytes: [UInt8], with field: String) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let offset = text.split(separator: "\n").dropLast().last ?? ""
    let start = bytes.count
    let object = "4 0 obj\n\(field)\nendobj\n"
    let place = String(repeating: "0", count: 10 - String(start).count) + String(start)
    let section = "xref\n4 1\n\(place) 00000 n \ntrailer<</Size 6/Root 1 0 R/Prev \(offset)>>\n"
    return bytes + Array((object + section + "startxref\n\(start + object.utf8.count)\n%%EOF\n").utf8)
  }

  @Test func `a form that is only XFA is refused, one with fields besides is read with a word`() {
    let hybrid = file(PDFSketch("<</T(a)/FT/Tx>>", form: "/XFA 5 0 R").adding("<</Length 0>>stream\n\nendstream"))
    #expect(hybrid.status == .ok && hybrid.activeContent == ["XFA"])
    #expect(hybrid.findings.map(\.code.rawValue).contains("xfa"))
    let dynamic = file(PDFSketch("null", form: "/XFA 5 0 R").adding("<</Length 0>>stream\n\nendstream"))
    #expect(dynamic.status == .refused && dynamic.reason == .xfaDynamic)
  }

  @Test(arguments: [
    "(a)", "<FFFE610062>", "<FFFE61006200>", "<EFBBBFC3A9>", "<FEFF001B007A0068001B5F20>", "5 0 R", "/Name",
  ])
  func `no quirk of the second reader makes a value suspicious`(value: String) {
    let file = file(
      PDFSketch(
        "<</T(a)/FT/Tx/Subtype/Widget/Rect[0 0 9 9]/V \(value)>>", "<</Length 5>>stream\nvalue\nendstream"))
    #expect(!file.findings.contains { ["readers-differ", "second-opinion-missing"].contains($0.code.rawValue) })
  }

  private static let hello = PDFSketch(
    "<</T(a)/FT/Tx>>", "<</Title<FEFF8868>/Producer(p)>>",
    "<</Length 31>>stream\nBT /F 9 Tf 9 9 Td (Hello) Tj ET\nendstream",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    page: "/Annots[4 0 R]/Contents 6 0 R/Resources<</Font<</F 7 0 R>>>>"
  ).withTrailer("/Info 5 0 R").bytes

  @Test func `metadata and page text come along`() {
    let answer = reader.read(untrustedBytes: Self.hello, InspectionWish(pageTexts: true))
    #expect(answer.file.metadata["Title"] == "表" && answer.file.metadata.pageCount == 1)
    #expect(answer.untrustedPageTexts == ["Hello"])
  }

  private func picture(_ wish: PictureWish, of bytes: [UInt8]) throws -> [UInt8] {
    try reader.picture(wish, of: ReturnedDocument(untrustedBytes: bytes))
  }

  @Test func `a confined reader still finds the system's fonts`() throws {
    let blank = PDFSketch("<</T(a)/FT/Tx>>").bytes
    #expect(try picture(PictureWish(page: 1), of: Self.hello) != picture(PictureWish(page: 1), of: blank))
  }

  @Test func `a page becomes a PNG file`() throws {
    let bytes = PDFSketch("<</T(a)/FT/Tx>>").bytes
    let png = try picture(PictureWish(page: 1, dotsPerInch: 36), of: bytes)
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png[16..<24].elementsEqual([0, 0, 0, 50, 0, 0, 0, 50]))
    #expect(throws: FileFault.self) { try picture(PictureWish(page: 2), of: bytes) }
  }

  @Test func `a part of a page becomes a PNG file`() throws {
    let wish = PictureWish(page: 1, box: [9, 9, 49, 19], dotsPerInch: 72)
    let blank = PDFSketch("<</T(a)/FT/Tx>>").bytes
    let png = try picture(wish, of: Self.hello)
    #expect(png[16..<24].elementsEqual([0, 0, 0, 40, 0, 0, 0, 10]))
    #expect(try png != picture(wish, of: blank))
    let beside = PictureWish(page: 1, box: [9, 59, 49, 69], dotsPerInch: 72)
    #expect(try picture(beside, of: Self.hello) == picture(beside, of: blank))
  }
}
