import Diagnostics
import Documents
import Fonts
import Measures
import Pages

/// Paints the pages of a batch.
struct BatchPainter {
  var structure = BatchStructure()
  var awaitsClosing = false
  private let pattern: BatchPattern
  private var builder: PlanBuilder
  private var filler: PlanFilling
  private let fonts: FontCollection
  private let purpose: Typesetter.Purpose
  private let filling: Filling
  private let footer: [PaintItem]
  private var layers: [LayerKey: Layer] = [:]

  /// More would mean that pages are not alike, and memory should not grow with their number.
  private static let mostLayers = 32

  /// What looks alike on pages that continue the table.
  private struct LayerKey: Hashable {
    /// Rows shown again: their numbers and places.
    var items: [Int]
    var places: [Length]
    /// Of the entries' rows, when all have their least height; else empty, and the page has rules of its own.
    var rows: [Int]
    var rowPlaces: [Length]
  }

  private struct Layer {
    var fixed: FixedLayer
    var marks: Int
    var slots: [PlannedSlot] = []
    var elements: [Int: PlannedElement] = [:]
    var hasRules = false
  }

  init(
    _ pattern: BatchPattern, builder: PlanBuilder, fonts: FontCollection, purpose: Typesetter.Purpose,
    filling: Filling, footer: [PaintItem]
  ) {
    self.pattern = pattern
    self.builder = builder
    self.fonts = fonts
    self.purpose = purpose
    self.filling = filling
    self.footer = footer
    filler = PlanFilling(fonts: fonts, purpose: purpose, namePrefix: [])
  }

  /// What of the template and of the values that stand once does not fit; where it stands plays no part.
  func check(_ items: [FlowItem]) -> [Finding] {
    var trial = self
    var y = Length.zero
    var placed: [PlacedItem] = []
    for (number, item) in items.enumerated() {
      placed.append(PlacedItem(item: number, content: item.content, y: y, height: item.height))
      y += item.height
    }
    _ = trial.page(placed, number: 0, waiting: [], first: 0)
    return trial.builder.findings + trial.filler.findings
      + pattern.rows.flatMap { $0.stamp(height: $0.leastHeight).findings }
  }

  /// Paints a page and adds to the structure what stands on it.
  ///
  /// - Parameters:
  ///   - waiting: The entries that may stand on it.
  ///   - first: The number of the first of them in the whole batch.
  mutating func page(_ items: [PlacedItem], number: Int, waiting: [WaitingEntry], first: Int) -> Page {
    let layer = layer(items, number: number, waiting: waiting, first: first)
    var page = Page(size: pattern.rest.page.size, fixed: layer.fixed, awaitsClosing: awaitsClosing)
    page.texts.reserve(runs: items.count * 10)
    filler.fill(layer.slots, with: filling, on: &page)
    var marks = layer.marks
    var wordsDone: Set<Int> = []
    for item in items where !item.isRepeat {
      switch item.content {
      case .line(let block, let line):
        if let words = layer.elements[block], wordsDone.insert(block).inserted {
          structure.add(words.element(widgets: purpose == .fillable), block: block)
        }
        if line + 1 == builder.lineCount(of: block) { structure.endWords() }
      case .row(let table, let row):
        guard case .element(let element)? = layer.elements[table]?.children[row] else { continue }
        structure.add(row: .element(element.element(widgets: purpose == .fillable)), block: table)
      case .entryRow(let table, let entry, let row):
        let placed = EntryRow(waiting[entry - first], entry: entry, row: row, y: item.y, page: number, marks: marks)
        structure.add(row: paint(placed, on: &page), block: table)
        marks += placed.stamp.marks
      case .space, .rule, .pageBreak: break
      }
    }
    if !layer.hasRules {
      let rules = rules(items, waiting: waiting, first: first)
      if !rules.isEmpty { page.segments.append(Segment(items: rules)) }
    }
    return page
  }

  // MARK: What pages share

  private mutating func layer(_ items: [PlacedItem], number: Int, waiting: [WaitingEntry], first: Int) -> Layer {
    let others = items.filter { if case .entryRow = $0.content { false } else { true } }
    guard others.allSatisfy(\.isRepeat) else { return paintLayer(others, number: number, rules: nil) }
    let rows = items.filter { if case .entryRow = $0.content { true } else { false } }
    let areLeast = rows.allSatisfy { $0.height == pattern.rows[$0.entryRow].leastHeight }
    let key = LayerKey(
      items: others.map(\.item), places: others.map(\.y), rows: areLeast ? rows.map(\.entryRow) : [],
      rowPlaces: areLeast ? rows.map(\.y) : [])
    if let known = layers[key] { return known }
    let rules = areLeast ? self.rules(items, waiting: waiting, first: first) : nil
    let made = paintLayer(others, number: number, rules: rules)
    if layers.count >= Self.mostLayers { layers.removeAll() }
    layers[key] = made
    return made
  }

