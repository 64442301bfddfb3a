/// What stands around the boxes of one page.
struct PageLayout {
  /// Words near a box.
  struct Label: Hashable {
    var text: String
    /// How far it is from the box, in points.
    var gap: Double
  }

  /// How far down a title speaks for boxes, in points: three or four rows.
  private static let reach = 90.0

  let page: DraftPage
  /// All places of boxes.
  let spots: [Area]
  /// The printed characters that do not stand in a box: what stands there is a value.
  private let characters: [DraftPage.Character]
  /// Those of them that run along lines.
  private let level: [DraftPage.Character]
  /// Words set in single characters under one another.
  private let stacks: [Run]

  init(page: DraftPage, spots: [Area]) {
    self.page = page
    self.spots = spots
    characters = page.characters.filter { character in
      !spots.contains { spot in
        spot.minX < character.area.midX && character.area.midX < spot.maxX && spot.minY < character.area.midY
          && character.area.midY < spot.maxY
      }
    }
    stacks = Self.stacks(of: characters)
    // What runs down beside several rows is no part of the label of one of them.
    let beside = stacks.filter { stack in
      BoxRows.rowCount(of: spots.filter { $0.minX >= stack.area.maxX && $0.sharedHeight(with: stack.area) > 0.1 }) >= 2
    }
    level = characters.filter { character in !beside.contains { $0.area.contains(character.area) } }
  }

  // MARK: Left

  /// The words between a box and the one before it, in all the ways to put them together, the longest first.
  func left(of spot: Area) -> [Label] {
    let bound =
      spots.filter { $0.sharedHeight(with: spot) > 0.4 && $0.maxX <= spot.minX + 3 && $0 != spot }
      .map(\.maxX).max() ?? 0
    func lines(_ extra: Double) -> [[Run]] {
      DraftPage.lines(
        of: level.filter {
          $0.area.midX > bound - 1 && $0.area.midX < spot.minX + 2 && $0.area.midY > spot.minY - extra
            && $0.area.midY < spot.maxY + extra
        })
    }
    let inside = lines(1)
    if inside.isEmpty { return besideSeveral(lines(9), rightEdge: spot.minX) }
    var labels = Self.labels(of: inside, rightEdge: spot.minX)
    // A label of two lines beside a low box is as far above as below it.
    let around = lines(inside.first?.first.map { $0.area.height } ?? 11)
    if around.count > inside.count, let all = Self.area(of: around), abs(all.midY - spot.midY) < 4 {
      labels = Self.labels(of: around, rightEdge: spot.minX) + labels
    }
    return labels
  }

  /// A label of one line beside boxes in two lines stands beside none of them.
  private func besideSeveral(_ lines: [[Run]], rightEdge: Double) -> [Label] {
    guard lines.count == 1, let area = Self.area(of: lines),
      !spots.contains(where: { $0.sharedHeight(with: area) > 0.3 })
    else { return [] }
    return Self.labels(of: lines, rightEdge: rightEdge)
  }

  private static func labels(of lines: [[Run]], rightEdge: Double) -> [Label] {
    guard !lines.isEmpty else { return [] }
    var labels: [Label] = []
    func add(_ runs: [Run]) {
      guard let edge = runs.map(\.area.maxX).max() else { return }
      let label = Label(text: runs.map(\.text).joined(), gap: max(0, rightEdge - edge))
      if !labels.contains(label) { labels.append(label) }
    }
    if lines.count > 1 {
      add(lines.flatMap(\.self))
      add(lines.compactMap(\.last))
      add(column(of: lines))
    }
    for line in lines { for count in stride(from: line.count, through: 1, by: -1) { add(line.suffix(count)) } }
    return labels
  }

  /// The words nearest to the box, with those above and below them: words of the cell before may stand between their lines.
  private static func column(of lines: [[Run]]) -> [Run] {
    guard var area = lines.compactMap(\.last).max(by: { $0.area.maxX < $1.area.maxX })?.area else { return [] }
    for run in lines.joined() where run.area.sharedWidth(with: area) > 0.5 { area = area.union(run.area) }
    return lines.flatMap { $0.filter { $0.area.sharedWidth(with: area) > 0.5 } }
  }

  private static func area(of lines: [[Run]]) -> Area? {
    lines.joined().map(\.area).reduce(nil) { $0?.union($1) ?? $1 }
  }

  // MARK: Above

