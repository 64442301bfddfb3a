import Composing
import Diagnostics
import Documents
import FlatReading
import FormBinding
import Foundation
import IsolatedReading
import Measures
import Pages
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

  @Test(arguments: [
    ("liaocheng/papers-handover", 12), ("liaocheng/asset-count", 31), ("liaocheng/people-register", 16),
    ("liaocheng/archive-catalogue", 26), ("xixian/people-card", 13), ("weihai/people-roster", 35),
  ])
  func `a print is read however many entries it has`(name: String, entries: Int) throws {
    let sketch = try FlatSketch(name, .fillable, entries: entries)
    let paper = try #require(sketch.papers { try Flattening.flattened.run($0, $1) }.value.first)
    #expect(sketch.difference(paper) == [] && paper.doubts.isEmpty && paper.findings.isEmpty)
  }

  @Test func `the pages of a long list are looked at a few times each, however many entries it has`() throws {
    let sketch = try FlatSketch("liaocheng/archive-roster", .fillable, entries: 100)
    let pages = try sketch.pages { try Flattening.flattened.run($0, $1) }
    let printing = sketch.printing
    let typesetter = Typesetter(document: printing.composer.document, fonts: try Workshop.toolkit().fonts())
    let looks = Looks()
    let reader = FlatReader(least: printing.composer.leastCounts) { counts in
      typesetter.pages(counts: counts).map { WatchedPages(laid: $0, looks: looks) }
    }
    func numbered<Part>(_ parts: [Part]) -> [Int: Part] {
      Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($0, $1) })
    }
    let paper = reader.read(
      untrustedPages: numbered(pages), codes: numbered(pages.compactMap(\.codes.first)), pageCount: pages.count,
      in: TimeAllowance(.seconds(60)))
    #expect(paper?.cost == 0 && pages.count > 5)
    #expect(looks.count < 12 * pages.count, "\(looks.count) looks at \(pages.count) pages")
  }

  @Test func `a print that cannot be read in the time that a file has is refused`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .fillable)
    let refusal = #expect(throws: Refusal.self) {
      try sketch.papers(in: TimeAllowance(.zero)) { try Flattening.flattened.run($0, $1) }
    }
    #expect(refusal?.findings.map(\.code.rawValue) == ["timeout"])
  }

  @Test func `a paper of which nothing but its codes is left is named, not passed over`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .fillable)
    let papers = try sketch.papers(editing: { $0.characters = [] }) { try Flattening.flattened.run($0, $1) }
    let paper = try #require(papers.value.first)
    #expect(paper.fields.isEmpty && paper.key != nil && paper.findings.map(\.code) == [.flatUnreadable])
  }

  @Test func `a printed list without its first page is known by its code, and the page is named`() throws {
    let sketch = try FlatSketch("liaocheng/archive-roster", .fillable, entries: 40)
    try Workshop.withFolder { folder in
      try Data(sketch.bytes).write(to: URL(fileURLWithPath: "\(folder)/in.pdf"))
      try Flattening.flattened.run("\(folder)/in.pdf", "\(folder)/flat.pdf")
      _ = try Workshop.run("qpdf", ["--empty", "--pages", "\(folder)/flat.pdf", "2-z", "--", "\(folder)/rest.pdf"])
      let read = try Workshop.read("\(folder)/rest.pdf", like: "liaocheng/archive-roster")
      #expect(read.status == .refused && read.reason == "pages-missing", "\(read.findings)")
      #expect(read.form == "liaocheng/archive-roster" && read.papers.allSatisfy { $0.record == nil })
    }
  }

  @Test func `a line of the form that runs under a value is no ink besides it`() throws {
    for values in [SampleRecords.Values.typical, .shortest] {
      let sketch = try FlatSketch("liaocheng/budget", .fillable, values: values)
      let paper = try #require(sketch.papers { try Flattening.flattened.run($0, $1) }.value.first)
      #expect(sketch.difference(paper) == [] && paper.doubts.isEmpty, "\(paper.doubts)")
    }
  }

  @Test func `a field that stands at several places is one, and in doubt where they disagree`() throws {
    let sketch = try FlatSketch("liaocheng/party-letter", .fillable)
    let plain = try #require(sketch.papers { try Flattening.flattened.run($0, $1) }.value.first)
    #expect(sketch.difference(plain) == [] && plain.doubts.isEmpty)
    #expect(Set(plain.fields.map(\.name)).count == plain.fields.count)

    guard case .one(let number) = plain.fields.first(where: { $0.name == "member.letterNumber" })?.value else {
      throw Missing()
    }
    let scalars = Array(number.unicodeScalars)
    let papers = try sketch.papers(editing: { page in
      let all = page.characters.map(\.scalar)
      let last = all.indices.last { all[$0...].starts(with: scalars) }
      if let last { page.characters[last].scalar = "9" }
    }) { try Flattening.flattened.run($0, $1) }
    let doubts = try #require(papers.value.first).doubts
    #expect(doubts.contains { $0.reason == .placesDiffer && $0.box == "member.letterNumber" }, "\(doubts)")
  }

  @Test(arguments: [("SIGN", false), ("SIGH", true)])
  func `the word that MuPDF draws where nobody has signed is no text, and any other is`(word: String, isText: Bool)
    throws
  {
    let sketch = try FlatSketch("liaocheng/info-table", .fillable)
    let papers = try sketch.papers(editing: { page in
      guard let label = page.characters.lastIndex(where: { $0.scalar == "签" }), page.characters.count > label + 2 else {
        return
      }
      var letter = page.characters[label + 2]
      letter.box.minX += 20
      for scalar in word.unicodeScalars {
        letter.scalar = scalar
        letter.box.minX += 9
        letter.box.maxX = letter.box.minX + 8
        page.characters.append(letter)
      }
    }) { try Flattening.flattened.run($0, $1) }
    let paper = try #require(papers.value.first)
    #expect(sketch.difference(paper) == [])
    #expect(paper.doubts.contains { $0.reason == .outsideBoxes } == isText, "\(paper.doubts)")
  }

  private struct Missing: Error {}

  @Test func `a print without a readable code is known by its wording`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print)
    let papers = try sketch.papers(editing: { $0.codes = [] }) { try Flattening.redrawn.run($0, $1) }
    let paper = try #require(papers.value.first)
    #expect(paper.known.form.id == "info-table" && paper.key == nil)
    #expect(sketch.difference(paper) == [])
  }

  @Test func `a print without a readable code of a form that cities share is read, and the cities are named`() throws {
    let sketch = try FlatSketch("liaocheng/benefit-claim", .print)
    let papers = try sketch.papers(editing: { $0.codes = [] }) { try Flattening.redrawn.run($0, $1) }
    let paper = try #require(papers.value.first)
    let finding = try #require(paper.findings.first { $0.code == .formAmbiguous })
    #expect(finding.severity == .error)
    #expect(["liaocheng/benefit-claim", "shenyang/benefit-claim"].allSatisfy(finding.message.english.contains))
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
    #expect(short.value.first?.part?.missing.isEmpty == false)
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

  @Test(arguments: [-3.0, 3.0])
  func `ticks are looked for in their squares, also where other fonts moved the words`(shift: Double) throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print)
    let papers = try sketch.papers(editing: { page in
      for index in page.characters.indices {
        page.characters[index].box.minY += shift
        page.characters[index].box.maxY += shift
      }
    }) { try Flattening.redrawn.run($0, $1) }
    let paper = try #require(papers.value.first)
    #expect(paper.fields.contains { $0.type == .checkbox && $0.value != nil })
    #expect(sketch.difference(paper) == [] && paper.doubts.isEmpty)
  }

  @Test func `a square that cannot be found leaves its tick in doubt`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print)
    let plain = try #require(sketch.papers { try Flattening.redrawn.run($0, $1) }.value.first)
    let field = try #require(plain.fields.first { $0.type == .checkbox && $0.value != nil })
    let place = try #require(field.box)
    let papers = try sketch.papers(editing: { page in
      let box = PageContent.Box(minX: place[0], minY: place[1], maxX: place[2], maxY: place[3])
      page.ink?.clear(PageContent.Box(minX: box.minX - 1, minY: box.minY - 1, maxX: box.maxX + 1, maxY: box.minY + 2))
    }) { try Flattening.redrawn.run($0, $1) }
    #expect(papers.value.first?.doubts.contains { $0.reason == .faint && $0.box == field.name } == true)
  }

  @Test func `a gap beside a Han character that is no blank of ours is doubted`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print)
    let papers = try sketch.papers(editing: { page in
      // A quarter of an em and some more, as LibreOffice leaves before a figure.
      for index in page.characters.indices where page.characters[index].scalar == "年" {
        page.characters[index].box.maxX -= page.characters[index].size * 0.29
      }
    }) { try Flattening.redrawn.run($0, $1) }
    #expect(papers.value.first?.doubts.contains { $0.reason == .spaced && $0.box == "retiree.retired" } == true)
  }

  @Test func `a character that was not read leaves its ink, and one that nobody sees has none`() throws {
    let sketch = try FlatSketch("liaocheng/info-table", .print, values: .shortest)
    let plain = try #require(sketch.papers { try Flattening.redrawn.run($0, $1) }.value.first)
    let place = try #require(plain.fields.first { $0.name == "retiree.id" }?.box)
    func doubts(editing edit: @escaping (inout PageContent, Int) -> Void) throws -> [String] {
      let papers = try sketch.papers(editing: { page in
        let digit = page.characters.firstIndex {
          $0.scalar == "1" && $0.box.minX >= place[0] && $0.box.maxX <= place[2] && $0.box.minY >= place[1] - 3
            && $0.box.maxY <= place[3] + 3
        }
        if let digit { edit(&page, digit) }
      }) { try Flattening.redrawn.run($0, $1) }
      return try #require(papers.value.first).doubts.map(\.reason.rawValue)
    }
    #expect(try doubts { _, _ in }.isEmpty)
    #expect(try doubts { page, digit in page.characters.remove(at: digit) }.contains("drawn"))
    let unseen = try doubts { page, digit in
      let box = page.characters[digit].box
      page.ink?.clear(PageContent.Box(minX: box.minX - 2, minY: box.minY - 2, maxX: box.maxX + 2, maxY: box.maxY + 2))
    }
    #expect(unseen.contains("invisible"))
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

  // MARK: Files that still say something

  @Test func `what a flat file carries is held against its pages`() throws {
    let (sketch, other) = (
      try FlatSketch("liaocheng/info-table", .archive), try FlatSketch("liaocheng/info-table", .archive, index: 1)
    )
    try Workshop.withFolder { folder in
      func write(_ sketch: FlatSketch, _ name: String) throws {
        try Data(sketch.bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
      }
      try write(sketch, "own.pdf")
      try write(other, "other.pdf")
      let honest = try Workshop.read("\(folder)/own.pdf", like: "liaocheng/info-table")
      #expect(honest.status == .accepted && honest.source == .attachment, "\(honest.findings)")
      #expect(honest.papers.first?.record == sketch.printing.shown(of: sketch.record))
      // The pages of another paper under the same attachment: as when someone wrote over what was issued.
      _ = try Workshop.run(
        "qpdf", ["\(folder)/own.pdf", "--pages", "\(folder)/other.pdf", "--", "\(folder)/mixed.pdf"])
      let mixed = try Workshop.read("\(folder)/mixed.pdf", like: "liaocheng/info-table")
      #expect(mixed.status == .review && mixed.reason == "flat-differs", "\(mixed.findings)")
      let doubt = try #require(mixed.doubts.first { $0.box == "retiree.name" })
      let names = [sketch, other].map { $0.record.text(FieldKey("retiree.name")) }
      #expect([doubt.issued, doubt.drawn] == names)
    }
  }

  @Test func `what was filled in before a file lost its fields is read from its pages`() throws {
    let (sketch, other) = (
      try FlatSketch("liaocheng/info-table", .fillable), try FlatSketch("liaocheng/info-table", .fillable, index: 1)
    )
    try Workshop.withFolder { folder in
      try Data(sketch.bytes).write(to: URL(fileURLWithPath: "\(folder)/own.pdf"))
      try Data(other.bytes).write(to: URL(fileURLWithPath: "\(folder)/other.pdf"))
      _ = try Workshop.run(
        "qpdf",
        [
          "--flatten-annotations=all", "--generate-appearances", "\(folder)/own.pdf", "--pages", "\(folder)/other.pdf",
          "--", "\(folder)/flat.pdf",
        ])
      let read = try Workshop.read("\(folder)/flat.pdf", like: "liaocheng/info-table")
      #expect(read.status == .review && read.source == .text, "\(read.findings)")
      #expect(read.papers.first?.record?.text(FieldKey("retiree.name")) == other.record.text(FieldKey("retiree.name")))
    }
  }

  @Test(arguments: ["startxref", "/FontFile3"])
  func `a damaged print that could be mended goes to a person`(word: String) throws {
    let sketch = try FlatSketch("liaocheng/info-table", .fillable)
    try Workshop.withFolder { folder in
      try Data(sketch.bytes).write(to: URL(fileURLWithPath: "\(folder)/in.pdf"))
      try Flattening.flattened.run("\(folder)/in.pdf", "\(folder)/flat.pdf")
      #expect(try Workshop.read("\(folder)/flat.pdf", like: "liaocheng/info-table").status == .accepted)
      var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/flat.pdf")))
      let place = try #require(bytes.firstRange(of: Array(word.utf8)))
      // An object of which nothing is left, or no way to any of them.
      let from =
        word == "startxref"
        ? place.lowerBound : try #require(bytes[..<place.lowerBound].lastRange(of: Array(" obj".utf8))).lowerBound
      bytes.replaceSubrange(from..<place.upperBound, with: [UInt8](repeating: 0, count: place.upperBound - from))
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/damaged.pdf"))
      let damaged = try Workshop.read("\(folder)/damaged.pdf", like: "liaocheng/info-table")
      #expect(damaged.status == .review && damaged.reason == "recovered", "\(damaged.findings)")
      #expect(damaged.papers.first?.record != nil)
    }
  }

  @Test(arguments: ["liaocheng/people-register", "shenyang/people-register", "xixian/people-register"])
  func `a fillable file that lost what it says of itself is known by the codes on its pages`(name: String) throws {
    let sketch = try FlatSketch(name, .fillable)
    try Workshop.withFolder { folder in
      try Data(sketch.bytes).write(to: URL(fileURLWithPath: "\(folder)/own.pdf"))
      // Fields are all that is kept of it.
      _ = try Workshop.run("qpdf", ["--empty", "--pages", "\(folder)/own.pdf", "--", "\(folder)/bare.pdf"])
      let bare = try Workshop.reader().read(try ReturnedDocument(path: "\(folder)/bare.pdf", limit: 64 << 20)).file
      #expect(bare.metadata.xmp == nil && !bare.fields.isEmpty)
      let read = try Workshop.read("\(folder)/bare.pdf", like: name)
      #expect(read.form == name && read.version == sketch.printing.form.version && read.key != nil)
      #expect(read.status == .accepted, "\(read.findings)")
    }
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
  let bytes: [UInt8]

  init(
    _ name: String, _ kind: GenerationRequest.Kind, values: SampleRecords.Values = .typical, index: Int = 0,
    entries: Int? = nil
  ) throws {
    printing = try Workshop.printing(name, kind)
    record = try Workshop.subject(of: printing.form, printing.composer, values, index: index, entries: entries)
    bytes = try printing.file(of: printing.paper(for: record, position: 0, isOneOfMany: false))
  }

  /// - Parameters:
  ///   - edit: Changes what was seen of each page.
  ///   - allowance: More than enough when left out.
  ///   - flatten: Makes the second file of the first.
  func papers(
    editing edit: (inout PageContent) -> Void = { _ in }, in allowance: TimeAllowance? = nil,
    flatten: (String, String) throws -> Void
  ) throws -> Reported<[FlatReturn]> {
    var pages = try pages(flatten: flatten)
    for index in pages.indices { edit(&pages[index]) }
    let toolkit = try Workshop.toolkit()
    return try FlatReturns(catalogue: toolkit.catalogue(), fonts: toolkit.fonts())
      .papers(untrustedPages: pages, at: Place(file: "out.pdf"), in: allowance ?? TimeAllowance(.seconds(60)))
  }

  /// The pages of the second file, drawn.
  func pages(flatten: (String, String) throws -> Void) throws -> [PageContent] {
    try Workshop.withFolder { folder in
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/in.pdf"))
      try flatten("\(folder)/in.pdf", "\(folder)/out.pdf")
      let document = try ReturnedDocument(path: "\(folder)/out.pdf", limit: 64 << 20)
      return IsolatedReader(readerPath: try Workshop.toolkit().locations.reader).pages(of: document)
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

/// How often pages were painted.
private final class Looks { var count = 0 }

/// Pages that count how often one of them is painted.
private struct WatchedPages: GrowingPages {
  var laid: LaidPages
  let looks: Looks

  var count: Int { laid.count }
  var blank: Double { laid.blank }
  var heights: [String: Length] { laid.heights }
  func placement(_ number: Int) -> PagePlacement { laid.placement(number) }
  mutating func grow(_ heights: [String: Length]) { laid.grow(heights) }

  func page(_ number: Int) -> FormLayout.Page {
    looks.count += 1
    return laid.page(number)
  }
}

extension PageInk {
  /// Makes a part of the page white.
  fileprivate mutating func clear(_ box: PageContent.Box) {
    var bits = bits
    let scale = dotsPerInch / 72
    for row in Int(box.minY * scale)...Int(box.maxY * scale) {
      for column in Int(box.minX * scale)...Int(box.maxX * scale) {
        bits[row * ((columns + 7) / 8) + column / 8] &= ~(0x80 >> UInt8(column % 8))
      }
    }
    self = PageInk(columns: columns, rows: rows, dotsPerInch: dotsPerInch, bits: bits) ?? self
  }
}
