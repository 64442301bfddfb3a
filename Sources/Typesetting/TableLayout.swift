import Documents
import Measures

/// A table with the place of every cell known, counted from the table's top-left corner.
struct TableLayout {
  let table: Table
  let grid: TableGrid
  /// One more than there are columns.
  let columnEdges: [Length]
  let rowHeights: [Length]
  /// Rows that a cell covers together with the row before.
  let linked: [Bool]

  /// - Parameters:
  ///   - contents: What stands in each cell, parallel to the grid's cells.
  ///   - heights: The least height of each cell's content.
  init(_ table: Table, grid: TableGrid, contentHeights heights: [Length]) {
    self.table = table
    self.grid = grid
    columnEdges = table.columns.reduce(into: [.zero]) { $0.append(($0.last ?? .zero) + $1) }
    var rowHeights = grid.rows.map(\.row.height)
    var linked = [Bool](repeating: false, count: rowHeights.count)
    let padding = table.style.padding * 2
    for (cell, height) in zip(grid.cells, heights) where cell.rows.count == 1 {
      let row = cell.rows.lowerBound
      rowHeights[row] = max(rowHeights[row], height + padding)
    }
    for (cell, height) in zip(grid.cells, heights) where cell.rows.count > 1 {
      for row in cell.rows.dropFirst() { linked[row] = true }
      // What a tall cell lacks goes to its last row.
      let lack = height + padding - cell.rows.reduce(.zero) { $0 + rowHeights[$1] }
      if lack > .zero { rowHeights[cell.rows.upperBound - 1] += lack }
    }
    self.rowHeights = rowHeights
    self.linked = linked
  }

  func x(_ columns: Range<Int>) -> Length { columnEdges[columns.lowerBound] }
  func width(_ columns: Range<Int>) -> Length { columnEdges[columns.upperBound] - columnEdges[columns.lowerBound] }
  var width: Length { columnEdges.last ?? .zero }
}