  /// The words over a box, up to the next box above; those of a column where several stand beside one another.
  func above(_ spot: Area) -> [Label] {
    let bound =
      spots.filter { $0.sharedWidth(with: spot) > 0.3 && $0.maxY <= spot.minY + 3 && $0 != spot }
      .map(\.maxY).max() ?? 0
    let over = characters.filter {
      $0.area.midY > bound && $0.area.midY < spot.minY + 1 && spot.minY - $0.area.maxY < 60
    }
    let lines = DraftPage.lines(of: over)
    let whole = stack(lines.map { $0.filter { $0.area.sharedWidth(with: spot) > 0.5 } }, on: spot)
    let cut = stack(
      DraftPage.lines(of: over.filter { $0.area.midX > spot.minX - 1 && $0.area.midX < spot.maxX + 1 }), on: spot)
    return (whole + cut).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func stack(_ lines: [[Run]], on spot: Area) -> [Label] {
    var stacked: [[Run]] = []
    var edge = spot.minY
    for line in lines.filter({ !$0.isEmpty }).reversed() {
      guard let area = Self.area(of: [line]) else { continue }
      let limit = stacked.isEmpty ? 30 : area.height * 0.7
      guard edge - area.maxY < limit else { break }
      stacked.insert(line, at: 0)
      edge = area.minY
    }
    guard let last = stacked.last, let area = Self.area(of: [last]) else { return [] }
    let gap = max(0, spot.minY - area.maxY)
    return (1...stacked.count).reversed().map { count in
      Label(text: stacked.suffix(count).joined().map(\.text).joined(), gap: gap)
    }
  }

  // MARK: Right

  /// The words behind a box, up to the next one: the first run, and all of them.
  func right(of spot: Area) -> [Label] {
    let bound =
      spots.filter { $0.sharedHeight(with: spot) > 0.4 && $0.minX >= spot.maxX - 3 && $0 != spot }
      .map(\.minX).min() ?? page.width
    let line =
      DraftPage.lines(
        of: characters.filter {
          $0.area.midX > spot.maxX - 2 && $0.area.midX < bound && $0.area.midY > spot.minY - 2
            && $0.area.midY < spot.maxY + 2
        }
      ).min { abs(($0.first?.area.midY ?? 0) - spot.midY) < abs(($1.first?.area.midY ?? 0) - spot.midY) } ?? []
    guard let first = line.first else { return [] }
    let gap = max(0, first.area.minX - spot.maxX)
    let all = line.map(\.text).joined()
    return [Label(text: first.text, gap: gap)] + (all == first.text ? [] : [Label(text: all, gap: gap)])
  }

  // MARK: Around

  /// Whether anything is printed between two boxes of one line.
  func isBare(between first: Area, and second: Area) -> Bool {
    !characters.contains {
      $0.area.midX > first.maxX - 1 && $0.area.midX < second.minX + 1 && $0.area.midY > first.minY
        && $0.area.midY < first.maxY
    }
  }

  /// Whether anything is printed between two rows, over the width of both.
  func isBare(below upper: Area, above lower: Area) -> Bool {
    !characters.contains {
      $0.area.midY > upper.maxY - 1 && $0.area.midY < lower.minY + 1 && $0.area.midX > upper.minX
        && $0.area.midX < upper.maxX
    }
  }

  /// Words that stand for several boxes: the nearest line without boxes above, as far as titles reach, and words that run
  /// downwards at the left.
  func titles(of spot: Area) -> [String] {
    let over = characters.filter { $0.area.midY < spot.minY && spot.minY - $0.area.midY < Self.reach }
    let lines = DraftPage.lines(of: over).filter { line in
      // Several words in a line, or one close above a box, are labels.
      guard line.count == 1, let area = line.first?.area else { return false }
      return !spots.contains {
        $0.sharedHeight(with: area) > 0.3
          || ($0.minY > area.midY && $0.minY - area.maxY < 16 && $0.sharedWidth(with: area) > 0.5)
      }
    }
    let nearest = lines.last.map { $0.map(\.text).joined() }
    return [nearest].compactMap(\.self) + downward(besides: spot)
  }

  /// Words that run downwards left of a box and reach over its height.
  private func downward(besides spot: Area) -> [String] {
    stacks.filter { $0.area.maxX < spot.minX && $0.area.minY <= spot.maxY && $0.area.maxY >= spot.minY }.map(\.text)
  }

  private static func stacks(of characters: [DraftPage.Character]) -> [Run] {
    let single = DraftPage.lines(of: characters).flatMap(\.self).filter { $0.text.count == 1 }
    let columns = Dictionary(grouping: single) { Int(($0.area.midX / 3).rounded()) }
    return columns.keys.sorted().flatMap { column in
      var stacks: [Run] = []
      for run in (columns[column] ?? []).sorted(by: { $0.area.minY < $1.area.minY }) {
        if let last = stacks.last, run.area.minY - last.area.maxY < run.area.height * 1.2 {
          stacks[stacks.count - 1] = Run(text: last.text + run.text, area: last.area.union(run.area))
        } else {
          stacks.append(run)
        }
      }
      return stacks.filter { $0.text.count >= 2 }
    }
  }
}
