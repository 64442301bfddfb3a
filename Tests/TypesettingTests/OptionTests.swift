import Documents
import Measures
import Pages
import Testing

@testable import Typesetting

/// Words that are circled out, and sections of one group.
struct OptionTests {
  private func struck(_ index: Int, _ label: String) -> Inline {
    var slot = Fixture.slot(index, label, size: 16)
    slot.kind = .struck
    return .option(slot, label: label, boxFirst: true)
  }

  private var letter: Document {
    let inlines: [Inline] = [.text("兹有"), struck(0, "正式党员"), .text("、"), struck(1, "预备党员"), .text("同志")]
    return OfficialPaper.document([.paragraph(Paragraph(inlines, style: OfficialPaper.body))], footer: nil)
  }

  private var filling: Filling {
    var filling = Filling()
    filling.add(mark: false)
    filling.add(mark: true)
    return filling
  }

  @Test func `the word that does not apply is circled out, and the mark is spoken`() throws {
    let page = try OfficialPaper.pages(letter, filling)[0]
    let marks = page.segments.filter { $0.spoken != nil }
    #expect(marks.count == 1 && marks.first?.mark != nil)
    guard case .ellipse(let ellipse, _)? = marks.first?.items.first else {
      Issue.record("no ellipse")
      return
    }
    // It goes around the second word: wider than its four characters, and around its middle.
    let line = try #require(page.lines().first { $0.text.contains("兹有") })
    #expect(line.text == "兹有正式党员、预备党员同志")
    #expect(ellipse.width > .points(64) && ellipse.width < .points(75))
    #expect(abs((ellipse.minY + ellipse.height / 2).points - (line.baseline - 16 * 0.38)) < 0.1)
  }

  @Test func `in a form each word is a box with a strike for its look`() throws {
    let page = try OfficialPaper.pages(letter, filling, .fillable)[0]
    let buttons = page.widgets.compactMap { widget -> (String, Widget.Button)? in
      if case .check(let button) = widget.kind { (widget.name.joined(separator: "."), button) } else { nil }
    }
    #expect(buttons.map(\.0) == ["正式党员", "预备党员"])
    #expect(buttons.map(\.1.isOn) == [false, true])
    #expect(buttons.allSatisfy { $0.1.look == .strike && $0.1.exportValue == "Yes" })
    #expect(page.paint.allSatisfy { if case .ellipse = $0 { false } else { true } })
  }

  @Test func `sections of one group count their entries and name their boxes apart`() throws {
    let style = Fixture.style
    func section(_ index: Int, _ code: String) -> RowContent {
      let cells = [[Inline.rowNumber], [.slot(Fixture.slot(0, "title"))]].map {
        Cell(paragraphs: [Paragraph($0, style: style)], style: style)
      }
      return .repeated(
        RepeatedRows(
          index: index, group: "retiree.materials", section: code, label: "材料", minimum: 2,
          rows: [Row(height: .mm(8), cells: cells)]))
    }
    let table = Table(
      columns: [.mm(10), .mm(60)], rows: [section(0, "01"), section(1, "04")],
      style: TableStyle(rule: .points(0.5), frame: .points(0.5), padding: .mm(1)))
    let document = OfficialPaper.document([.together(BlockGroup([.table(table)]))], footer: nil)
    var filling = Filling()
    for entries in [["履历表"], ["鉴定表", "考核表", "评语"]] {
      filling.addRepeat(entries: entries.count, slotsOfEntry: 1)
      for entry in entries { filling.add(entry) }
    }
    let fillable = try OfficialPaper.pages(document, filling, .fillable)[0]
    #expect(
      fillable.widgets.map { $0.name.joined(separator: ".") } == [
        "retiree.materials.01.1.title", "retiree.materials.01.2.title", "retiree.materials.04.1.title",
        "retiree.materials.04.2.title", "retiree.materials.04.3.title",
      ])
    let flat = try OfficialPaper.pages(document, filling)[0].lines().map(\.text)
    #expect(Array(flat.dropFirst()) == ["1履历表", "2", "1鉴定表", "2考核表", "3评语"])
  }
}
