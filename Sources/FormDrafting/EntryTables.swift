import Records

/// Rows of boxes under headings: each row is an entry of a repeated part.
struct EntryTables {
  /// What a box in such a table is.
  struct Cell {
    var group: FieldName
    var entry: Int
    /// What the heading of its column means; `nil` when it is not known.
    var meaning: Meaning?
    var heading: String
  }

  /// By the number of the box.
  private(set) var cells: [Int: Cell] = [:]
  /// Boxes of tables of which it is not sure what they list.
  private(set) var unsettled: Set<Int> = []
  private let vocabulary: Vocabulary
  private let layouts: [Int: PageLayout]
  private var used: [FieldName: Int] = [:]
  /// Whether the form is one person's, and so lists no people.
  private let isAboutOne: Bool

  /// - Parameter likely: Fields of the form of ours that this one is most like, to decide between groups that fit equally.
  init(
    _ rows: BoxRows, vocabulary: Vocabulary, layouts: [Int: PageLayout], likely: Set<FieldName>, isAboutOne: Bool
  ) {
    self.isAboutOne = isAboutOne
    self.vocabulary = vocabulary
    self.layouts = layouts
    for table in tables(in: rows) { settle(table, likely: likely) }
  }

  // MARK: Finding

  private func tables(in rows: BoxRows) -> [[[PlacedBox]]] {
    var tables: [[[PlacedBox]]] = []
    var current: [[PlacedBox]] = []
    for row in rows.rows {
      let fits = row.count >= 2 && isBare(row) && !row.contains { rows.shares[$0.number] != nil }
      if fits, let last = current.last, isBelow(last, row) {
        current.append(row)
      } else {
        if current.count >= 2 { tables.append(current) }
        current = fits ? [row] : []
      }
    }
    return current.count >= 2 ? tables + [current] : tables
  }

  /// Whether no label stands between the boxes of a row.
  private func isBare(_ row: [PlacedBox]) -> Bool {
    zip(row, row.dropFirst()).allSatisfy { layouts[$0.page]?.isBare(between: $0.area, and: $1.area) == true }
  }

  private func isBelow(_ upper: [PlacedBox], _ lower: [PlacedBox]) -> Bool {
    upper.count == lower.count && upper[0].page == lower[0].page
      && zip(upper, lower).allSatisfy { upper, lower in
        abs(upper.area.minX - lower.area.minX) < 4 && abs(upper.area.maxX - lower.area.maxX) < 4
          && lower.area.minY - upper.area.maxY < upper.area.height
          && layouts[upper.page]?.isBare(below: upper.area, above: lower.area) == true
      }
  }

  // MARK: Settling

  private mutating func settle(_ table: [[PlacedBox]], likely: Set<FieldName>) {
    let headings = table[0].map { layouts[$0.page]?.above($0.area).map(\.text) ?? [] }
    guard let group = group(of: headings, likely: likely) else {
      unsettled.formUnion(table.joined().map(\.number))
      return
    }
    let vocabulary = self.vocabulary
    let columns = headings.map { texts in
      vocabulary.reading(ofLabels: texts, in: group).map { ($0.reading, texts[$0.number]) }
    }
    for row in table {
      let entry = (used[group] ?? 0) + 1
      used[group] = entry
      for (box, column) in zip(row, columns) {
        cells[box.number] = Cell(
          group: group, entry: entry, meaning: column.flatMap { $0.0.isIgnored ? nil : $0.0.meaning },
          heading: column?.1 ?? "")
      }
    }
  }

  /// The repeated part to which most of the headings belong, and at least half of them.
  private func group(of headings: [[String]], likely: Set<FieldName>) -> FieldName? {
    let named = headings.filter { !$0.isEmpty }
    let vocabulary = self.vocabulary
    let counts = vocabulary.dictionary.groups.filter { !isAboutOne || $0.name != .people }.map { group in
      let known = named.compactMap { texts in
        vocabulary.reading(ofLabels: texts, in: group.name).flatMap {
          $0.reading.isIgnored ? nil : $0.reading.meaning.key
        }
      }
      return (group: group.name, count: Set(known).count, isLikely: known.contains { likely.contains($0.name) })
    }
    let best = counts.map(\.count).max() ?? 0
    guard best >= 2, best * 2 >= named.count else { return nil }
    let fitting = counts.filter { $0.count == best }
    if fitting.count == 1 { return fitting[0].group }
    let likely = fitting.filter(\.isLikely)
    return likely.count == 1 ? likely[0].group : nil
  }
}
