import Documents

/// A block as it stands in the order of the pages, taken out of the groups that it stands in.
struct FlowBlock: Sendable {
  /// Never a group.
  var block: Block
  /// Whether it must stay with what is before it.
  var keepsWithPrevious = false
  /// Whether it rather stays with what is before it: they stand in one group.
  var linksWithPrevious = false
  /// Whether all that it consists of is better kept together.
  var isWhole = false
}

extension Document {
  /// The blocks in the order in which they stand on the pages.
  var flow: [FlowBlock] { Self.flow(of: blocks) }

  static func flow(of blocks: [Block], inGroup: Bool = false) -> [FlowBlock] {
    var flow: [FlowBlock] = []
    for block in blocks {
      let links = inGroup && !flow.isEmpty
      guard case .together(let group) = block else {
        flow.append(FlowBlock(block: block, linksWithPrevious: links, isWhole: inGroup))
        continue
      }
      var inner = Self.flow(of: group.blocks, inGroup: true)
      if !inner.isEmpty {
        inner[0].linksWithPrevious = links
        inner[0].keepsWithPrevious = inner[0].keepsWithPrevious || group.keepsWithPrevious
      }
      flow += inner
    }
    return flow
  }
}

extension FlowBlock {
  var hasRepeat: Bool {
    guard case .table(let table) = block else { return false }
    return table.rows.contains { if case .repeated = $0 { true } else { false } }
  }
}

extension [FlowBlock] {
  /// Whether what comes at a place must begin on the page where the block before it ends: that is a heading, or words that say so.
  func keepsWithPrevious(at number: Int) -> Bool {
    guard number > 0 else { return false }
    switch self[number - 1].block {
    case .heading: return true
    case .paragraph(let paragraph): return paragraph.keepsWithNext
    // What parts a heading from its text stands between them.
    case .space, .rule: return keepsWithPrevious(at: number - 1)
    case .table, .pageBreak, .tear, .together: return false
    }
  }

  /// The level of each heading as readers are told it: the levels in use, counted from 1, none left out on the way down
  /// (ISO 14289-1, 7.4.2).
  var headingLevels: [Int: Int] {
    var found: [(number: Int, level: Int)] = []
    for (number, flow) in enumerated() {
      if case .heading(let level, _) = flow.block { found.append((number, level)) }
    }
    let used = Set(found.map(\.level)).sorted()
    var levels: [Int: Int] = [:]
    var last = 0
    for heading in found {
      last = Swift.min((used.firstIndex(of: heading.level) ?? 0) + 1, last + 1)
      levels[heading.number] = last
    }
    return levels
  }
}

extension Block {
  /// The words of a block that has no others within it.
  var paragraph: Paragraph? {
    switch self {
    case .heading(_, let paragraph), .paragraph(let paragraph), .tear(let paragraph): paragraph
    case .table, .space, .pageBreak, .rule, .together: nil
    }
  }
}

extension Inline {
  /// The fixed text that it is.
  var words: String {
    switch self {
    case .text(let text), .span(let text, _): text
    case .lineBreak, .slot, .option, .blank, .pageNumber, .pageCount, .rowNumber: ""
    }
  }
}
