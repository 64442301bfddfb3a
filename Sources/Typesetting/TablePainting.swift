import Diagnostics
import Documents
import Measures
import Pages

/// A table laid out, and the means to paint any of its rows on any page.
struct TablePainting {
  struct PlacedRow {
    var row: Int
    var y: Length
    var isRepeat: Bool
  }

  private enum Content {
    case vertical(SetText)
    /// A slot that fills its cell.
    case box(Slot)
    case lines([(style: TextStyle, line: SetLine)])
  }

  private(set) var layout: TableLayout
  private(set) var findings: [Finding] = []
  private let contents: [Content]
  /// The least height of each cell's content.
  private var heights: [Length]
  /// The cells that begin in each row.
  private let cellsByRow: [[Int]]

  init(
    _ table: Table, counts: [Int], set: (String, TextStyle) -> SetText, growth: PlanBuilder.Growth?
  ) {
    let grid = TableGrid(table, counts: counts)
    let widths = table.columns
    let padding = table.style.padding * 2
    var contents: [Content] = []
    var heights: [Length] = []
    for cell in grid.cells {
      let width = cell.columns.reduce(.zero) { $0 + widths[$1] } - padding
      let content = Self.content(of: cell, width: width, set: set)
      contents.append(content)
      heights.append(Self.height(of: content, cell: cell, width: width, growth: growth))
    }
    self.contents = contents
    self.heights = heights
    layout = TableLayout(table, grid: grid, contentHeights: heights)
    var cellsByRow = [[Int]](repeating: [], count: grid.rows.count)
    for (index, cell) in grid.cells.enumerated() { cellsByRow[cell.rows.lowerBound].append(index) }
    self.cellsByRow = cellsByRow
  }

  mutating func takeFindings() -> [Finding] {
    defer { findings = [] }
    return findings
  }

  // MARK: Contents

  private static func content(
    of cell: TableGrid.GridCell, width: Length, set: (String, TextStyle) -> SetText
  ) -> Content {
    if cell.cell.writing == .vertical {
      let words = cell.cell.paragraphs.flatMap(\.inlines).map { $0.words }
      return .vertical(set(words.joined(), cell.cell.style))
    }
    if cell.cell.paragraphs.count == 1, cell.cell.paragraphs[0].inlines.count == 1,
      case .slot(let slot) = cell.cell.paragraphs[0].inlines[0], slot.width == nil
    {
      return .box(slot)
    }
    let number = cell.entry.map { $0.ordinal + 1 }
    return withoutActuallyEscaping(set) { set in
      .lines(
        cell.cell.paragraphs.flatMap { paragraph in
          InlineLayout(style: paragraph.style, set: set)
            .lines(of: paragraph.inlines, rowNumber: number, width: width)
            .map { (paragraph.style, $0) }
        })
    }
  }

  private static func height(
    of content: Content, cell: TableGrid.GridCell, width: Length, growth: PlanBuilder.Growth?
  ) -> Length {
    switch content {
    case .vertical: .zero  // Checked against the row when painted: a vertical label never makes a row grow.
    case .box(let slot):
      slot.fit.policy == .grow ? growth?.height(slot, cell.entry, width) ?? .zero : .zero
    case .lines(let lines): lines.reduce(.zero) { $0 + $1.line.height }
    }
  }

  /// The boxes that make their rows grow, and the sizes that they have for their texts.
  var growingBoxes: [GrowingBox] {
    let padding = layout.table.style.padding * 2
    return contents.indices.compactMap { index in
      guard case .box(let slot) = contents[index], slot.fit.policy == .grow else { return nil }
      let cell = layout.grid.cells[index]
      let height = cell.rows.reduce(.zero) { $0 + layout.rowHeights[$1] }
      return GrowingBox(
        cell: index, slot: slot, entry: cell.entry, width: layout.width(cell.columns) - padding,
        height: height - padding)
    }
  }

  struct GrowingBox {
    /// Its place among the cells.
    var cell: Int
    var slot: Slot
    var entry: TableGrid.Entry?
    var width: Length
    var height: Length
  }

  /// Gives the texts of some growing boxes, named by their cells, other heights.
  mutating func grow(_ texts: [(cell: Int, height: Length)]) {
    for text in texts { heights[text.cell] = text.height }
    layout = TableLayout(layout.table, grid: layout.grid, contentHeights: heights)
  }

  // MARK: Painting

