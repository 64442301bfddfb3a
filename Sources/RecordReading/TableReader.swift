import Diagnostics
import Records

/// Turns the rows of one table into records: finds the headings, then maps row after row.
final class TableReader {
  /// Forms have a few title rows; headings that begin further down are not looked for.
  private static let searchedRows = 30

  private let file: String
  private let sheetName: String?
  private let index: HeadingIndex
  private let dictionary: FieldDictionary
  private var waiting: [SourceRow] = []
  private var columns: ColumnMap?
  private let wanted: Wanted
  private var layout: RowLayout?
  private var searchIsOver = false
  private var rowCount = 0
  private var sheet: ListSummary.Sheet
  private var findings: [Finding] = []
  /// The record before, with what its own 同上 stood for.
  private var above: (block: RowBlock, index: Int)?

  /// Which tables are read.
  enum Wanted {
    case people
    /// Those whose rows are entries of repeated parts of a batch as a whole.
    case batch
    case any
  }

  init(
    file: String, sheet: String?, index: HeadingIndex, dictionary: FieldDictionary, wanted: Wanted = .people
  ) {
    self.wanted = wanted
    self.file = file
    sheetName = sheet
    self.index = index
    self.dictionary = dictionary
    self.sheet = ListSummary.Sheet(name: sheet)
  }

  /// Whether the headings say that nothing of this table is wanted.
  var isElsewhere: Bool {
    guard let columns, wanted != .any else { return false }
    return columns.isOfBatch != (wanted == .batch)
  }

  /// Takes the next row; records that come of it go to the sink.
  func take(_ row: SourceRow, into sink: ListSink) throws {
    guard row.cells.contains(where: { !$0.text.trimmed.isEmpty }) else { return }
    rowCount += 1
    guard !searchIsOver else { return try body(row.block, 0, row.findings, into: sink) }
    waiting.append(row)
    if waiting.count == Self.searchedRows + 2 { try settleHeader(into: sink) }
  }

  /// Takes the next rows, in which nothing was noticed.
  func take(_ block: RowBlock, into sink: ListSink) throws {
    for position in block.rows.indices {
      if !searchIsOver {
        try take(SourceRow(block.rows[position], of: block), into: sink)
      } else if block.cells[block.rows[position].cells].contains(where: { !block.withText($0, isBlankText) }) {
        rowCount += 1
        try body(block, position, [], into: sink)
      }
    }
  }

  /// Ends the table.
  func finish(into sink: ListSink) throws -> (ListSummary.Sheet, [Finding]) {
    if !searchIsOver { try settleHeader(into: sink) }
    return (sheet, findings)
  }

  private func settleHeader(into sink: ListSink) throws {
    searchIsOver = true
    defer { waiting = [] }
    guard let header = findHeader(in: waiting, index) else { return reportNoHeader() }
    let (map, noticed) = ColumnMap.make(from: header, index, at: Place(file: file, sheet: sheetName))
    columns = map
    layout = map.layout(file: file, sheet: sheetName, dictionary)
    findings += noticed
    sheet.columns = map.columns
    sheet.headerRows = waiting[header.rows.lowerBound].number...waiting[header.rows.upperBound - 1].number
    sheet.titles = waiting[..<header.rows.lowerBound].map { row in
      var seen: [String] = []
      for cell in row.cells where seen.last != cell.text { seen.append(cell.text) }
      return seen.joined(separator: " ")
    }
    columns?.headerTexts = waiting[header.rows].map { row in
      Dictionary(row.cells.map { ($0.column, comparableHeading($0.text)) }) { first, _ in first }
    }
    for row in waiting[header.rows.upperBound...] { try body(row.block, 0, row.findings, into: sink) }
  }

  private func reportNoHeader() {
    let isEmpty = rowCount == 0
    findings.append(
      Finding(
        .error, isEmpty ? .listEmpty : .listNoHeader, at: Place(file: file, sheet: sheetName),
        isEmpty
          ? Phrase("表里没有内容", "there is nothing in the table")
          : Phrase(
            "前 \(Self.searchedRows) 行中没有找到表头", "no row of headings was found in the first \(Self.searchedRows) rows"),
        hint: isEmpty
          ? nil
          : Phrase("表头应写明“姓名”“身份证号”等列名", "headings should say what the columns are, such as 姓名 and 身份证号")))
  }

  private func body(_ block: RowBlock, _ position: Int, _ noticed: [Finding], into sink: ListSink) throws {
    guard let columns, let layout, !isElsewhere else { return }
    let row = block.rows[position]
    if mayBeDropped(row, block, columns), let reason = reasonToDrop(SourceRow(row, of: block), columns) {
      return drop(row, reason)
    }
    var mapped = ListRow(content: .row(RawRow(block: block, index: position, layout: layout)), findings: noticed)
    var above = (block: block, index: position)
    if block.cells[row.cells].contains(where: { block.withText($0, mayBeDitto) }) {
      var resolved = SourceRow(row, of: block)
      let unresolved = resolveDitto(&resolved, columns)
      above = (resolved.block, 0)
      mapped = ListRow(
        content: .row(RawRow(block: above.block, index: 0, layout: layout)), findings: noticed + unresolved)
    }
    self.above = above
    guard
      block.cells[row.cells].contains(where: { layout.column($0.column) != nil && !block.withText($0, isBlankText) })
    else {
      if columns.holdsOnlyIgnored(SourceRow(row, of: block)) { return }
      return drop(row, .footer)
    }
    reportWidth(row, block, columns, &mapped.findings)
    sheet.records += 1
    try sink(mapped)
  }

