import Measures
import Pages
import ReaderProtocol

/// Finds how tall rows became on a print, by the rules below them.
struct RowGrowth {
  private let page: FormLayout.Page
  private let print: ObservedPage
  /// Of the texts in boxes that their rows grow with, by the boxes' names.
  private(set) var heights: [String: Length]

  private static let step = 0.3
  /// Rows that are taller by less are no taller.
  private static let least = 0.8

  init(_ page: FormLayout.Page, on print: ObservedPage, known: [String: Length]) {
    self.page = page
    self.print = print
    heights = known
  }

  /// Measures every row of the page that can grow, from the top: each moves what follows.
  mutating func measure() {
    var moved = 0.0
    let boxes = page.boxes.filter { $0.growth != nil }
    let rows = Dictionary(grouping: boxes) { ($0.rect.minY.points * 10).rounded() }
    for (_, row) in rows.sorted(by: { $0.key < $1.key }) {
      guard let first = row.first, let growth = first.growth else { continue }
      let padding = growth.padding.points
      let top = first.rect.minY.points - padding + moved
      let bottom = first.rect.maxY.points + padding + moved
      // What an earlier look found may have been the row of another layout: each look starts from the least height.
      let leastBottom = top + growth.leastHeight.points + 2 * padding
      guard let rule = rule(below: leastBottom, of: row) else {
        // It has no room here, so it stands on the next page.
        if bottom - moved < page.bottom.points, !row.contains(where: { hasText($0, moved: moved) }) {
          set(row, to: page.bottom.points - top + 1)
        }
        return
      }
      if abs(rule - bottom) >= Self.least {
        set(row, to: rule - top - 2 * padding)
        moved += rule - bottom
      }
    }
  }

  private mutating func set(_ row: [FormLayout.Box], to height: Double) {
    for box in row { heights[box.name] = .points(max(0, height)) }
  }

  private func hasText(_ box: FormLayout.Box, moved: Double) -> Bool {
    let place = PageContent.Box(box.rect)
    return print.characters.contains { character in
      let centre = character.centre
      return place.minX <= centre.x && centre.x <= place.maxX && place.minY + moved <= centre.y
        && centre.y <= place.maxY + moved
    }
  }

  /// The first rule that closes the row, from its least height down to where the page ends.
  private func rule(below start: Double, of row: [FormLayout.Box]) -> Double? {
    var y = start - 0.9
    while y <= page.bottom.points + 1.5 {
      if row.allSatisfy({ print.hasRule(at: y, from: $0.rect.minX.points + 1, to: $0.rect.maxX.points - 1) }) {
        // Its middle rather than its upper edge.
        var last = y
        while last < y + 2.5,
          print.hasRule(at: last + Self.step, from: row[0].rect.minX.points + 1, to: row[0].rect.maxX.points - 1)
        {
          last += Self.step
        }
        // A row that is here ends on the page, however its rule was measured.
        return min((y + last) / 2, page.bottom.points - 0.05)
      }
      y += Self.step
    }
    return nil
  }
}
