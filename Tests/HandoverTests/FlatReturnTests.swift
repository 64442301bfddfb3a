import Composing
import Diagnostics
import Documents
import FormBinding
import Foundation
import IsolatedReading
import ReaderProtocol
import Records
import Samples
import Templates
import Testing
import Typesetting

@testable import Handover

/// Papers of ours that were printed to PDF from a viewer: fields, attachments and metadata are gone, the text is there.
struct FlatReturnTests {
  /// What takes a paper's fields, attachments and metadata away.
  enum Flattening: String, CaseIterable {
    case flattened, redrawn, smaller, turned, upsideDown

    func run(_ input: String, _ output: String) throws {
      let plain = input + ".plain.pdf"
      func qpdf(_ arguments: String...) throws { _ = try Workshop.run("qpdf", arguments) }
      try qpdf("--generate-appearances", "--flatten-annotations=all", input, plain)
      switch self {
      case .flattened: try qpdf("--empty", "--pages", plain, "--", output)
      case .redrawn: _ = try Workshop.run("pdftocairo", ["-pdf", plain, output])
      // An A4 page on a letter sheet, as printers do it: 94 %.
      case .smaller: _ = try Workshop.run("pdftocairo", ["-pdf", "-paper", "letter", plain, output])
      case .turned: try qpdf("--rotate=+90", "--empty", "--pages", plain, "--", output)
      case .upsideDown: try qpdf("--rotate=+180", "--empty", "--pages", plain, "--", output)
      }
    }
  }

  private static let forms = ["liaocheng/info-table", "liaocheng/budget", "shenyang/budget"]

  @Test(arguments: forms, Flattening.allCases)
  func `the print of a form says what its boxes held`(name: String, flattening: Flattening) throws {
    for kind in [GenerationRequest.Kind.fillable, .print] {
      let sketch = try FlatSketch(name, kind)
      let papers = try sketch.papers { try flattening.run($0, $1) }
      let paper = try #require(papers.value.first)
      #expect(papers.value.count == 1 && papers.findings.isEmpty && paper.findings.isEmpty)
      #expect(paper.known.form.name == name && paper.key != nil)
      #expect(sketch.difference(paper) == [])
    }
  }

  @Test func `a print without a readable code is known by its wording`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print)
    let papers = try sketch.papers(editing: { $0.codes = [] }) { try Flattening.redrawn.run($0, $1) }
    let paper = try #require(papers.value.first)
    #expect(paper.known.form.id == "info-table" && paper.key == nil)
    #expect(sketch.difference(paper) == [])
  }

  @Test func `pages in another order are put in order, and a missing one is named`() throws {
    let sketch = try FlatSketch("shenyang/archive-agreement", .print)
    let reversed = try sketch.papers {
      _ = try Workshop.run("qpdf", ["--empty", "--pages", $0, "z-1", "--", $1])
    }
    let paper = try #require(reversed.value.first)
    #expect(paper.pages == paper.pages.sorted(by: >) && paper.pages.count > 1 && paper.findings.isEmpty)
    let short = try sketch.papers { _ = try Workshop.run("qpdf", ["--empty", "--pages", $0, "2-z", "--", $1]) }
    #expect(short.value.first?.findings.map(\.code) == [.flatPagesMissing])
  }

  @Test func `text that stands over other text is doubted`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print, values: .shortest)
    let plain = try #require(sketch.papers { try Flattening.redrawn.run($0, $1) }.value.first)
    let filled = try #require(plain.fields.first { $0.name == "retiree.name" }?.box)
    let papers = try sketch.papers(editing: { page in
      let inside = page.characters.filter {
        $0.box.minX >= filled[0] && $0.box.maxX <= filled[2] && $0.box.minY >= filled[1] - 3
          && $0.box.maxY <= filled[3] + 3
      }
      page.characters += inside
    }) { try Flattening.redrawn.run($0, $1) }
    #expect(papers.value.first?.doubts.contains { $0.reason == .overlapping && $0.box == "retiree.name" } == true)
  }

  @Test func `text that is far narrower than its fonts say may have lost equal neighbours`() {
    func page(size: Double) -> PageContent {
      var page = PageContent(width: 595, height: 842)
      page.characters = "20001".unicodeScalars.enumerated().map { place, scalar in
        let x = 100 + 5.5 * Double(place)
        return PageContent.Character(
          scalar: scalar, box: PageContent.Box(minX: x, minY: 100, maxX: x + 5.5, maxY: 110), size: size)
      }
      return page
    }
    #expect(!page(size: 10).hasCrampedText)
    #expect(page(size: 78).hasCrampedText)
    #expect(!PageContent(width: 595, height: 842).hasCrampedText)
  }

  @Test func `a print whose text is not the form's is not read`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print)
    let papers = try sketch.papers(editing: { page in
      for index in page.characters.indices { page.characters[index].scalar = "?" }
    }) { try Flattening.redrawn.run($0, $1) }
    #expect(papers.value.first?.fields == [])
    #expect(papers.value.first?.findings.map(\.code) == [.flatUnreadable])
  }

  @Test(arguments: [
    "HO1:LIAOCHENG/INFO-TABLE:1:K7Q2M9XA:1/1:43", "HO1:LIAOCHENG/INFO-TABLE:1:K7Q2M9XA:2/1:42", "https://example.cn",
    "",
    "HO1:::::",
  ])
  func `a code whose check digits do not fit is none`(text: String) {
    #expect(PageCode(untrusted: text) == nil)
  }
}

