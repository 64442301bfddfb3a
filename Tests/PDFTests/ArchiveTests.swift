import Diagnostics
import PDFWriting
import Pages
import Testing

/// Flat files, judged by programs that are not ours. veraPDF runs over every form in `make interop`.
struct ArchiveTests {
  let form: SampleForm
  let shared = PDFSharedParts(options: PDFOptions(kind: .archive))
  static let record = Attachment(
    name: "record.xml", bytes: Array("<record/>".utf8), mediaType: "text/xml", relationship: .data,
    description: "签发时的数据")

  init() throws { form = try SampleForm() }

  private func plain(_ document: PagedDocument) throws -> [UInt8] {
    try writePDF(
      document, attachments: [Self.record],
      shared: PDFSharedParts(options: PDFOptions(kind: .archive, isReadable: true)))
  }

  @Test func `A flat form reads as recorded`() throws {
    let bytes = try plain(form.flat(values: ["张䶮", "110201195803040017", "", ""], pages: 2))
    try expectSnapshot(readable(bytes), "flat")
  }

  @Test(arguments: [1, 3, 65, 140])
  func `qpdf finds no fault, for any number of pages`(_ documents: Int) throws {
    var writer = PDFWriter(shared: shared)
    for number in 0..<documents {
      try writer.append(form.flat(values: ["张\(number)", "", "", ""]))
      writer.attach(
        Attachment(name: "\(number).xml", bytes: [60], mediaType: "text/xml", relationship: .data, description: ""))
    }
    let bytes = try writer.finish()
    let check = try Tool.run("qpdf", ["--check", "FILE"], over: bytes)
    #expect(check.status == 0, "\(check.text)")
    #expect(try Tool.run("qpdf", ["--show-npages", "FILE"], over: bytes).text == "\(documents)\n")
    let list = try Tool.run("qpdf", ["--list-attachments", "FILE"], over: bytes).text
    #expect(list.split(separator: "\n").count == documents)
  }

  /// Rare characters of four fonts, characters that share a glyph, variation selectors, accents, punctuation twins.
  @Test(arguments: [
    "张䶮𠅤𬎆㛃𫖯", "\u{F92C}\u{90CE}\u{F92C}", "⼈人\u{2F00}一", "葛\u{E0100}城葛", "e\u{301}é", "·\u{30FB}\u{2027}・",
    "μ\u{B5} Ω\u{2126} -\u{2010}\u{AD}\u{2011}", "〇○◯零", "（甲）〔2020〕３号",
  ])
  func `Text comes out of the page exactly as it went in`(_ value: String) throws {
    let bytes = try writePDF(form.flat(values: [value, "", "", ""]), shared: shared)
    let text = try Tool.run("pdftotext", ["-raw", "FILE", "-"], over: bytes).text
    let found = text.split(separator: "\n").dropFirst(5).first.map { $0.unicodeScalars.map(\.value) }
    #expect(found == value.unicodeScalars.map(\.value), "\(text)")
  }

  @Test func `All fonts are embedded subsets that name their characters`() throws {
    let bytes = try writePDF(form.flat(values: ["张䶮𠅤𬎆", "", "", ""]), shared: shared)
    let rows = try Tool.run("pdffonts", ["FILE"], over: bytes).text.split(separator: "\n").dropFirst(2)
    #expect(rows.count >= 3)
    #expect(rows.allSatisfy { $0.contains(" yes yes yes ") }, "\(rows.joined(separator: "\n"))")
  }

  @Test func `The fixed part stands in a file once, however many pages show it`() throws {
    func size(_ count: Int) throws -> Int {
      var writer = PDFWriter(shared: shared)
      for _ in 0..<count { try writer.append(form.flat(values: ["张", "1", "", ""])) }
      return try writer.finish().count
    }
    #expect(try size(101) - size(1) < 100 * 1200)
  }

  @Test func `Workers, and what else a run has written, change no byte`() async throws {
    let documents = try (0..<20).map { try form.flat(values: ["张\($0)", "甲乙丙", "", ""], key: "\($0)") }
    let alone = try documents.map {
      try writePDF($0, shared: PDFSharedParts(options: PDFOptions(kind: .archive)))
    }
    let shared = self.shared
    let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
      for (index, document) in documents.enumerated().reversed() {
        group.addTask { (index, try writePDF(document, shared: shared)) }
      }
      return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
    }
    #expect(documents.indices.allSatisfy { together[$0] == alone[$0] })
  }

  @Test func `A file for the printer has no structure`() throws {
    let print = PDFSharedParts(options: PDFOptions(kind: .print, isReadable: true))
    let text = readable(try writePDF(form.flat(values: ["张", "", "", ""]), shared: print))
    #expect(!text.contains("StructElem") && !text.contains("BDC") && !text.contains("pdfaid"))
    #expect(
      try Tool.run("qpdf", ["--check", "FILE"], over: writePDF(form.flat(values: ["张", "", "", ""]), shared: print))
        .status == 0)
  }
}
