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
  var best: Header?
  for start in rows.indices {
    for depth in 1...3 where start + depth <= rows.count {
      let block = rows[start..<start + depth]
      guard block.last?.number == rows[start].number + depth - 1 else { continue }
      let paths = headings(of: Array(block))
      let header = Header(rows: start..<start + depth, paths: paths, matches: matches(in: paths, index))
      guard header.matches >= 2 else { continue }
      // Of equal blocks the shorter one: a title above adds nothing.
      let isBetter = best.map { ($0.matches, -$0.rows.count) < (header.matches, -depth) } ?? true
      if isBetter { best = header }
    }
  }
  return best
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

private func headings(of block: [SourceRow]) -> [(column: Int, path: [String])] {
  // No list has more columns; a hostile one could make the search slow.
  let columns = Set(block.flatMap { $0.cells.map(\.column) }).sorted().prefix(512)
  return columns.compactMap { column in
    var path: [String] = []
    for (depth, row) in block.enumerated() {
      let isLast = depth == block.count - 1
      // A merged heading stands for its sub-headings; without any, it is one heading over its first column.
      if isLast, row.spreadRight.contains(column) { continue }
      var text = row.text(column).trimmed
      if text.isEmpty, !isLast, !block[depth + 1].text(column).trimmed.isEmpty {
        text = row.cells.last { $0.column < column }?.text.trimmed ?? ""
      }
      // Lines in a heading are there for its width.
      text.removeAll { $0.isNewline }
      if !text.isEmpty, path.last != text { path.append(text) }
    }
    return path.isEmpty ? nil : (column, path)
  }
}
