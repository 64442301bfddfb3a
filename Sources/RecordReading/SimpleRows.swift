import Records

/// Finds the rows at the beginning of some bytes that are simple: complete, and every cell either without a quote or
/// wholly in quotes that hold neither a quote nor a line end.
///
/// Almost every row of almost every file is. Cells stay where they are; only their ranges are noted.
struct SimpleRows {
  private(set) var cells: [RawCell] = []
  private(set) var rows: [RowBlock.Row] = []
  /// Where the first row begins that is not simple.
  private(set) var end: Int
  /// The number and the line of that row.
  private(set) var number: Int
  private(set) var line: Int
  /// Whether the last row ended with a return, so that a line feed that follows belongs to it.
  private(set) var endsWithReturn = false

  private let delimiter: UInt8

  /// - Parameters:
  ///   - start: Where a row begins.
  ///   - number: The number of that row.
  ///   - line: Its line.
  init(in bytes: [UInt8], from start: Int, delimiter: UInt8, number: Int, line: Int) {
    self.delimiter = delimiter
    self.number = number
    self.line = line
    end = start
    // A byte that ends a cell without quotes, or makes it one that is not simple.
    var stops = [Bool](repeating: false, count: 256)
    for byte in [delimiter, 0x0A, 0x0D, UInt8(ascii: "\"")] { stops[Int(byte)] = true }
    bytes.withUnsafeBufferPointer { bytes in
      stops.withUnsafeBufferPointer { stops in
        while takeRow(bytes, stops) {}
      }
    }
  }

  private mutating func takeRow(_ bytes: UnsafeBufferPointer<UInt8>, _ stops: UnsafeBufferPointer<Bool>) -> Bool {
    let firstCell = cells.count
    var index = end
    var column = 0
    while true {
      var start = index
      var stop = index
      if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
        start += 1
        index += 1
        while index < bytes.count, !stops[Int(bytes[index])] || bytes[index] == delimiter { index += 1 }
        stop = index
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return giveUp(firstCell) }
        index += 1
      } else {
        while index < bytes.count, !stops[Int(bytes[index])] { index += 1 }
        stop = index
      }
      guard index < bytes.count else { return giveUp(firstCell) }
      if stop > start {
        let text = UnsafeBufferPointer(rebasing: bytes[start..<stop])
        if isGuarded(text) { start += 1 }
        cells.append(RawCell(column: column, start: start, count: stop - start))
      }
      column += 1
      switch bytes[index] {
      case delimiter: index += 1
      case 0x0A: return endRow(index + 1, column, firstCell)
      case 0x0D:
        let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
        endsWithReturn = index + 1 == bytes.count
        return endRow(isPair ? index + 2 : index + 1, column, firstCell)
      default: return giveUp(firstCell)
      }
    }
  }

  private mutating func endRow(_ next: Int, _ width: Int, _ firstCell: Int) -> Bool {
    // A blank row counts, and that is all there is to it.
    if cells.count > firstCell {
      rows.append(RowBlock.Row(number: number, line: line, cells: firstCell..<cells.count, width: width))
    }
    number += 1
    line += 1
    end = next
    return !endsWithReturn
  }

  private mutating func giveUp(_ firstCell: Int) -> Bool {
    cells.removeLast(cells.count - firstCell)
    return false
  }
}

/// Whether the apostrophe before a cell only keeps spreadsheet programs from running it as a formula (`RecordWriting`
/// sets it before `= + - @`, tab and return, and before a text that begins like a guarded one).
func isGuarded(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
  let apostrophe = UInt8(ascii: "'")
  guard cell.first == apostrophe, let next = cell.first(where: { $0 != apostrophe }) else { return false }
  return "=+-@\t\r".utf8.contains(next)
}
