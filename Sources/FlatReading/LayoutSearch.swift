package import Measures
import Pages
import ReaderProtocol

/// What decides where things stand on a form's pages, besides its template.
package struct LayoutWish: Sendable, Hashable {
  /// How many entries each repeat has.
  package var counts: [Int]
  /// Of the texts in boxes that their rows grow with, by the boxes' names.
  package var heights: [String: Length] = [:]

  package init(counts: [Int], heights: [String: Length] = [:]) {
    self.counts = counts
    self.heights = heights
  }
}

/// Finds the layout that a print was made by: how many entries it has, and how tall its rows became.
struct LayoutSearch {
  private let pages: [Int: PageContent]
  private let codes: [Int: PageContent.Code]
  /// Of the paper, as its codes say or as there are.
  private let pageCount: Int
  private let layout: (LayoutWish) -> FormLayout?
  private var known: [[Int]: PaperFit] = [:]
  private var leastCounts: [Int] = []

  /// No paper has more entries.
  private static let mostEntries = 20_000

  init(
    pages: [Int: PageContent], codes: [Int: PageContent.Code], pageCount: Int,
    layout: @escaping (LayoutWish) -> FormLayout?
  ) {
    self.pages = pages
    self.codes = codes
    self.pageCount = pageCount
    self.layout = layout
  }

  /// - Parameter least: How many entries each repeat has at least.
  /// - Returns: `nil` when there is no layout at all.
  mutating func best(least: [Int]) -> PaperFit? {
    leastCounts = least
    var found = least
    for number in found.indices {
      found[number] = EntryCount.find(from: least[number]) { agreed(found, number, $0) } ?? least[number]
    }
    guard let best = climbed(from: found) else { return nil }
    // What disturbs the print may have led astray.
    guard best.cost > 0, found != least, let other = climbed(from: least), other.cost < best.cost else { return best }
    return other
  }

  private mutating func climbed(from start: [Int]) -> PaperFit? {
    var counts = start
    guard var best = fit(counts) else { return nil }
    // A second round: what follows a repeat may have hidden how many entries it has.
    for _ in 0..<2 {
      let before = counts
      for number in counts.indices { climb(&counts, number, &best) }
      if counts == before { break }
    }
    return best
  }

  /// How well a layout explains the print that is known beforehand.
  func fit(known layout: FormLayout) -> PaperFit { PaperFit(layout, prints: prints(on: layout), count: pageCount) }

  private mutating func agreed(_ counts: [Int], _ number: Int, _ count: Int) -> Double? {
    guard count <= Self.mostEntries else { return nil }
    var more = counts
    more[number] = count
    return fit(more)?.agreed
  }

  /// Adds entries to a repeat, in steps that double as long as each entry explains about as much as those before. Then looks around:
  /// a step may have gone past the last entry, and entries too many explain words that stand below them.
  private mutating func climb(_ counts: inout [Int], _ number: Int, _ best: inout PaperFit) {
    var (step, longest) = (1, 1)
    var gain = 0.0
    while step > 0 {
      let before = best.cost
      if take(step, least: step == 1 ? 1 : gain * 0.6 * Double(step), &counts, number, &best) {
        gain = Double(before - best.cost) / Double(step)
        longest = max(longest, step)
        step *= 2
      } else {
        step /= 2
      }
      // An entry of which nothing is written may stand between.
      if step == 0, [2, 3].contains(where: { take($0, least: 1, &counts, number, &best) }) { step = 1 }
    }
    step = longest
    while step > 0 {
      if !take(-step, least: 1, &counts, number, &best), !take(step, least: 1, &counts, number, &best) { step /= 2 }
    }
  }

  /// Goes so many entries further where that makes the cost less by at least so much.
  private mutating func take(
    _ step: Int, least: Double, _ counts: inout [Int], _ number: Int, _ best: inout PaperFit
  ) -> Bool {
    var more = counts
    more[number] += step
    guard best.cost > 0, (leastCounts[number]...Self.mostEntries).contains(more[number]), let fit = fit(more),
      Double(best.cost - fit.cost) >= least
    else { return false }
    (counts, best) = (more, fit)
    return true
  }

  private mutating func fit(_ counts: [Int]) -> PaperFit? {
    if let fit = known[counts] { return fit }
    guard let fit = grown(counts) else { return nil }
    known[counts] = fit
    return fit
  }

  /// The layout for so many entries, its rows as tall as the print has them, page after page.
  private func grown(_ counts: [Int]) -> PaperFit? {
    guard var made = layout(LayoutWish(counts: counts)) else { return nil }
    let growing = made.pages.flatMap(\.boxes).filter { $0.growth != nil }
    let least = Dictionary(growing.map { ($0.name, $0.rect.height) }) { first, _ in first }
    var heights: [String: Length] = [:]
    var page = 0
    while !growing.isEmpty, page < made.pages.count, page < pageCount {
      if let print = print(page, on: made) {
        var growth = RowGrowth(made.pages[page], on: print, known: heights, least: least)
        growth.measure()
        if growth.heights != heights {
          heights = growth.heights
          guard let next = layout(LayoutWish(counts: counts, heights: heights)) else { return nil }
          made = next
        }
      }
      page += 1
    }
    return PaperFit(made, prints: prints(on: made), count: pageCount)
  }

  private func prints(on layout: FormLayout) -> [Int: ObservedPage] {
    Dictionary(uniqueKeysWithValues: pages.keys.compactMap { number in print(number, on: layout).map { (number, $0) } })
  }

  /// A page where it lies on a layout; by an earlier page, when its own words do not tell.
  private func print(_ number: Int, on layout: FormLayout) -> ObservedPage? {
    guard let content = pages[number] else { return nil }
    for known in pages.keys.filter({ $0 <= number }).sorted(by: >) where layout.pages.indices.contains(known) {
      guard let page = pages[known] else { continue }
      if let transform = Registration(layout.pages[known], on: page).transform(code: codes[known]) {
        return ObservedPage(content, transform)
      }
    }
    return nil
  }
}
