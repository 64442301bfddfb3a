import Diagnostics
import Documents
import Fonts
import Measures
import Pages

/// Makes the pages of a batch one after another as its entries come.
struct BatchPages {
  private let pattern: BatchPattern
  /// What comes after the entries.
  private let tail: [FlowItem]
  private let fonts: FontCollection
  private let closings: PageClosings
  private let firstRowKeeps: Bool
  private var pagination: Pagination
  private var painter: BatchPainter
  private var pageCount = 0
  /// How many entries have been added.
  private var entries = 0
  /// Those of them that stand on no page yet.
  private var waiting: [WaitingEntry] = []
  /// Pages that are full but not yet given out.
  private var held: [Page] = []

  /// - Throws: `Refusal` when the template or the values that stand once do not fit.
  init(
    _ pattern: BatchPattern, typesetter: Typesetter, filling: Filling, purpose: Typesetter.Purpose,
    identity: FormIdentity?
  ) throws(Refusal) {
    self.pattern = pattern
    fonts = typesetter.fonts
    let setting = TextSetting(fonts: fonts)
    let growth = PlanBuilder.Growth(filling, setting: setting)
    var builder = PlanBuilder(document: pattern.rest, counts: [], growth: growth) { setting.set($0, $1) }
    builder.unframed = pattern.block
    builder.lay()
    let start = (builder.starts[pattern.block] ?? 0) + pattern.rowsBefore
    var tail = Array(builder.flow[start...])
    if case .row(pattern.block, _)? = tail.first?.content, case .row(let row)? = pattern.followingRow {
      // It was laid out as if it followed the header.
      tail[0].keepsWithPrevious = row.keepsWithPrevious
    }
    self.tail = tail
    firstRowKeeps =
      pattern.rowsBefore > 0
      ? pattern.followsHeader : builder.blocks.keepsWithPrevious(at: pattern.block)
    pagination = Pagination(headers: builder.headers, page: pattern.rest.page)
    for item in builder.flow[..<start] { pagination.add(item) }

    let footer = FooterPainting(document: typesetter.document) { setting.set($0, $1) }
    let codes = identity == nil ? nil : typesetter.codes
    closings = PageClosings(
      count: 0, document: typesetter.document, fonts: fonts, codes: codes, identity: identity,
      hasFooter: footer?.showsPages ?? false)
    painter = BatchPainter(
      pattern, builder: builder, fonts: fonts, purpose: purpose, filling: filling,
      footer: closings.hasFooter ? [] : footer?.items(page: 0, of: 1) ?? [])
    painter.awaitsClosing = closings.hasFooter || codes != nil
    let tooTall = builder.flow.count { !pagination.fitsEmptyPage($0) }
    var findings = painter.check(builder.flow)
    _ = footer?.items(page: 0, of: 1)
    findings += setting.findings + (tooTall > 0 ? [blockTooTall(tooTall)] : [])
    if findings.containError { throw Refusal(findings) }
  }

  /// What a row may take of a page that it shares with its table's header only.
  var roomForRow: Length { pagination.room(below: pattern.block) }

  mutating func append(_ set: SetEntries) -> PagedPiece {
    let chunk = EntryChunk(set)
    let rowsOfEntry = pattern.rows.count
    for index in 0..<set.count where set.refusals[index] == nil {
      waiting.append(WaitingEntry(chunk: chunk, firstRow: index * rowsOfEntry, index: index))
      for row in 0..<rowsOfEntry {
        let keeps = row == 0 ? entries == 0 && firstRowKeeps : pattern.rows[row].row.keepsWithPrevious
        pagination.add(
          FlowItem(
            content: .entryRow(table: pattern.block, entry: entries, number: row),
            height: set.rows[index * rowsOfEntry + row].stamp.height, keepsWithPrevious: keeps))
      }
      entries += 1
    }
    return piece(of: pagination.takePages())
  }

  mutating func finish(_ setter: EntrySetter) -> (piece: PagedPiece, closings: PageClosings) {
    var piece = PagedPiece(pages: [], structure: [])
    let blanks = pattern.repeated.minimum - entries
    if blanks > 0 {
      var filling = Filling()
      filling.addRepeat(entries: blanks, slotsOfEntry: pattern.slotsOfEntry)
      for _ in 0..<blanks * pattern.slotsOfEntry { filling.add("") }
      piece = append(setter.set(filling))
    }
    for (number, item) in tail.enumerated() {
      var item = item
      if number == 0, entries == 0, case .row = item.content {
        item.keepsWithPrevious = item.keepsWithPrevious || firstRowKeeps
      }
      pagination.add(item)
    }
    let last = self.piece(of: pagination.finish())
    painter.structure.finish()
    piece.pages += last.pages
    piece.structure += last.structure + painter.structure.take()
    var closings = closings
    closings.count = pageCount
    return (piece, closings)
  }

  private mutating func piece(of full: [[PlacedItem]]) -> PagedPiece {
    for items in full {
      let first = entries - waiting.count
      held.append(painter.page(items, number: pageCount, waiting: waiting, first: first))
      pageCount += 1
      let last = items.reduce(first) { last, item in
        // An entry goes when its last row stands.
        if case .entryRow(_, let entry, pattern.rows.count - 1) = item.content { max(last, entry + 1) } else { last }
      }
      waiting.removeFirst(last - first)
    }
    // A piece's structure names its own pages only: one that ends amid a paragraph waits for the rest of it.
    if painter.structure.awaitsWords { return PagedPiece(pages: [], structure: []) }
    defer { held = [] }
    return PagedPiece(pages: held, structure: painter.structure.take())
  }
}

/// Entries that were set together, shared by those of them that wait for their page.
final class EntryChunk: Sendable {
  let set: SetEntries
  init(_ set: SetEntries) { self.set = set }
}

/// An entry on its way to a page.
struct WaitingEntry {
  let chunk: EntryChunk
  /// Of the rows of its chunk.
  let firstRow: Int
  /// Its place in the chunk.
  let index: Int
}
