import Diagnostics
import Documents
import Measures
import Pages

/// Lays a document out and paints its fixed part.
///
/// The steps: set every paragraph and table at its width, distribute them over pages, paint page by page.
struct PlanBuilder {
  let document: Document
  /// Its blocks; everywhere here they are named by their places in this list.
  let blocks: [FlowBlock]
  /// Turns words into glyphs; characters that no font has are noted as findings by whoever hands this in.
  let set: (String, TextStyle) -> SetText
  /// How many entries each repeat has.
  let counts: [Int]
  /// What the values need in rows that grow; `nil` when none does.
  let growth: Growth?

  /// The table whose outer frame is not drawn, as it goes around more than what is laid out here.
  var unframed: Int?

  private(set) var findings: [Finding] = []
  /// Everything in the order in which it stands on the pages.
  private(set) var flow: [FlowItem] = []
  /// The lines of each block that is a paragraph, and the table of each that is one.
  private var paragraphs: [Int: [SetLine]] = [:]
  private(set) var tables: [Int: TablePainting] = [:]
  /// Where each block begins in the flow.
  private(set) var starts: [Int: Int] = [:]
  /// The header rows of each table, as places in the flow.
  private(set) var headers: [Int: [Int]] = [:]
  private let levels: [Int: Int]
  /// By block: what has been painted of it.
  private var elements: [Int: PlannedElement] = [:]

  /// The text of a slot's value and the height that it needs.
  struct Growth {
    var height: (Slot, TableGrid.Entry?, _ width: Length) -> Length
  }

  init(
    document: Document, counts: [Int], growth: Growth? = nil, set: @escaping (String, TextStyle) -> SetText
  ) {
    self.document = document
    blocks = document.flow
    levels = blocks.headingLevels
    self.counts = counts
    self.growth = growth
    self.set = set
  }

  private var left: Length { document.page.margins.left }
  private var width: Length { document.page.typeArea.width }

  mutating func plan() -> Plan {
    lay()
    let pages = paginate()
    let footer = FooterPainting(document: document, set: set)
    var planned: [PlannedPage] = []
    for (number, items) in pages.enumerated() {
      var draft = PageDraft()
      paint(items, page: number, on: &draft)
      draft.artifact(footer?.items(page: number, of: pages.count) ?? [])
      planned.append(draft.page)
    }
    let children = elements.sorted { $0.key < $1.key }.map { PlannedElement.Child.element($0.value) }
    return Plan(pages: planned, structure: PlannedElement(role: .document, children: children))
  }

  /// How many lines a paragraph has.
  func lineCount(of block: Int) -> Int { paragraphs[block]?.count ?? 0 }

  /// Lays out all blocks, which must be done once and first.
  mutating func lay() {
    for number in blocks.indices { lay(number) }
  }

  /// Gives the texts of growing boxes of a table, named by their cells, other heights.
  mutating func grow(_ texts: [(cell: Int, height: Length)], ofTable number: Int) {
    tables[number]?.grow(texts)
    guard let layout = tables[number]?.layout, let first = starts[number] else { return }
    for (row, height) in layout.rowHeights.enumerated() { flow[first + row].height = height }
  }

  /// Paints one page apart from all others; the elements hold nothing but what stands on it.
  mutating func paintAlone(_ items: [PlacedItem], page: Int) -> (draft: PageDraft, elements: [Int: PlannedElement]) {
    let blank = elements
    defer { elements = blank }
    var draft = PageDraft()
    paint(items, page: page, on: &draft)
    return (draft, elements)
  }

  // MARK: Laying out

  private mutating func lay(_ number: Int) {
    let first = flow.count
    starts[number] = first
    switch blocks[number].block {
    case .heading(_, let paragraph):
      let layout = InlineLayout(style: paragraph.style, set: set)
      add(layout.balancedLines(of: paragraph.inlines, width: width), of: paragraph, number: number)
      elements[number] = PlannedElement(role: .heading(levels[number] ?? 1))
    case .paragraph(let paragraph):
      lay(paragraph, number: number)
      elements[number] = PlannedElement(role: .paragraph)
    case .tear(let paragraph):
      lay(paragraph, number: number, sharesRoom: false)
      elements[number] = PlannedElement(role: .paragraph)
    case .table(let table): lay(table, number: number)
    // Space goes with what it follows; at the head of a page it would be a dent.
    case .space(let height):
      flow.append(FlowItem(content: .space, height: height, keepsWithPrevious: first > 0))
    case .rule(let rule): flow.append(FlowItem(content: .rule(block: number), height: rule.width))
    case .pageBreak: flow.append(FlowItem(content: .pageBreak, height: .zero))
    case .together: break  // Taken apart in `Document.flow`.
    }
    keep(flow.indices[first...], of: number)
  }