  private mutating func paintLayer(_ items: [PlacedItem], number: Int, rules: [PaintItem]?) -> Layer {
    var (draft, elements) = builder.paintAlone(items, page: number)
    draft.artifact(rules ?? [])
    draft.artifact(footer)
    let page = draft.page
    return Layer(
      fixed: page.fixed, marks: draft.nextMark, slots: page.slots.map { $0.withTick(fonts: fonts) },
      elements: elements, hasRules: rules != nil)
  }

  /// The rules of the entries' rows, and the frame around the table.
  private func rules(_ items: [PlacedItem], waiting: [WaitingEntry], first: Int) -> [PaintItem] {
    var rules = EntryRules(width: pattern.table.style.rule)
    var top: Length?
    var bottom = Length.zero
    for item in items {
      switch item.content {
      case .row(pattern.block, _): break
      case .entryRow(_, let entry, let row): rules.add(waiting[entry - first].row(row).stamp, y: item.y)
      case .row, .line, .space, .rule, .pageBreak: continue
      }
      top = top ?? item.y
      bottom = item.y + item.height
    }
    rules.finish()
    guard let top else { return rules.items }
    var frame = Rules()
    let width = pattern.table.columns.reduce(.zero) { $0 + $1 }
    frame.add(
      Rect(x: pattern.rest.page.margins.left, y: top, width: width, height: bottom - top),
      width: pattern.table.style.frame)
    return rules.items + frame.lines()
  }

  // MARK: Entries

  /// A row of an entry at its place on a page.
  private struct EntryRow {
    let stamp: RowStamp
    let waiting: WaitingEntry
    let row: SetEntries.Row
    /// The entry's number, from 0.
    let entry: Int
    let y: Length
    let page: Int
    /// How many marks the page has before it.
    let marks: Int

    init(_ waiting: WaitingEntry, entry: Int, row: Int, y: Length, page: Int, marks: Int) {
      self.waiting = waiting
      self.row = waiting.row(row)
      self.entry = entry
      self.y = y
      self.page = page
      self.marks = marks
      stamp = self.row.stamp
    }
  }

  /// - Returns: The row's element of the structure.
  private mutating func paint(_ row: EntryRow, on page: inout Page) -> StructureEvent {
    for segment in row.stamp.segments {
      page.segments.append(
        Segment(mark: segment.mark.map { $0 + row.marks }, items: segment.items.map { $0.moved(down: row.y) }))
    }
    for slot in row.stamp.numbers { paintNumber(in: slot, of: row, on: &page) }
    let widgets = page.widgets.count
    switch purpose {
    case .flat: page.texts.append(row.waiting.chunk.set.texts, runs: row.row.runs, down: row.y, marks: row.marks)
    case .fillable: for slot in row.stamp.slots { paintField(slot, of: row, on: &page) }
    }
    let shape = purpose == .fillable ? row.stamp.fillableShape : row.stamp.flatShape
    return .shaped(shape, page: row.page, marks: row.marks, widgets: widgets)
  }

  private func paintNumber(in slot: PlannedSlot, of row: EntryRow, on page: inout Page) {
    var digits = String(row.entry + 1)
    digits.withUTF8 { digits in
      let mark = slot.mark + row.marks
      if slot.box.line.set(digits, fonts: fonts, mark: mark, down: row.y, into: &page.texts) { return }
      var setting = ValueSetting(fonts: fonts)
      let box = TextBox(slot.rect.moved(y: row.y), fitting: slot.box.fitting)
      _ = setting.set(digits, in: box, mark: mark, into: &page.texts)
    }
  }

  private mutating func paintField(_ slot: PlannedSlot, of row: EntryRow, on page: inout Page) {
    let placed = PlannedSlot(
      slot: slot.slot, entry: nil,
      name: pattern.repeated.boxPrefix(ordinal: row.entry + 1) + slot.name,
      label: "\(pattern.repeated.label)\(row.entry + 1)：\(slot.label)", rect: slot.rect.moved(y: row.y),
      mark: slot.mark + row.marks)
    let filling = row.waiting.chunk.set.filling
    let range = filling.range(of: slot.slot.index, in: (0, row.waiting.index))
    filling.withBytes { filler.fill(placed, with: UnsafeBufferPointer(rebasing: $0[range]), on: &page) }
  }
}

extension WaitingEntry {
  func row(_ number: Int) -> SetEntries.Row { chunk.set.rows[firstRow + number] }
}

extension PlacedItem {
  /// Which of its entry's rows it is.
  fileprivate var entryRow: Int {
    if case .entryRow(_, _, let number) = content { number } else { 0 }
  }
}
