import Diagnostics
import Records

/// Cuts delimited text into rows: RFC 4180, and what programs really write.
///
/// Works on UTF-8 bytes and takes them in pieces. Line ends may be CRLF, LF or CR; quotes inside plain cells are text;
/// a quote that is never closed is taken for text too, so that it cannot swallow the rest of the file.
struct DelimitedParser {
  /// What it hands out, blank rows or not.
  enum Rows {
    case simple(RowBlock)
    /// A row that had to be looked at byte by byte.
    case row(SourceRow)
  }

  private enum State {
    case cellStart
    case plain
    case quoted
    case quoteInQuoted
  }

  /// No honest cell is longer; a quoted one that is was never closed.
  private static let longestCell = 64 << 10

  private let delimiter: UInt8
  private let file: String
  private var state = State.cellStart
  private var cell: [UInt8] = []
  /// The bytes since the opening quote as they stood, for reading them again as text.
  private var quotedSource: [UInt8] = []
  private var quoteLine = 0
  private var row = SourceRow(number: 1, line: 1, cells: [])
  private var column = 0
  private var line = 1
  private var lastWasReturn = false
  private var rowHasContent = false

  /// - Parameter firstNumber: What the first row is called.
  init(delimiter: UInt8, file: String, firstNumber: Int = 1) {
    self.delimiter = delimiter
    self.file = file
    row.number = firstNumber
  }

  private var isBeforeRow: Bool { state == .cellStart && column == 0 && !rowHasContent && row.findings.isEmpty }

  /// Takes one piece; complete rows go to `emit`.
  mutating func feed(_ piece: [UInt8], _ emit: (Rows) throws -> Void) throws {
    var index = 0
    while index < piece.count {
      if isBeforeRow, !lastWasReturn || piece[index] != 0x0A {
        let simple = SimpleRows(in: piece, from: index, delimiter: delimiter, number: row.number, line: line)
        if simple.end > index {
          index = simple.end
          (row.number, line, lastWasReturn) = (simple.number, simple.line, simple.endsWithReturn)
          row.line = line
          try emit(.simple(RowBlock(bytes: piece, cells: simple.cells, rows: simple.rows)))
        }
        if index == piece.count { return }
        try takeRow(piece, &index, emit)
      } else {
        try takeRow(piece, &index, emit)
      }
    }
  }

  /// Takes bytes one by one up to the end of a row or of the piece.
  private mutating func takeRow(_ piece: [UInt8], _ index: inout Int, _ emit: (Rows) throws -> Void) throws {
    repeat {
      let end = plainRun(piece, from: index)
      if end > index {
        cell.append(contentsOf: piece[index..<end])
        lastWasReturn = false
        index = end
      } else {
        try take(piece[index], emit)
        index += 1
      }
    } while index < piece.count && !isBeforeRow
  }

