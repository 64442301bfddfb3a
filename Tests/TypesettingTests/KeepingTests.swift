import Documents
import Measures
import Pages
import Testing

@testable import Typesetting

/// What stands on one page with what.
struct KeepingTests {
  private typealias Paper = OfficialPaper

  private func line(_ text: String) -> Block { Paper.paragraph(text) }

  /// The words of each page.
  private func pages(_ blocks: [Block]) throws -> [[String]] {
    let document = Document(
      title: "", page: PageSetup(size: Paper.page.size, margins: Paper.page.margins, code: nil), blocks: blocks)
    return try Paper.pages(document).map { $0.lines().map(\.text) }
  }

  private func lines(_ count: Int) -> [Block] { (0..<count).map { line("行\($0)") } }

  @Test(arguments: 17...24)
  func `a heading never stands alone at a page's end, whatever follows it`(count: Int) throws {
    let cell = Cell(paragraphs: [Paragraph([.text("格")], style: Paper.body)], style: Paper.body)
    let table = Table(
      columns: [.mm(50)], rows: [.row(Row(height: .mm(10), cells: [cell]))],
      style: TableStyle(rule: .points(0.5), frame: .points(0.5), padding: .zero))
    let followers: [[Block]] = [
      [line("后")], [.space(.mm(5)), line("后")], [.rule(Rule(width: .points(1))), line("后")], [.table(table)],
      [.together(BlockGroup([line("后"), line("又")]))], [Paper.heading("次级"), line("后")],
      [.tear(Paragraph([.text("后")], style: Paper.body))],
    ]
    for follower in followers {
      for page in try pages(lines(count) + [Paper.heading("标题")] + follower) {
        #expect(page.last != "标题" && page.last != "次级")
      }
    }
  }

  @Test(arguments: 17...23)
  func `words that keep with what follows do so`(count: Int) throws {
    let title = Block.paragraph(Paragraph([.text("标题")], style: Paper.body, keepsWithNext: true))
    for page in try pages(lines(count) + [title, line("后")]) { #expect(page.last != "标题") }
  }

  @Test(arguments: 15...23)
  func `a group stands on one page, and with what is before it when it says so`(count: Int) throws {
    for keeps in [false, true] {
      let group = BlockGroup([.space(.mm(3)), line("甲方"), line("乙方"), line("日期")], keepsWithPrevious: keeps)
      let made = try pages(lines(count) + [.together(group), line("完")])
      let page = try #require(made.first { $0.contains("甲方") })
      #expect(page.contains("乙方") && page.contains("日期"))
      if keeps { #expect(page.contains("行\(count - 1)")) }
    }
  }

  @Test func `a group taller than a page breaks like anything else, and nothing is lost`() throws {
    let made = try pages([line("前"), .together(BlockGroup(lines(30)))])
    #expect(made.map(\.count) == [22, 9])
    #expect(made.joined().count == 31)
  }

  @Test func `groups in groups are one`() throws {
    let inner = Block.together(BlockGroup([line("乙"), line("丙")]))
    let made = try pages(lines(19) + [.together(BlockGroup([line("甲"), inner, line("丁")]))])
    #expect(made.map(\.count) == [19, 4])
  }

  @Test func `space at a page's end goes over its edge and takes no line along`() throws {
    let made = try pages(lines(22) + [.space(.mm(30)), line("后")])
    #expect(made.map(\.count) == [22, 1])
  }

  @Test func `headings are told in levels without gaps, from the first`() {
    let blocks = [3, 3, 5, 9, 3, 9].map { level in
      FlowBlock(block: .heading(level: level, Paragraph([], style: Paper.body)))
    }
    #expect(blocks.headingLevels.sorted { $0.key < $1.key }.map(\.value) == [1, 1, 2, 3, 1, 2])
  }
}
