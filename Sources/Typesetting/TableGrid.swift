import Documents

/// A table's rows and cells with repeats written out and every cell's rows and columns known.
struct TableGrid {
  /// Which entry of which repeat a row belongs to; the ordinal counts from 0.
  struct Entry {
    var rows: RepeatedRows
    var ordinal: Int
  }

  struct GridRow {
    var row: Row
    var entry: Entry?
  }

  struct GridCell {
    var cell: Cell
    var rows: Range<Int>
    var columns: Range<Int>
    var entry: Entry?
  }

  private(set) var rows: [GridRow] = []
  /// In reading order.
  private(set) var cells: [GridCell] = []

  /// - Parameter counts: By `RepeatedRows.index`: how many entries there are.
  init(_ table: Table, counts: [Int]) {
    for content in table.rows {
      switch content {
      case .row(let row): rows.append(GridRow(row: row))
      case .repeated(let repeated):
        for ordinal in 0..<max(repeated.minimum, counts[repeated.index]) {
          let entry = Entry(rows: repeated, ordinal: ordinal)
          rows += repeated.rows.map { GridRow(row: $0, entry: entry) }
        }
      }
    }
    placeCells(columns: table.columns.count)
  }

  /// HTML's table model: a cell takes the first columns that nothing hangs down into.
  private mutating func placeCells(columns: Int) {
    var coveredUntil = [Int](repeating: 0, count: columns)
    for (number, gridRow) in rows.enumerated() {
      var column = 0
      for cell in gridRow.row.cells {
        while column < columns, coveredUntil[column] > number { column += 1 }
        let right = min(column + cell.columnSpan, columns)
        let bottom = cell.rowSpan == 0 ? rows.count : min(number + cell.rowSpan, rows.count)
        cells.append(
          GridCell(cell: cell, rows: number..<bottom, columns: column..<right, entry: gridRow.entry))
        for index in column..<right { coveredUntil[index] = bottom }
        column = right
      }
    }
  }
}