  /// Says of a block's items what they stay with because of what the block is and where it stands.
  private mutating func keep(_ items: Range<Int>, of number: Int) {
    guard let first = items.first else { return }
    let block = blocks[number]
    let follows = block.keepsWithPrevious || blocks.keepsWithPrevious(at: number)
    flow[first].keepsWithPrevious = flow[first].keepsWithPrevious || follows
    flow[first].linksWithPrevious = flow[first].linksWithPrevious || block.linksWithPrevious
    guard block.isWhole else { return }
    for item in items.dropFirst() { flow[item].linksWithPrevious = true }
  }

  private mutating func lay(_ paragraph: Paragraph, number: Int, sharesRoom: Bool = true) {
    let layout = InlineLayout(style: paragraph.style, sharesRoom: sharesRoom, set: set)
    add(layout.lines(of: paragraph.inlines, width: width), of: paragraph, number: number)
  }

  private mutating func add(_ lines: [SetLine], of paragraph: Paragraph, number: Int) {
    paragraphs[number] = lines
    for (index, line) in lines.enumerated() {
      // No first or last line alone.
      let together = index == 0 ? paragraph.keepsWithPrevious : index == 1 || index == lines.count - 1
      flow.append(
        FlowItem(
          content: .line(block: number, number: index), height: line.height, pitch: paragraph.style.linePitch,
          keepsWithPrevious: together))
    }
  }

  private mutating func lay(_ table: Table, number: Int) {
    let painting = TablePainting(table, counts: counts, set: set, growth: growth)
    findings += painting.findings
    let layout = painting.layout
    let first = flow.count
    for (index, row) in layout.grid.rows.enumerated() {
      let afterHeader = index > 0 && layout.grid.rows[index - 1].row.isHeader
      flow.append(
        FlowItem(
          content: .row(table: number, number: index), height: layout.rowHeights[index],
          keepsWithPrevious: row.row.keepsWithPrevious || afterHeader,
          linksWithPrevious: layout.linked[index]))
    }
    headers[number] = layout.grid.rows.indices.filter { layout.grid.rows[$0].row.isHeader }.map { first + $0 }
    tables[number] = painting
    elements[number] = PlannedElement(
      role: .table, children: layout.grid.rows.map { _ in .element(PlannedElement(role: .tableRow)) })
  }

  /// Distributes what was laid out over pages.
  mutating func paginate() -> [[PlacedItem]] {
    var pagination = Pagination(headers: headers, page: document.page)
    for item in flow { pagination.add(item) }
    let pages = pagination.finish()
    if !pagination.tooTall.isEmpty { findings.append(blockTooTall(pagination.tooTall.count)) }
    return pages
  }

  // MARK: Painting

  private mutating func paint(_ items: [PlacedItem], page: Int, on draft: inout PageDraft) {
    var rows: [Int: [TablePainting.PlacedRow]] = [:]
    for item in items {
      switch item.content {
      case .line(let block, let number): paintLine(number, of: block, y: item.y, page: page, on: &draft)
      case .row(let table, let number):
        rows[table, default: []].append(.init(row: number, y: item.y, isRepeat: item.isRepeat))
      case .rule(let block): paintRule(block, y: item.y, on: &draft)
      case .space, .pageBreak, .entryRow: break
      }
    }
    for (number, placed) in rows.sorted(by: { $0.key < $1.key }) {
      guard var painting = tables[number], var element = elements[number] else { continue }
      painting.paint(placed, left: left, page: page, isFramed: number != unframed, on: &draft, into: &element)
      findings += painting.takeFindings()
      tables[number] = painting
      elements[number] = element
    }
  }

  private mutating func paintLine(
    _ number: Int, of block: Int, y: Length, page: Int, on draft: inout PageDraft
  ) {
    guard let line = paragraphs[block]?[number], let paragraph = blocks[block].block.paragraph else { return }
    if case .tear = blocks[block].block, number == 0 { paintTear(around: line, y: y, on: &draft) }
    let painter = LinePainter(style: paragraph.style, page: page, entry: nil)
    let children = painter.paint(line, at: Point(x: left, y: y), on: &draft)
    elements[block]?.children += children
  }

  private func paintRule(_ block: Int, y: Length, on draft: inout PageDraft) {
    guard case .rule(let rule) = blocks[block].block else { return }
    let colour = TextStyle(role: .form, size: .zero, colour: rule.colour).ink
    let middle = y + rule.width / 2
    draft.artifact([
      .line(
        from: Point(x: left, y: middle), to: Point(x: left + width, y: middle), width: rule.width, colour: colour)
    ])
  }

  /// The dashes at both sides of a tear line's words.
  private func paintTear(around line: SetLine, y: Length, on draft: inout PageDraft) {
    let middle = y + line.height / 2
    let gap = Length.mm(2)
    let from = line.parts.first.map { $0.x - gap } ?? width
    let to = line.parts.last.map { $0.x + $0.width + gap } ?? width
    for (start, end) in [(Length.zero, from), (to, width)] where start < end {
      draft.artifact([
        .line(
          from: Point(x: left + start, y: middle), to: Point(x: left + end, y: middle), width: .points(0.5),
          dash: .points(3))
      ])
    }
  }
}
