import Documents
package import Measures
package import Pages

/// A document laid out once for so many entries of each repeat; its pages are painted one by one.
package struct LaidPages: GrowingPages {
  package let blank: Double
  package private(set) var heights: [String: Length] = [:]
  private var builder: PlanBuilder
  private var placed: [[PlacedItem]]
  private let footer: FooterPainting?
  /// How rows grow with boxes, by the boxes' names within the rows.
  private let growth: [[String]: FormLayout.Box.Growth]
  /// Where growing boxes stand, by their names on paper: a field may stand at several places.
  private let cells: [String: [(table: Int, cell: Int)]]
  private let rows: [Int: [PagePlacement.Content]]

  init(_ typesetter: Typesetter, counts: [Int]) {
    let setting = TextSetting(fonts: typesetter.fonts)
    builder = PlanBuilder(document: typesetter.document, counts: counts) { setting.set($0, $1) }
    builder.lay()
    placed = builder.paginate()
    footer = FooterPainting(document: typesetter.document) { setting.set($0, $1) }
    blank = typesetter.blank
    var growth: [[String]: FormLayout.Box.Growth] = [:]
    var cells: [String: [(table: Int, cell: Int)]] = [:]
    for (table, painting) in builder.tables.sorted(by: { $0.key < $1.key }) {
      for box in painting.growingBoxes {
        if growth[box.slot.name] == nil {
          growth[box.slot.name] = .init(padding: painting.layout.table.style.padding, leastHeight: box.height)
        }
        cells[box.name, default: []].append((table, box.cell))
      }
    }
    self.growth = growth
    self.cells = cells
    rows = Dictionary(
      uniqueKeysWithValues: builder.tables.map { ($0.key, $0.value.layout.grid.placements(table: $0.key)) })
  }

  package var count: Int { placed.count }

  package func page(_ number: Int) -> FormLayout.Page {
    var builder = builder
    var draft = builder.paintAlone(placed[number], page: number).draft
    draft.artifact(footer?.items(page: number, of: count) ?? [])
    return FormLayout.Page(draft.page, of: builder.document, growth: growth)
  }

  package func placement(_ number: Int) -> PagePlacement {
    let parts = placed[number].compactMap { item -> PagePlacement.Part? in
      let content: PagePlacement.Content? =
        switch item.content {
        case .line(let block, let number): .line(block: block, number: number)
        case .row(let table, let number): rows[table]?[number]
        case .rule(let block): .rule(block: block)
        // Nothing is painted of them; those of a batch are not laid out here.
        case .space, .pageBreak, .entryRow: nil
        }
      return content.map { .init(content: $0, y: item.y, height: item.height, isRepeat: item.isRepeat) }
    }
    return PagePlacement(page: number, parts: parts)
  }

  package mutating func grow(_ heights: [String: Length]) {
    var texts: [Int: [(cell: Int, height: Length)]] = [:]
    for (name, height) in heights where self.heights[name] != height {
      guard let places = cells[name] else { continue }
      self.heights[name] = height
      for place in places { texts[place.table, default: []].append((place.cell, height)) }
    }
    guard !texts.isEmpty else { return }
    for (table, texts) in texts { builder.grow(texts, ofTable: table) }
    placed = builder.paginate()
  }
}

extension TablePainting.GrowingBox {
  /// On paper.
  fileprivate var name: String {
    let prefix = entry.map { $0.rows.boxPrefix(ordinal: $0.ordinal + 1) } ?? []
    return (prefix + slot.name).joined(separator: ".")
  }
}

extension TableGrid {
  /// What each row is, whatever number of entries stands before it.
  fileprivate func placements(table: Int) -> [PagePlacement.Content] {
    var (plain, within) = (0, 0)
    var last: Entry?
    return rows.map { row in
      guard let entry = row.entry else {
        plain += 1
        return .row(table: table, number: plain - 1)
      }
      within = entry.ordinal == last?.ordinal && entry.rows.index == last?.rows.index ? within + 1 : 0
      last = entry
      return .entryRow(repeated: entry.rows.index, entry: entry.ordinal, number: within)
    }
  }
}
