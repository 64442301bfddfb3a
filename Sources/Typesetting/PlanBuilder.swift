import Diagnostics
import Documents
import Measures
import Pages

/// Lays a document out and paints its fixed part.
///
/// The steps: set every paragraph and table at its width, distribute them over pages, paint page by page.
struct PlanBuilder {
  let document: Document
  /// Turns words into glyphs; characters that no font has are noted as findings by whoever hands this in.
  let set: (String, TextStyle) -> SetText
  /// How many entries each repeat has.
  let counts: [Int]
  /// What the values need in rows that grow; `nil` when none does.
  let growth: Growth?

  private(set) var findings: [Finding] = []
  private var flow: [FlowItem] = []
  /// The lines of each block that is a paragraph, and the table of each that is one.
  private var paragraphs: [Int: [SetLine]] = [:]
  private var tables: [Int: TablePainting] = [:]
  private var headers: [Int: [Int]] = [:]
  private var drafts: [PageDraft] = []
  private var elements: [Int: PlannedElement] = [:]

  /// The text of a slot's value and the height that it needs.
  struct Growth {
    var height: (Slot, TableGrid.Entry?, _ width: Length) -> Length
  }

  init(
    document: Document, counts: [Int], growth: Growth? = nil, set: @escaping (String, TextStyle) -> SetText
  ) {
    self.document = document
    self.counts = counts
    self.growth = growth
    self.set = set
  }

  private var left: Length { document.page.margins.left }
  private var width: Length { document.page.size.width - left - document.page.margins.right }

  mutating func plan() -> Plan {
    for (number, block) in document.blocks.enumerated() { lay(block, number: number) }
    let pages = paginate()
    drafts = Array(repeating: PageDraft(), count: pages.count)
    for (number, items) in pages.enumerated() {
      paint(items, page: number)
      paintFooter(page: number, of: pages.count)
    }
    let children = elements.sorted { $0.key < $1.key }.map { PlannedElement.Child.element($0.value) }
    return Plan(pages: drafts.map(\.page), structure: PlannedElement(role: .document, children: children))
  }

  // MARK: Laying out

  private mutating func lay(_ block: Block, number: Int) {
    switch block {
    case .heading(let level, let paragraph):
      lay(paragraph, number: number)
      elements[number] = PlannedElement(role: level == 1 ? .heading1 : .heading2)
    case .paragraph(let paragraph):
      lay(paragraph, number: number)
      elements[number] = PlannedElement(role: .paragraph)
    case .table(let table): lay(table, number: number)
    case .space(let height):
      // Space goes with what it follows; at the head of a page it would be a dent.
      flow.append(FlowItem(content: .space, height: height, keepsWithPrevious: !flow.isEmpty))
    }
  }

  private mutating func lay(_ paragraph: Paragraph, number: Int) {
    let lines = InlineLayout(style: paragraph.style, set: set).lines(of: paragraph.inlines, width: width)
    paragraphs[number] = lines
    let followsHeading = number > 0 && isHeadingOrSpace(number - 1)
    for (index, line) in lines.enumerated() {
      // No first or last line alone.
      let together = index == 0 ? paragraph.keepsWithPrevious || followsHeading : index == 1 || index == lines.count - 1
      flow.append(
        FlowItem(content: .line(block: number, number: index), height: line.height, keepsWithPrevious: together))
    }
  }

  private func isHeadingOrSpace(_ number: Int) -> Bool {
    switch document.blocks[number] {
    case .heading: true
    case .space: number > 0 && isHeadingOrSpace(number - 1)
    case .paragraph, .table: false
    }
  }

  private mutating func lay(_ table: Table, number: Int) {
    let painting = TablePainting(table, counts: counts, set: set, growth: growth)
    findings += painting.findings
    let layout = painting.layout
    let first = flow.count
    for (index, row) in layout.grid.rows.enumerated() {
      let afterHeader = index > 0 && layout.grid.rows[index - 1].row.isHeader
      let atHead = index == 0 && number > 0 && isHeadingOrSpace(number - 1)
      flow.append(
        FlowItem(
          content: .row(table: number, number: index), height: layout.rowHeights[index],
          keepsWithPrevious: row.row.keepsWithPrevious || afterHeader || atHead,
          linksWithPrevious: layout.linked[index]))
    }
    headers[number] = layout.grid.rows.indices.filter { layout.grid.rows[$0].row.isHeader }.map { first + $0 }
    tables[number] = painting
    elements[number] = PlannedElement(
      role: .table, children: layout.grid.rows.map { _ in .element(PlannedElement(role: .tableRow)) })
  }

  private mutating func paginate() -> [[PlacedItem]] {
    var pagination = Pagination(
      items: flow, headers: headers, top: document.page.margins.top,
      bottom: document.page.size.height - document.page.margins.bottom)
    let (pages, tooTall) = pagination.run()
    if !tooTall.isEmpty {
      findings.append(
        Finding(
          .error, .blockTooTall, Phrase("有 \(tooTall.count) 行比一整页还高", "\(tooTall.count) rows are taller than a page"),
          hint: Phrase("缩短内容，或在模板中减小字号、行高", "shorten the content, or reduce font-size or row height in the template")))
    }
    return pages
  }

  // MARK: Painting

  private mutating func paint(_ items: [PlacedItem], page: Int) {
    var rows: [Int: [TablePainting.PlacedRow]] = [:]
    for item in items {
      switch flow[item.item].content {
      case .line(let block, let number): paintLine(number, of: block, y: item.y, page: page)
      case .row(let table, let number):
        rows[table, default: []].append(.init(row: number, y: item.y, isRepeat: item.isRepeat))
      case .space: break
      }
    }
    for (number, placed) in rows.sorted(by: { $0.key < $1.key }) {
      guard var painting = tables[number], var element = elements[number] else { continue }
      painting.paint(placed, left: left, page: page, on: &drafts[page], into: &element)
      findings += painting.takeFindings()
      tables[number] = painting
      elements[number] = element
    }
  }

  private mutating func paintLine(_ number: Int, of block: Int, y: Length, page: Int) {
    guard let line = paragraphs[block]?[number], let style = style(of: block) else { return }
    let painter = LinePainter(style: style, page: page, entry: nil)
    let children = painter.paint(line, at: Point(x: left, y: y), on: &drafts[page])
    elements[block]?.children += children
  }

  private func style(of block: Int) -> TextStyle? {
    switch document.blocks[block] {
    case .heading(_, let paragraph), .paragraph(let paragraph): paragraph.style
    case .table, .space: nil
    }
  }

  /// In the middle of the bottom margin. Page numbers are not content, so readers skip it.
  private mutating func paintFooter(page: Int, of count: Int) {
    guard let footer = document.footer else { return }
    let inlines = footer.inlines.map { inline -> Inline in
      switch inline {
      case .pageNumber: .text(String(page + 1))
      case .pageCount: .text(String(count))
      default: inline
      }
    }
    let lines = InlineLayout(style: footer.style, set: set).lines(of: inlines, width: width)
    let margin = document.page.margins.bottom
    var y = document.page.size.height - margin + (margin - lines.reduce(.zero) { $0 + $1.height }) / 2
    for line in lines {
      var runs: [GlyphRun] = []
      for part in line.parts {
        guard case .text(let text) = part.part else { continue }
        let baseline = y + footer.style.baseline(inLineOf: line.height, size: footer.style.size)
        runs += text.runs(at: Point(x: left + part.x, y: baseline), size: footer.style.size)
      }
      drafts[page].artifact(runs.map { .text($0) })
      y += line.height
    }
  }
}