  /// Whether a row may be no record; `false` is sure, and a look at the first two cells tells it of almost every row.
  private func mayBeDropped(_ row: RowBlock.Row, _ block: RowBlock, _ columns: ColumnMap) -> Bool {
    guard row.cells.count >= 2 else { return true }
    let (first, second) = (block.cells[row.cells.lowerBound], block.cells[row.cells.lowerBound + 1])
    return block.bytes.withUnsafeBufferPointer { bytes in
      let (text, next) = (bytes.part(first.range), bytes.part(second.range))
      return isBlankText(text) || mayBeFooter(text) || columns.mayBeHeading(text, Int(first.column))
        || text.elementsEqual(next)
    }
  }

  private func reasonToDrop(_ row: SourceRow, _ columns: ColumnMap) -> ListSummary.DroppedRow.Reason? {
    let isTitleAgain =
      Set(row.cells.map(\.text)).count == 1 && row.cells.first.map { sheet.titles.contains($0.text) } == true
    if columns.isHeadingAgain(row) || isTitleAgain {
      return .repeatedHeading
    }
    return isFooter(row) ? .footer : nil
  }

  private func drop(_ row: RowBlock.Row, _ reason: ListSummary.DroppedRow.Reason) {
    sheet.droppedCount += 1
    // A hostile file may have a million of them.
    guard sheet.droppedCount <= ListSummary.Sheet.mostDropped else { return }
    sheet.dropped.append(ListSummary.DroppedRow(row: row.number, reason: reason))
    let place = Place(file: file, sheet: sheetName, row: row.number, line: row.line)
    findings.append(
      reason == .footer
        ? Finding(
          .fix, .listFooterDropped, at: place,
          Phrase("不是人员记录（合计、签字、说明等），已略过", "not a record (sum, signature, note); left out"))
        : Finding(
          .fix, .listHeadingRepeated, at: place, Phrase("重复的表头或标题，已略过", "the headings or the title again; left out")))
  }

  /// 同上 means the cell above, of the record before in this very table, and nothing else.
  private func resolveDitto(_ row: inout SourceRow, _ columns: ColumnMap) -> [Finding] {
    var noticed: [Finding] = []
    for position in row.cells.indices where isDitto(row.cells[position].text) {
      let cell = row.cells[position]
      guard let label = columns.label(cell.column) else { continue }
      let place = Place(file: file, sheet: sheetName, row: row.number, column: label, line: row.line)
      if let above = cellAbove(cell.column) {
        row.cells[position] = above
        noticed.append(
          Finding(
            .suggestion, .listDitto, at: place,
            Phrase("“同上”按上一行的内容填入，请核对", "“same as above” was filled in from the row above"),
            hint: Phrase("最好在每一行写明内容", "better write the text in every row")))
      } else {
        noticed.append(
          Finding(
            .error, .listDitto, at: place,
            Phrase("写着“同上”，但上一行没有内容", "it says “same as above”, and there is nothing above")))
      }
    }
    return noticed
  }

  private func cellAbove(_ column: Int) -> ListCell? {
    guard let above else { return nil }
    let cells = above.block.cells[above.block.rows[above.index].cells]
    return cells.first { Int($0.column) == column }.map { ListCell($0, of: above.block) }
  }

  /// Whether a text may stand for the one above it; `false` is sure.
  private func mayBeDitto(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 24, let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return true
    case 0x21...0x7E, 0xE4, 0xE6...0xE9: return false
    case 0xE5: return text.count >= 3 && text[1] == 0x90 && text[2] == 0x8C  // 同
    default: return true
    }
  }

  private func isDitto(_ text: String) -> Bool {
    guard text.utf8.count <= 24 else { return false }
    return ["同上", "〃", "″", "''", "\"\"", "\"", "同前", "同上行"].contains(text.trimmed)
  }

  private func reportWidth(
    _ row: RowBlock.Row, _ block: RowBlock, _ columns: ColumnMap, _ findings: inout [Finding]
  ) {
    guard row.width != nil, let last = row.cells.last.map({ Int(block.cells[$0].column) }), last > columns.lastColumn
    else { return }
    findings.append(
      Finding(
        .warning, .listRaggedRow, at: Place(file: file, sheet: sheetName, row: row.number, line: row.line),
        Phrase("这一行的单元格比表头多，可能有一格被分隔符断开", "the row has more cells than the headings; a delimiter may have cut one"),
        hint: Phrase("请核对这一行各单元格是否错位", "see whether the cells of this row stand in their columns")))
  }
}
