import Fonts
import Measures
import PDFWriting
import Pages
import Testing

/// Papers that arrive piece by piece: a roster of one page for each piece, its table open from the first piece to the last.
struct PiecesTests {
  let fonts: FontCollection
  let layer: FixedLayer

  init() throws {
    fonts = try SampleForm.fonts()
    let title = try SampleForm.text("移交名册", .title, 18, x: 200, y: 60, fonts)
    layer = FixedLayer(segments: [Segment(items: title.map { .text($0) })])
  }

  private func piece(_ page: Int, of count: Int, rows: Int) throws -> PagedPiece {
    var segments: [Segment] = []
    var events: [StructureEvent] = []
    if page == 0 {
      segments.append(Segment(mark: rows, items: try text("名单", y: 80)))
      events.append(.begin(StructureElement(.document)))
      events.append(.element(StructureElement(.heading1, children: [.mark(page: 0, mark: rows)])))
      events.append(.begin(StructureElement(.table)))
    }
    for row in 0..<rows {
      segments.append(Segment(mark: row, items: try text("张\(page * rows + row)号", y: 100 + 20 * Double(row))))
      let cell = StructureElement(.tableData, children: [.mark(page: page, mark: row)])
      events.append(.element(StructureElement(.tableRow, children: [.element(cell)])))
    }
    if page == count - 1 { events += [.end, .end] }
    return PagedPiece(
      pages: [Page(size: .a4, fixed: layer, segments: segments, awaitsClosing: true)], structure: events)
  }

  private func text(_ text: String, y: Double) throws -> [PaintItem] {
    try SampleForm.text(text, .form, 10.5, x: 100, y: y, fonts).map { .text($0) }
  }

  private func file(_ options: PDFOptions, pages: Int, rows: Int = 3) throws -> [UInt8] {
    let shared = PDFSharedParts(options: options)
    var writer = PDFWriter(shared: shared)
    writer.begin(title: "移交名册", language: "zh-CN", identity: nil)
    for page in 0..<pages {
      writer.append(PreparedPiece(try piece(page, of: pages, rows: rows), firstPage: page, shared: shared))
    }
    let closings = try (0..<pages).map { try text("第\($0 + 1)页共\(pages)页", y: 800) }
    writer.close { [Segment(items: closings[$0])] }
    return try writer.finish()
  }

  @Test(arguments: [PDFOptions.Kind.archive, .print], [1, 2, 70])
  func `Every page has its rows and the number of all pages`(_ kind: PDFOptions.Kind, _ pages: Int) throws {
    let bytes = try file(PDFOptions(kind: kind), pages: pages)
    let check = try Tool.run("qpdf", ["--check", "FILE"], over: bytes)
    #expect(check.status == 0, "\(check.text)")
    let text = try Tool.run("pdftotext", ["-layout", "FILE", "-"], over: bytes).text
    for page in 0..<pages {
      #expect(text.contains("张\(page * 3 + 2)号") && text.contains("第\(page + 1)页共\(pages)页"))
    }
    #expect(text.ranges(of: "移交名册").count == pages)
  }

  @Test func `A table that goes on from piece to piece is one table`() throws {
    let text = readable(try file(PDFOptions(kind: .archive, isReadable: true), pages: 3, rows: 2))
    #expect(text.ranges(of: "/S/Table/").count == 1 && text.ranges(of: "/S/TR/").count == 6)
    #expect(text.ranges(of: "/S/Document/").count == 1)
    let table = try #require(text.firstRange(of: "/S/Table/"))
    let kids = text[table.upperBound...].prefix { $0 != "]" }
    #expect(kids.ranges(of: " 0 R").count == 7, "the parent and six rows")
    #expect(text.ranges(of: "/Artifact BMC").count == 4, "a layer and three closings")
  }

  @Test func `A fixed layer stands in the file once`() throws {
    let text = readable(try file(PDFOptions(kind: .print, isReadable: true), pages: 5))
    #expect(text.ranges(of: " 18 Tf").count == 1)
  }
}