  /// Paints some rows of the table on one page.
  ///
  /// A cell that covers rows of two pages is drawn on both; its words stand again on the second, for people only.
  ///
  /// - Parameters:
  ///   - isRuled: Whether the rules between cells are drawn.
  ///   - isFramed: Whether the frame around the rows is drawn.
  mutating func paint(
    _ rows: [PlacedRow], left: Length, page: Int, isRuled: Bool = true, isFramed: Bool = true,
    on draft: inout PageDraft, into element: inout PlannedElement
  ) {
    var rules = Rules()
    var y: [Int: Length] = [:]
    for placed in rows where !placed.isRepeat { y[placed.row] = placed.y }
    for (position, placed) in rows.enumerated() {
      var cells = cellsByRow[placed.row].map { (index: $0, isContinued: false) }
      let isFirstOfBody = !placed.isRepeat && (position == 0 || rows[position - 1].isRepeat)
      if isFirstOfBody {
        cells += layout.grid.cells.indices.filter {
          let covered = layout.grid.cells[$0].rows
          return covered.lowerBound < placed.row && covered.contains(placed.row)
        }.map { ($0, true) }
      }
      for (index, isContinued) in cells {
        let rect = rect(of: index, from: placed, y: y, left: left)
        if isRuled { rules.add(rect, width: layout.table.style.rule) }
        if placed.isRepeat || isContinued {
          paintAgain(index, in: rect, page: page, on: &draft)
        } else {
          append(tableCell(index, paint(index, in: rect, page: page, on: &draft)), toRow: placed.row, of: &element)
        }
      }
    }
    if isFramed, let first = rows.first, let last = rows.last {
      let bottom = last.y + layout.rowHeights[last.row]
      rules.add(
        Rect(x: left, y: first.y, width: layout.width, height: bottom - first.y), width: layout.table.style.frame)
    }
    draft.artifact(rules.lines())
  }

  /// The part of a cell that stands on this page.
  private func rect(of index: Int, from placed: PlacedRow, y: [Int: Length], left: Length) -> Rect {
    let cell = layout.grid.cells[index]
    let last = placed.isRepeat ? cell.rows.last : cell.rows.last { y[$0] != nil }
    var height = Length.zero
    for row in max(cell.rows.lowerBound, placed.row)...(last ?? placed.row) { height += layout.rowHeights[row] }
    return Rect(x: left + layout.x(cell.columns), y: placed.y, width: layout.width(cell.columns), height: height)
  }

  private func tableCell(_ index: Int, _ children: [PlannedElement.Child]) -> PlannedElement {
    let cell = layout.grid.cells[index]
    var element = PlannedElement(role: cell.cell.isHeader ? .tableHeader : .tableData, children: children)
    element.columnSpan = cell.columns.count
    element.rowSpan = cell.rows.count
    if cell.cell.isHeader { element.scope = layout.grid.rows[cell.rows.lowerBound].row.isHeader ? .column : .row }
    return element
  }

  private func append(_ cell: PlannedElement, toRow row: Int, of table: inout PlannedElement) {
    guard case .element(var element) = table.children[row] else { return }
    element.children.append(.element(cell))
    table.children[row] = .element(element)
  }

  /// Paints a cell's words for people only: readers have had them, and its boxes stand where they first stood.
  private mutating func paintAgain(_ index: Int, in rect: Rect, page: Int, on draft: inout PageDraft) {
    var aside = PageDraft()
    _ = paint(index, in: rect, page: page, on: &aside)
    draft.artifact(aside.segments.flatMap(\.items))
  }

  private mutating func paint(
    _ index: Int, in rect: Rect, page: Int, on draft: inout PageDraft
  ) -> [PlannedElement.Child] {
    let cell = layout.grid.cells[index]
    let padding = layout.table.style.padding
    let inner = rect.inset(by: Insets(top: padding, right: padding, bottom: padding, left: padding))
    let painter = LinePainter(style: cell.cell.style, page: page, entry: cell.entry)
    switch contents[index] {
    case .vertical(let text):
      guard let fitted = VerticalText(style: cell.cell.style).fitted(text, in: inner) else {
        findings.append(doesNotFit(cell.cell))
        return []
      }
      return [.fixed(page: page, mark: draft.content(fitted))]
    case .box(let slot): return [painter.slot(slot, in: inner, on: &draft)]
    case .lines(let lines): return paint(lines, of: cell, in: inner, page: page, on: &draft)
    }
  }

  private mutating func paint(
    _ lines: [(style: TextStyle, line: SetLine)], of cell: TableGrid.GridCell, in rect: Rect, page: Int,
    on draft: inout PageDraft
  ) -> [PlannedElement.Child] {
    let height = lines.reduce(.zero) { $0 + $1.line.height }
    var y: Length =
      switch cell.cell.style.verticalAlignment {
      case .top: rect.minY
      case .middle: rect.minY + (rect.height - height) / 2
      case .bottom: rect.maxY - height
      }
    var children: [PlannedElement.Child] = []
    for (style, line) in lines {
      if let last = line.parts.last, last.x + last.width > rect.width + .points(0.5) {
        findings.append(doesNotFit(cell.cell))
      }
      let painter = LinePainter(style: style, page: page, entry: cell.entry)
      children += painter.paint(
        line, at: Point(x: rect.minX, y: y), room: lines.count == 1 ? rect : nil, on: &draft)
      y += line.height
    }
    return children
  }

  private func doesNotFit(_ cell: Cell) -> Finding {
    Finding(
      .error, .textDoesNotFit, at: cell.place,
      Phrase("这一格的文字放不下", "the words of this cell do not fit"),
      hint: Phrase("加宽这一列、加高这一行，或减小 font-size", "widen the column, raise the row, or reduce font-size"))
  }
}