/// One paper of a form, printed, flattened and read again.
struct FlatSketch {
  let printing: Printing
  let record: Record
  private let bytes: [UInt8]

  init(_ name: String, _ kind: GenerationRequest.Kind, values: SampleRecords.Values = .typical) throws {
    printing = try Workshop.printing(name, kind)
    record = try Workshop.subject(of: printing.form, printing.composer, values)
    bytes = try printing.file(of: printing.paper(for: record, position: 0, isOneOfMany: false))
  }

  /// - Parameters:
  ///   - edit: Changes what was seen of each page.
  ///   - flatten: Makes the second file of the first.
  func papers(
    editing edit: (inout PageContent) -> Void = { _ in }, flatten: (String, String) throws -> Void
  ) throws -> Reported<[FlatReturn]> {
    try Workshop.withFolder { folder in
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/in.pdf"))
      try flatten("\(folder)/in.pdf", "\(folder)/out.pdf")
      let document = try ReturnedDocument(path: "\(folder)/out.pdf", limit: 64 << 20)
      var pages = IsolatedReader(readerPath: try Workshop.toolkit().locations.reader).pages(of: document)
      for index in pages.indices { edit(&pages[index]) }
      let toolkit = try Workshop.toolkit()
      return try FlatReturns(catalogue: toolkit.catalogue(), fonts: toolkit.fonts())
        .papers(untrustedPages: pages, at: Place(file: "out.pdf"))
    }
  }

  /// The boxes that do not say what they held.
  func difference(_ paper: FlatReturn) -> [String] {
    let dictionary = paper.known.gate.rules.dictionary
    let form = printing.form
    let composer =
      form.isFixed ? printing.composer : Composer(form: form, dictionary: dictionary, for: record, flows: false)
    let expected = composer.boxes(of: record)
    let read = paper.known.binder.bind(untrusted: paper.fields, at: Place()).value.first?.texts ?? [:]
    return Set(expected.keys).union(read.keys).sorted().filter { Self.text(expected[$0]) != Self.text(read[$0]) }
  }

  private static func text(_ value: Filling.Value?) -> [Unicode.Scalar] {
    switch value {
    case .text(let text): Array(text.unicodeScalars)
    case .mark(true): ["√"]
    case .mark(false), nil: []
    }
  }
}
