import Measures
import Pages

/// The rules of entries' rows on one page: what rows have in common is drawn once.
struct EntryRules {
  private(set) var items: [PaintItem] = []
  private let width: Length
  private var last: RowStamp?
  /// From where rules run down, and where the last row ends.
  private var from = Length.zero
  private var to = Length.zero

  init(width: Length) { self.width = width }

  /// Adds the next row further down.
  mutating func add(_ row: RowStamp, y: Length) {
    let follows = last.map { $0 === row || ($0.verticals == row.verticals && $0.spans == row.spans) } ?? false
    if !follows || to != y {
      drawDown()
      from = y
      drawAcross(row, y)
    }
    to = y + row.height
    last = row
    drawAcross(row, to)
  }

  mutating func finish() {
    drawDown()
    last = nil
  }

  private mutating func drawAcross(_ row: RowStamp, _ y: Length) {
    for span in row.spans {
      items.append(.line(from: Point(x: span.from, y: y), to: Point(x: span.to, y: y), width: width))
    }
  }

  private mutating func drawDown() {
    for x in last?.verticals ?? [] {
      items.append(.line(from: Point(x: x, y: from), to: Point(x: x, y: to), width: width))
    }
  }
}
