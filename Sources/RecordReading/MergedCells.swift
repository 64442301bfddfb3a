import Diagnostics
import XMLTrees

/// A reference such as `B12`, counted from 0 for columns and from 1 for rows.
struct CellReference {
  var column: Int
  var row: Int

  /// - Returns: `nil` unless it is within Excel's 16,384 columns and 1,048,576 rows.
  init?(_ text: some StringProtocol) { self.init(bytes: text.utf8) }

  /// The same from UTF-8.
  init?(bytes: some Sequence<UInt8>) {
    var column = 0
    var row = 0
    for byte in bytes where byte != UInt8(ascii: "$") {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte - 64)
      case UInt8(ascii: "a")...UInt8(ascii: "z") where row == 0: column = column * 26 + Int(byte - 96)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte - 48)
      default: return nil
      }
      guard column <= 16_384, row <= 1_048_576 else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    (self.column, self.row) = (column - 1, row)
  }
}

/// The merged cells of a sheet, and the texts they spread while its rows go by.
struct MergedCells {
  private struct Area {
    var columns: ClosedRange<Int>
    var rows: ClosedRange<Int>
    var value: ListCell?
  }

  /// Sorted by their first row.
  private var coming: [Area] = []
  private var next = 0
  private var current: [Area] = []

  init() {}

  /// Reads them from a sheet, where they stand after all rows.
  init(_ reader: XMLPullReader) throws(Refusal) {
    while let event = try reader.next() {
      guard event == .start, reader.name == "mergeCell", let text = reader[attribute: "ref"] else { continue }
      let corners = text.split(separator: ":").compactMap { CellReference($0) }
      guard corners.count == 2, corners[0].column <= corners[1].column, corners[0].row <= corners[1].row else {
        continue
      }
      coming.append(
        Area(columns: corners[0].column...corners[1].column, rows: corners[0].row...corners[1].row, value: nil))
    }
    coming.sort { ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound) }
  }

  /// Whether spreading would do anything for a row; where it would not, it need not be called.
  func reach(_ number: Int) -> Bool {
    !current.isEmpty || (next < coming.count && coming[next].rows.lowerBound <= number)
  }

  /// Puts the text of each merged area into all cells of a row that it covers.
  ///
  /// - Returns: For each area that gave its text to this row, its first column and whether the text came from above.
  mutating func spread(into row: inout SourceRow) -> [(column: Int, isFromAbove: Bool)] {
    let number = row.number
    current.removeAll { $0.rows.upperBound < number }
    while next < coming.count, coming[next].rows.lowerBound <= number {
      var area = coming[next]
      next += 1
      guard area.rows.upperBound >= number else { continue }
      if area.rows.lowerBound == number {
        area.value = row.cells.first { $0.column == area.columns.lowerBound && !$0.text.trimmed.isEmpty }
      }
      // Areas that do not overlap cannot be more than a row has columns.
      if current.count < 16_384 { current.append(area) }
    }
    guard !current.isEmpty else { return [] }
    var spread: [(Int, Bool)] = []
    for area in current {
      guard var cell = area.value else { continue }
      let isFromAbove = area.rows.lowerBound < number
      var gave = false
      // An area over whole columns has no honest use; a title over a hundred columns has.
      for column in area.columns.prefix(256) where isFromAbove || column > area.columns.lowerBound {
        guard !row.cells.contains(where: { $0.column == column && !$0.text.trimmed.isEmpty }) else { continue }
        cell.column = column
        gave = true
        row.cells.removeAll { $0.column == column }
        row.cells.append(cell)
        if column > area.columns.lowerBound { row.spreadRight.insert(column) }
      }
      if gave { spread.append((area.columns.lowerBound, isFromAbove)) }
    }
    row.cells.sort { $0.column < $1.column }
    return spread
  }
}
