import Documents
import Fonts
import Measures

/// A document with one repeat, taken apart for being set entry by entry: the entries' rows, and everything else.
struct BatchPattern: Sendable {
  /// The block that is the table of the entries.
  let block: Int
  let repeated: RepeatedRows
  /// How many rows of the table stand before the entries.
  let rowsBefore: Int
  let table: Table
  /// The document without the entries' rows.
  let rest: Document
  let rows: [RowPattern]

  /// - Returns: `nil` when the pages of the document depend on each other in a way that needs all entries at once: several
  ///   repeats, cells that hang from row to row through the entries, entries that may not be parted.
  init?(_ document: Document, fonts: FontCollection) {
    var found: (block: Int, row: Int, rows: RepeatedRows, table: Table)?
    for (number, block) in document.blocks.enumerated() {
      if case .together = block, Document.flow(of: [block]).contains(where: \.hasRepeat) { return nil }
      guard case .table(let table) = block else { continue }
      for (row, content) in table.rows.enumerated() {
        guard case .repeated(let repeated) = content else { continue }
        if found != nil { return nil }
        found = (number, row, repeated, table)
      }
    }
    guard let (number, before, repeated, whole) = found, repeated.index == 0,
      Self.isFree(repeated, at: before, of: whole)
    else { return nil }
    block = Document.flow(of: Array(document.blocks[..<number])).count
    rowsBefore = before
    self.repeated = repeated
    table = whole
    var rest = whole
    rest.rows.remove(at: before)
    var blocks = document.blocks
    blocks[number] = .table(rest)
    self.rest = Document(
      title: document.title, language: document.language, page: document.page, blocks: blocks, footer: document.footer)
    rows = repeated.rows.map { RowPattern($0, of: whole, left: document.page.margins.left, fonts: fonts) }
  }

  /// Whether the row before the entries is a header.
  var followsHeader: Bool {
    if rowsBefore > 0, case .row(let row) = table.rows[rowsBefore - 1] { row.isHeader } else { false }
  }

  /// What comes in the table after the entries.
  var followingRow: RowContent? { rowsBefore + 1 < table.rows.count ? table.rows[rowsBefore + 1] : nil }

  /// Whether the entries' rows stand on their own.
  private static func isFree(_ repeated: RepeatedRows, at position: Int, of table: Table) -> Bool {
    guard let first = repeated.rows.first, !first.keepsWithPrevious,
      // Entries are set as texts alone, and a word that is circled out is more.
      !repeated.slots.contains(where: { $0.kind == .struck })
    else { return false }
    for row in repeated.rows {
      guard !row.isHeader, row.cells.allSatisfy({ $0.rowSpan == 1 && ($0.isRowNumber || !$0.holdsRowNumber) }) else {
        return false
      }
    }
    for (number, content) in table.rows.enumerated() {
      guard case .row(let row) = content else { continue }
      // A cell from above must end above; a header below would head nothing.
      let room = number < position ? position - number : table.rows.count - number
      guard row.cells.allSatisfy({ $0.rowSpan <= room && ($0.rowSpan > 0 || number > position) }),
        number < position || !row.isHeader
      else { return false }
    }
    return true
  }

  /// How many slots an entry has.
  var slotsOfEntry: Int {
    (repeated.slots.map(\.index).max() ?? -1) + 1
  }
}

extension Cell {
  fileprivate var holdsRowNumber: Bool {
    paragraphs.flatMap(\.inlines).contains { if case .rowNumber = $0 { true } else { false } }
  }
}
