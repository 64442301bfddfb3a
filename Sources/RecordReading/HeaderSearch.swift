import Records

/// The rows of a table that hold its headings, and what each column is called.
struct Header {
  /// Positions among the rows that were searched.
  var rows: Range<Int>
  /// For each column, its headings from top to bottom, without repetitions.
  var paths: [(column: Int, path: [String])]
  var matches: Int
}

/// Finds the headings of a table among its first rows: the block of one to three rows in which most columns are
/// understood, and at least two.
func findHeader(in rows: [SourceRow], _ index: HeadingIndex) -> Header? {
  let searched = rows.map(SearchedRow.init)
  var best: Header?
  for start in rows.indices {
    for depth in 1...3 where start + depth <= rows.count {
      let block = searched[start..<start + depth]
      guard block.last?.number == rows[start].number + depth - 1 else { continue }
      let columns = columns(of: block)
      // Of equal blocks the shorter one: a title above adds nothing.
      func isBetter(_ matches: Int) -> Bool {
        best.map { ($0.matches, -$0.rows.count) < (matches, -depth) } ?? (matches >= 2)
      }
      guard isBetter(columns.count) else { continue }
      let paths = headings(of: Array(block), columns)
      let matches = matches(in: paths, index)
      if isBetter(matches) { best = Header(rows: start..<start + depth, paths: paths, matches: matches) }
    }
  }
  return best
}

/// What the search needs of a row, found once: a row belongs to six blocks.
private struct SearchedRow {
  let number: Int
  /// The cells by rising column, with their text on one line.
  let cells: [(column: Int, text: String)]
  let spreadRight: Set<Int>

  init(_ row: SourceRow) {
    number = row.number
    spreadRight = row.spreadRight
    cells = row.cells.map { cell in
      var text = cell.text.trimmed
      // Lines in a heading are there for its width.
      if text.utf8.contains(where: { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 }) { text.removeAll { $0.isNewline } }
      return (cell.column, text)
    }
  }

  func text(_ column: Int) -> String {
    let cell = cells.first { $0.column >= column }
    return cell?.column == column ? cell?.text ?? "" : ""
  }
}

private func matches(in paths: [(column: Int, path: [String])], _ index: HeadingIndex) -> Int {
  var seen: Set<FieldKey> = []
  var entries = 0
  for (_, path) in paths {
    switch index.meaning(of: path) {
    case .field(let key): seen.insert(key)
    case .entry: entries += 1
    case .ignored, nil: break
    }
  }
  return seen.count + entries
}

/// The columns in which something stands. No list has more than these; a hostile one could make the search slow.
private func columns(of block: ArraySlice<SearchedRow>) -> ArraySlice<Int> {
  Set(block.flatMap { $0.cells.map(\.column) }).sorted().prefix(512)
}

private func headings(of block: [SearchedRow], _ columns: ArraySlice<Int>) -> [(column: Int, path: [String])] {
  columns.compactMap { column in
    var path: [String] = []
    for (depth, row) in block.enumerated() {
      let isLast = depth == block.count - 1
      // A merged heading stands for its sub-headings; without any, it is one heading over its first column.
      if isLast, row.spreadRight.contains(column) { continue }
      var text = row.text(column)
      if text.isEmpty, !isLast, !block[depth + 1].text(column).isEmpty {
        text = row.cells.last { $0.column < column }?.text ?? ""
      }
      if !text.isEmpty, path.last != text { path.append(text) }
    }
    return path.isEmpty ? nil : (column, path)
  }
}
