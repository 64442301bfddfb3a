import Records

/// A box in the order in which people read the form.
struct PlacedBox {
  /// Its number among the form's boxes.
  var number: Int
  var page: Int
  var area: Area
}

/// The boxes that hold texts, row by row.
struct BoxRows {
  /// What a box has in common with those beside it.
  enum Share: Hashable {
    /// It holds a part of the value whose first part stands in another box: 年, 月, 日.
    case part(FieldPart, of: FieldType, base: Int)
    /// It holds one of several pieces of a value: a box for each digit.
    case piece(Int, of: Int, base: Int)

    var base: Int {
      switch self {
      case .part(_, _, let base), .piece(_, _, let base): base
      }
    }
  }

  /// From the top of the first page, each from left to right.
  let rows: [[PlacedBox]]
  /// By the number of the box.
  private(set) var shares: [Int: Share] = [:]
  private let layouts: [Int: PageLayout]

  init(_ boxes: [DraftBox], layouts: [Int: PageLayout]) {
    self.layouts = layouts
    let placed = boxes.enumerated().compactMap { number, box in
      box.kind == .text || box.kind == .choice
        ? box.spots.first.map { PlacedBox(number: number, page: $0.page, area: $0.area) } : nil
    }
    rows = Self.rows(of: placed)
    for row in rows {
      findPieces(in: row)
      findParts(in: row)
    }
  }

  /// In rows from the top, each from left to right.
  static func rows(of boxes: [PlacedBox]) -> [[PlacedBox]] {
    var rows: [[PlacedBox]] = []
    let sorted = boxes.sorted {
      ($0.page, $0.area.midY, $0.area.minX, $0.number) < ($1.page, $1.area.midY, $1.area.minX, $1.number)
    }
    for box in sorted {
      if let first = rows.last?.first, first.page == box.page,
        abs(first.area.midY - box.area.midY) < 0.4 * min(first.area.height, box.area.height)
      {
        rows[rows.count - 1].append(box)
      } else {
        rows.append([box])
      }
    }
    return rows.map { $0.sorted { ($0.area.minX, $0.number) < ($1.area.minX, $1.number) } }
  }

  /// How many rows some places make up.
  static func rowCount(of areas: [Area]) -> Int {
    rows(of: areas.enumerated().map { PlacedBox(number: $0, page: 1, area: $1) }).count
  }

  // MARK: Pieces

  /// Six narrow boxes of one size and more, close to one another, are one value.
  private mutating func findPieces(in row: [PlacedBox]) {
    var start = 0
    while start < row.count {
      var end = start + 1
      while end < row.count, continues(row[end - 1], row[end]) { end += 1 }
      if end - start >= 6, row[start].area.width < row[start].area.height * 1.7 {
        for place in start..<end {
          shares[row[place].number] = .piece(place - start + 1, of: end - start, base: row[start].number)
        }
      }
      start = end
    }
  }

  private func continues(_ first: PlacedBox, _ second: PlacedBox) -> Bool {
    let gap = second.area.minX - first.area.maxX
    return gap > -2 && gap < first.area.width * 0.8
      && abs(first.area.width - second.area.width) < first.area.width * 0.25
      && layouts[first.page]?.isBare(between: first.area, and: second.area) == true
  }

  // MARK: Parts

  /// Boxes each of which has its unit behind it: 年 月 日, or 市（区） 街道（镇） 社区 号.
  private mutating func findParts(in row: [PlacedBox]) {
    for type in [FieldType.date, .address] {
      var parts: [(box: PlacedBox, part: FieldPart)] = []
      for box in row {
        let part = shares[box.number] == nil ? unit(behind: box, of: type) : nil
        if part == nil || parts.contains(where: { $0.part == part }) { take(&parts, of: type) }
        if let part { parts.append((box, part)) }
      }
      take(&parts, of: type)
    }
  }

  private mutating func take(_ parts: inout [(box: PlacedBox, part: FieldPart)], of type: FieldType) {
    defer { parts = [] }
    guard parts.count >= 2, type != .date || parts[0].part == .year else { return }
    for (box, part) in parts { shares[box.number] = .part(part, of: type, base: parts[0].box.number) }
  }

  private func unit(behind box: PlacedBox, of type: FieldType) -> FieldPart? {
    guard let words = layouts[box.page]?.right(of: box.area), let first = words.first, first.gap < 12 else {
      return nil
    }
    if let part = HeadingIndex.part(first.text, of: type) { return part }
    // 日 may run together with what follows.
    return type == .date ? first.text.first.flatMap { HeadingIndex.part(String($0), of: type) } : nil
  }
}