  /// Where the bytes end that are only text, when the parser stands in a plain cell: most of a file goes this way.
  private func plainRun(_ piece: [UInt8], from start: Int) -> Int {
    guard state == .plain else { return start }
    var end = start
    while end < piece.count {
      let byte = piece[end]
      if byte == delimiter || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "\"") { break }
      end += 1
    }
    return end
  }

  /// Ends the text.
  mutating func finish(_ emit: (Rows) throws -> Void) throws {
    if state == .quoted { try reread(emit) }
    if rowHasContent || state != .cellStart || column > 0 { try endRow(emit) }
  }

  private mutating func take(_ byte: UInt8, _ emit: (Rows) throws -> Void) throws {
    let isLineFeedOfPair = byte == 0x0A && lastWasReturn
    lastWasReturn = byte == 0x0D
    if byte == 0x0A || byte == 0x0D, !isLineFeedOfPair { line += 1 }
    if state == .quoted { return try takeQuoted(byte, emit) }
    if isLineFeedOfPair { return }
    switch byte {
    case delimiter: endCell()
    case 0x0A, 0x0D: try endRow(emit)
    case UInt8(ascii: "\""): takeQuote()
    default:
      if state == .quoteInQuoted {
        stray(quoteLine, "引号后面还有文字", "text follows a closing quote")
      }
      state = .plain
      rowHasContent = true
      cell.append(byte)
    }
  }

  private mutating func takeQuote() {
    switch state {
    case .cellStart:
      state = .quoted
      rowHasContent = true
      quoteLine = line
      quotedSource.removeAll(keepingCapacity: true)
    case .quoteInQuoted:
      cell.append(UInt8(ascii: "\""))
      state = .quoted
      quotedSource.append(UInt8(ascii: "\""))
    default:
      // `="…"` is how programs keep Excel from making numbers of digits; the gate knows it.
      if cell != [UInt8(ascii: "=")], cell.first != UInt8(ascii: "=") {
        stray(line, "单元格中间有多余的引号", "a quote stands inside a cell that is not quoted")
      }
      cell.append(UInt8(ascii: "\""))
    }
  }

  private mutating func takeQuoted(_ byte: UInt8, _ emit: (Rows) throws -> Void) throws {
    quotedSource.append(byte)
    if byte == UInt8(ascii: "\"") {
      state = .quoteInQuoted
    } else {
      cell.append(byte)
      if quotedSource.count > Self.longestCell { try reread(emit) }
    }
  }

  /// Reads a cell again whose quote was never closed, taking that quote for text.
  private mutating func reread(_ emit: (Rows) throws -> Void) throws {
    let source = quotedSource
    quotedSource = []
    stray(quoteLine, "引号没有配对，按普通文字读取", "a quote is never closed; it is read as text")
    line = quoteLine
    lastWasReturn = false
    state = .plain
    cell = [UInt8(ascii: "\"")]
    for byte in source { try take(byte, emit) }
  }

  private mutating func stray(_ line: Int, _ chinese: String, _ english: String) {
    guard row.findings.last?.message.english != english else { return }
    row.findings.append(
      Finding(
        .suggestion, .listStrayQuote, at: Place(file: file, row: row.number, line: line), Phrase(chinese, english),
        hint: Phrase("请核对这一行各单元格是否错位", "see whether the cells of this row stand in their columns")))
  }

  private mutating func endCell() {
    if !cell.isEmpty {
      row.cells.append(ListCell(column: column, text: String(decoding: withoutGuard(cell), as: UTF8.self)))
    }
    cell.removeAll(keepingCapacity: true)
    column += 1
    state = .cellStart
  }

  private mutating func endRow(_ emit: (Rows) throws -> Void) throws {
    endCell()
    row.width = column
    let complete = row
    row = SourceRow(number: complete.number + 1, line: line, cells: [])
    column = 0
    rowHasContent = false
    try emit(.row(complete))
  }
}

private func withoutGuard(_ cell: [UInt8]) -> ArraySlice<UInt8> {
  cell.withUnsafeBufferPointer(isGuarded) ? cell.dropFirst() : cell[...]
}

/// Tells the delimiter by cutting the beginning of a text with each and seeing which gives the most even rows.
func sniffDelimiter(_ head: [UInt8]) -> UInt8 {
  var best = (score: 0, delimiter: UInt8(ascii: ","))
  for delimiter in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
    var parser = DelimitedParser(delimiter: delimiter, file: "")
    var widths: [Int: Int] = [:]
    func count(_ rows: DelimitedParser.Rows) {
      switch rows {
      case .simple(let block): for row in block.rows { widths[row.width ?? 0, default: 0] += 1 }
      case .row(let row): if !row.cells.isEmpty { widths[row.width ?? 0, default: 0] += 1 }
      }
    }
    // The last row of the head may be cut off, and is not counted.
    try? parser.feed(head, count)
    if widths.isEmpty { try? parser.finish(count) }
    let score = widths.map { ($0.key - 1) * $0.value }.max() ?? 0
    if score > best.score { best = (score, delimiter) }
  }
  return best.delimiter
}
