import Documents
import Fonts
import Measures
import Pages
import Testing

@testable import Typesetting

/// The layout of official papers (GB/T 9704-2012, 5 and 7).
struct OfficialPaperTests {
  private typealias Paper = OfficialPaper
  private let pitch = Length.mm(225).points / 22
  private let top = Length.mm(37).points
  private let left = Length.mm(28).points
  private let right = Length.mm(210 - 26).points

  private func han(_ count: Int) -> String { String(repeating: "国", count: count) }

  @Test func `a grid is read from its two numbers`() {
    #expect(PageGrid("28x22") == PageGrid(characters: 28, lines: 22))
    for wrong in ["28", "28x", "x22", "0x22", "28x22x1", "28×22", "-1x22", "28x1000", ""] {
      #expect(PageGrid(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `a page has 22 lines of 28 characters`() throws {
    let blocks = (0..<15).map { _ in Paper.paragraph(han(28 * 3)) { $0.indent = 0 } }
    let document = Paper.document(blocks, footer: nil)
    let pages = try Paper.pages(document).map { $0.lines().filter { $0.baseline > top } }
    #expect(pages.map(\.count) == [21, 21, 3])
    #expect(try Paper.pages(Paper.document([Paper.paragraph(han(28 * 44 - 2))], footer: nil)).count == 2)
    for line in pages.joined() {
      #expect(line.text.count == 28)
      // The last character keeps its width.
      #expect(abs(line.left - left) < 0.1 && abs(line.right - right) < 0.3)
    }
  }

  @Test func `all lines stand on the grid, whatever stands between them`() throws {
    let large = Paper.style { style in
      style.role = .title
      style.size = .points(22)
      style.alignment = .centre
    }
    let blocks: [Block] = [
      .heading(level: 1, Paragraph([.text("标题")], style: large)), Paper.paragraph(Paper.clause), .space(.mm(4)),
      .rule(Rule(width: .points(1))), Paper.paragraph(Paper.clause),
      Paper.paragraph("小字。") { style in
        style.size = .points(9)
        style.linePitch = nil
        style.tracking = 0
      }, Paper.paragraph(Paper.clause),
    ]
    let lines = try Paper.pages(Paper.document(blocks, footer: nil))[0].lines().filter { $0.baseline > top }
    for line in lines where line.text != "小字。" {
      let size = line.text == "标题" ? 22.0 : 16
      let place = (line.baseline - size * 0.38 - pitch / 2 - top) / pitch
      #expect(abs(place - place.rounded()) < 0.01, "\(line.text)")
    }
    #expect(lines.map(\.text).contains("小字。"))
  }

  @Test func `what is larger than the grid takes whole lines`() {
    let style = Paper.style { $0.size = .points(40) }
    #expect(abs(style.lineAdvance.points - 2 * pitch) < 0.01)
    #expect(abs(Paper.body.lineAdvance.points - pitch) < 0.01)
  }

  @Test func `the first line of a paragraph is moved in by two characters, and the last is not spaced out`() throws {
    let lines = try Paper.pages(Paper.document([Paper.paragraph(Paper.clause + "a")], footer: nil))[0].lines()
      .filter { $0.baseline > top }
    try #require(lines.count == 3)
    let character = Length.mm(156).points / 28
    #expect(abs(lines[0].left - left - 2 * character) < 0.2)
    #expect(abs(lines[1].left - left) < 0.01)
    for line in lines.dropLast() { #expect(abs(line.right - right) < 0.4, "\(line)") }
    #expect(lines[2].right < right - 10)
    #expect(lines.map(\.text).joined() == Paper.clause + "a")
  }

  @Test func `paragraphs are moved in from both edges, and from the right when they stand there`() throws {
    let blocks = [
      Paper.paragraph(han(50)) { style in
        (style.leftIndent, style.rightIndent, style.indent) = (2, 3, 0)
      },
      Paper.paragraph("2020年11月11日") { style in
        (style.alignment, style.rightIndent) = (.right, 4)
      },
    ]
    let lines = try Paper.pages(Paper.document(blocks, footer: nil))[0].lines().filter { $0.baseline > top }
    let character = Length.mm(156).points / 28
    #expect(lines.map(\.text.count) == [23, 23, 4, 11])
    #expect(abs(lines[1].left - left - 2 * character) < 0.1)
    #expect(abs(lines[3].right - right + 4 * character) < 0.3)
  }

  @Test func `texts of several styles break like one and stand on one baseline`() throws {
    let kai = Paper.style { $0.role = .kai }
    let large = Paper.style { style in
      style.size = .points(26)
      style.colour = .red
    }
    // The comma would be the first of a line if the texts did not know of each other.
    let inlines: [Inline] = [.text(han(26)), .span("，" + han(4), kai), .span("大", large), .text("，小")]
    let blocks = [Block.paragraph(Paragraph(inlines, style: Paper.body))]
    let lines = try Paper.pages(Paper.document(blocks, footer: nil))[0].lines().filter { $0.baseline > top }
    #expect(lines.map(\.text) == [han(25), "国，" + han(4) + "大，小"])
    #expect(lines[0].colours == [.black] && lines[1].colours == [.black, .red])
  }

  @Test func `a title of several lines has lines of one length, unless the template parts them`() throws {
    let title = Paper.style { style in
      style.size = .points(22)
      style.alignment = .centre
    }
    func lines(_ inlines: [Inline]) throws -> [FoundLine] {
      let blocks = [Block.heading(level: 1, Paragraph(inlines, style: title))]
      return try Paper.pages(Paper.document(blocks, footer: nil))[0].lines().filter { $0.baseline > top }
    }
    let balanced = try lines([.text(han(24))])
    #expect(balanced.map(\.text.count) == [12, 12])
    for line in balanced { #expect(abs(line.left - left + line.right - right) < 1) }
    #expect(try lines([.text(han(3)), .lineBreak, .text(han(15))]).map(\.text.count) == [3, 15])
    #expect(try lines([.text(han(19))]).map(\.text.count) == [19])
  }

  @Test func `a line that lacks much is left ragged`() throws {
    let word = String(repeating: "w", count: 40)
    let lines = try Paper.pages(Paper.document([Paper.paragraph("国有企业" + word + "完")], footer: nil))[0].lines()
      .filter { $0.baseline > top }
    #expect(lines[0].text == "国有企业" && lines[0].right < left + 110)
  }

  @Test func `page numbers stand outside, one character in, seven millimetres below the text`() throws {
    let blocks: [Block] = [Paper.paragraph("一"), .pageBreak, Paper.paragraph("二"), .pageBreak, Paper.paragraph("三")]
    let pages = try Paper.pages(Paper.document(blocks))
    let feet = pages.compactMap { $0.lines().last }
    #expect(feet.map(\.text) == ["— 1 —", "— 2 —", "— 3 —"])
    #expect(abs(feet[0].right - right + 14) < 1 && abs(feet[2].right - right + 14) < 1)
    #expect(abs(feet[1].left - left - 14) < 1)
    let edge = Length.mm(297 - 35 + 7).points
    #expect(abs(feet[0].baseline - 14 * 0.88 - edge) < 0.1)
  }

  @Test func `what follows a page break begins a page, with code and number, and none is empty`() throws {
    let blocks: [Block] = [
      .pageBreak, Paper.paragraph("正文"), .pageBreak, .pageBreak, Paper.paragraph("附件1"), .pageBreak,
    ]
    let pages = try Paper.pages(Paper.document(blocks))
    let texts = pages.map { $0.lines().map(\.text) }
    #expect(texts.map(\.count) == [3, 3, 2])
    #expect(texts[0].contains("正文") && texts[1].contains("附件1"))
    #expect(texts.map { $0.first ?? "" } == ["K7Q2M9XA 1/3", "K7Q2M9XA 2/3", "K7Q2M9XA 3/3"])
  }

  @Test func `red heads and rules are red, and nothing else is`() throws {
    let blocks: [Block] = [
      Paper.paragraph("红头") { $0.colour = .red }, .rule(Rule(width: .points(1.5), colour: .red)),
      .rule(Rule(width: .points(0.5))), Paper.paragraph("正文"),
    ]
    let page = try Paper.pages(Paper.document(blocks))[0]
    for line in page.lines() { #expect(line.colours == (line.text == "红头" ? [.red] : [.black])) }
    let rules = page.paint.compactMap { item -> (Colour, Double, Double)? in
      guard case .line(let from, let to, let width, let colour, nil) = item else { return nil }
      #expect(from.x.points == left && abs(to.x.points - right) < 0.01 && from.y == to.y)
      return (colour, width.points, from.y.points)
    }
    #expect(rules.map(\.0) == [.red, .black] && rules.map(\.1) == [1.5, 0.5])
  }

  @Test func `a tear line has dashes at both sides of its words, and all across without words`() throws {
    let style = Paper.style { $0.alignment = .centre }
    let blocks: [Block] = [
      .tear(Paragraph([.text("骑缝章")], style: style)), .tear(Paragraph([], style: style)),
    ]
    let page = try Paper.pages(Paper.document(blocks, footer: nil))[0]
    let dashes = page.paint.compactMap { item -> ClosedRange<Double>? in
      if case .line(let from, let to, _, .black, .some) = item { from.x.points...to.x.points } else { nil }
    }
    let words = try #require(page.lines().first { $0.text == "骑缝章" })
    try #require(dashes.count == 3)
    #expect(dashes[0].lowerBound == left && dashes[0].upperBound < words.left)
    #expect(dashes[1].lowerBound > words.right && abs(dashes[1].upperBound - right) < 0.01)
    #expect(dashes[2].lowerBound == left && abs(dashes[2].upperBound - right) < 0.01)
  }
}
