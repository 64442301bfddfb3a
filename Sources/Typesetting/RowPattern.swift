import Diagnostics
import Documents
import Fonts
import Measures
import Pages
private import Synchronization

/// One row of the entries of a repeat, laid out by itself: for tables that are set entry by entry.
final class RowPattern: Sendable {
  /// A box whose text makes the row grow.
  struct Growing: Sendable {
    let slot: Int
    let fitting: TextFitting
    /// What the text has of the cell.
    let width: Length
    let line: OneLine
  }

  let row: Row
  let growing: [Growing]
  /// The height of the row when nothing makes it grow.
  let leastHeight: Length
  private let table: Table
  private let left: Length
  private let padding: Length
  private let fonts: FontCollection
  private let stamps = Mutex<[Length: RowStamp]>([:])

  /// Values have a few numbers of lines, so rows have a few heights.
  private static let mostStamps = 256

  /// - Parameters:
  ///   - table: Its columns and style are the row's.
  ///   - row: Without a cell that covers other rows; its number stands alone in its cell.
  init(_ row: Row, of table: Table, left: Length, fonts: FontCollection) {
    var row = row
    row.cells = row.cells.map { $0.withNumberAsSlot }
    self.row = row
    self.table = Table(columns: table.columns, rows: [.row(row)], style: table.style)
    self.left = left
    self.fonts = fonts
    padding = table.style.padding * 2
    let setting = TextSetting(fonts: fonts)
    let painting = TablePainting(self.table, counts: [], set: { setting.setLeniently($0, $1) }, growth: nil)
    leastHeight = painting.layout.rowHeights[0]
    growing = painting.growingBoxes.map { box in
      let fitting = TextFitting(style: box.slot.style, fit: box.slot.fit)
      let room = Rect(x: .zero, y: .zero, width: box.width, height: box.slot.style.size * box.slot.style.leading)
      return Growing(slot: box.slot.index, fitting: fitting, width: box.width, line: fitting.oneLine(in: room))
    }
  }

  /// The height of the row when one of its growing boxes has so many lines.
  func height(of box: Growing, lines: Int) -> Length { box.fitting.height(ofLines: lines) + padding }

  /// The row at a height, for all entries that have it.
  func stamp(height: Length) -> RowStamp {
    if let known = stamps.withLock({ $0[height] }) { return known }
    var table = table
    var row = row
    row.height = height
    table.rows = [.row(row)]
    let made = RowStamp(table, left: left, fonts: fonts)
    stamps.withLock { stamps in
      if stamps.count >= Self.mostStamps { stamps.removeAll() }
      stamps[height] = made
    }
    return made
  }
}

/// A row of an entry as it stands on pages, counted from its own top, with everything but the values.
final class RowStamp: Sendable {
  let height: Length
  /// Fixed words and paint, but for the rules of the table.
  let segments: [Segment]
  /// The boxes of values, and those of the row's number.
  let slots: [PlannedSlot]
  let numbers: [PlannedSlot]
  /// How many marks it takes.
  let marks: Int
  /// Its element of the structure, with text in the slots and with form fields in them.
  let flatShape: StructureShape
  let fillableShape: StructureShape
  /// Where rules run down, and from where to where they run across at its top and bottom.
  let verticals: [Length]
  let spans: [Span]
  /// What of the template does not fit.
  let findings: [Finding]

  struct Span: Sendable, Hashable {
    var from: Length
    var to: Length
  }

  init(_ table: Table, left: Length, fonts: FontCollection) {
    let setting = TextSetting(fonts: fonts)
    var painting = TablePainting(table, counts: [], set: { setting.set($0, $1) }, growth: nil)
    var draft = PageDraft()
    var element = PlannedElement(role: .table, children: [.element(PlannedElement(role: .tableRow))])
    painting.paint(
      [.init(row: 0, y: .zero, isRepeat: false)], left: left, page: 0, isRuled: false, isFramed: false, on: &draft,
      into: &element)
    findings = painting.takeFindings() + setting.findings
    height = painting.layout.rowHeights[0]
    segments = draft.segments
    marks = draft.nextMark
    slots = draft.slots.filter { !$0.slot.isRowNumber }.map { $0.withTick(fonts: fonts) }
    numbers = draft.slots.filter(\.slot.isRowNumber).map(\.asRowNumber)
    var row = PlannedElement(role: .tableRow)
    if case .element(let painted)? = element.children.first { row = painted.withNumbersAsText(draft.slots) }
    flatShape = StructureShape(row.element(widgets: false))
    fillableShape = StructureShape(row.element(widgets: true))
    var verticals: Set<Length> = []
    var spans: [Span] = []
    if table.style.rule > .zero {
      for cell in painting.layout.grid.cells.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
        let from = left + painting.layout.x(cell.columns)
        let to = left + painting.layout.columnEdges[cell.columns.upperBound]
        verticals.formUnion([from, to])
        if let last = spans.last, from <= last.to {
          spans[spans.count - 1].to = to
        } else {
          spans.append(Span(from: from, to: to))
        }
      }
    }
    self.verticals = verticals.sorted()
    self.spans = spans
  }
}

extension Slot {
  /// Stands for the number of a row, which is text like a value but none of the entry's.
  fileprivate static let rowNumber = -1

  var isRowNumber: Bool { index == Self.rowNumber }

  fileprivate static func rowNumber(style: TextStyle) -> Slot {
    Slot(
      index: rowNumber, name: [], key: .init(.init("")), label: "", fit: Fit(policy: .shrink, minimumSize: .points(1)),
      style: style)
  }
}

extension Cell {
  /// Whether the number of its row stands in it and nothing else.
  var isRowNumber: Bool {
    guard paragraphs.count == 1, paragraphs[0].inlines.count == 1, writing == .horizontal else { return false }
    if case .rowNumber = paragraphs[0].inlines[0] { return true }
    return false
  }

  fileprivate var withNumberAsSlot: Cell {
    guard isRowNumber else { return self }
    var cell = self
    var style = paragraphs[0].style
    style.verticalAlignment = cell.style.verticalAlignment
    cell.paragraphs[0].inlines = [.slot(.rowNumber(style: style))]
    return cell
  }
}

extension PlannedSlot {
  /// A number stands in the middle of a line, as words do, where values stand in a box as high as their size.
  fileprivate var asRowNumber: PlannedSlot {
    let inset = slot.style.size * ((slot.style.leading - 1) / 2)
    return PlannedSlot(
      slot: slot, entry: nil, name: name, label: label,
      rect: rect.inset(by: Insets(top: inset, right: .zero, bottom: inset, left: .zero)), mark: mark)
  }
}

extension PlannedElement {
  fileprivate func withNumbersAsText(_ slots: [PlannedSlot]) -> PlannedElement {
    var element = self
    element.children = children.map { child in
      switch child {
      case .element(let inner): .element(inner.withNumbersAsText(slots))
      case .slot(let page, let index, let mark) where slots[index].slot.isRowNumber: .fixed(page: page, mark: mark)
      // Values are counted without the numbers.
      case .slot(let page, let index, let mark):
        .slot(page: page, index: slots[..<index].count { !$0.slot.isRowNumber }, mark: mark)
      case .fixed, .signer: child
      }
    }
    return element
  }
}
