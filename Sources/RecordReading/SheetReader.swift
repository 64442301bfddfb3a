import Diagnostics
import Records
import XMLTrees

/// Reads the rows of one sheet as they unpack.
struct SheetReader {
  private let push: XMLPush
  private let sink: SheetSink
  private let source: XMLPullReader.Source
  private let reading: ReadingShare
  private var isAtEnd = false

  /// - Returns: `nil` when the workbook lacks the sheet's part.
  init?(_ book: Workbook, _ sheet: Workbook.Sheet) throws(Refusal) {
    var merged = MergedCells()
    // Merged cells stand after the rows that they change: a sheet that has some is read twice.
    if try book.part(sheet.part, holds: "mergeCell"), let first = try book.stream(sheet.part) {
      merged = try MergedCells(first)
    }
    guard let source = try book.pieces(sheet.part) else { return nil }
    self.source = source
    book.beginReading(sheet.part)
    reading = book.reading
    push = XMLPush(file: book.file)
    sink = SheetSink(book, sheet, merged)
  }

  var hiddenColumns: [ClosedRange<Int>] { sink.rows.hiddenColumns }

  /// The next rows, merged texts filled in; `nil` at the end. Rows before a fault in the file are handed out before it is
  /// thrown.
  mutating func next() throws(Refusal) -> [SheetRows]? {
    guard push.findings.isEmpty else { throw Refusal(push.findings) }
    guard !isAtEnd else { return nil }
    let piece = try source() ?? []
    isAtEnd = piece.isEmpty
    reading.add(piece.count)
    push.feed(piece, to: sink)
    let rows = sink.takeRows()
    if rows.isEmpty, !push.findings.isEmpty { throw Refusal(push.findings) }
    return rows
  }
}

/// Rows of a sheet: many in which there was nothing to notice, or one.
enum SheetRows {
  case plain(RowBlock)
  case row(SourceRow)
}

/// Hands what the parser finds to the rows in the making.
private final class SheetSink: XMLEvents {
  private(set) var rows: SheetRowsInMaking

  init(_ book: Workbook, _ sheet: Workbook.Sheet, _ merged: MergedCells) {
    rows = SheetRowsInMaking(book, sheet, merged)
  }

  func start(_ tag: borrowing XMLTag) { rows.start(tag) }
  func end(_ tag: borrowing XMLTag) { rows.end(tag) }
  func text(_ text: UnsafeBufferPointer<UInt8>) { rows.text(text) }
  func takeRows() -> [SheetRows] { rows.takeRows() }
}
