import Measures
import Pages
import ReaderProtocol

/// Finds the layout that a print was made by: how many entries it has, and how tall its rows became.
struct LayoutSearch {
  private let print: PaperPrint
  private let layout: ([Int]) -> (any GrowingPages)?
  private let allowance: TimeAllowance
  private var leastCounts: [Int] = []
  /// What the layouts tried leave unexplained, by how many entries each repeat has: a fit to many pages takes megabytes.
  private var costs: [[Int]: Int] = [:]
  /// How far down the print agrees, by how many entries each repeat has.
  private var agreements: [[Int]: Double] = [:]
  /// Pages that the print has just so, found with fewer or more entries: nobody need look at them again.
  private var settled: Set<PagePlacement> = []
  /// Of the texts in boxes on settled pages.
  private var settledHeights: [String: Length] = [:]

  /// No paper has more entries.
  private static let mostEntries = 20_000

  init(_ print: PaperPrint, allowance: TimeAllowance, layout: @escaping ([Int]) -> (any GrowingPages)?) {
    self.print = print
    self.allowance = allowance
    self.layout = layout
  }

  /// - Parameter least: How many entries each repeat has at least.
  /// - Returns: `nil` when there is no layout at all, or no time left.
  mutating func best(least: [Int]) -> PaperFit? {
    leastCounts = least
    var found = least
    for number in found.indices {
      found[number] = EntryCount.find(from: least[number]) { agreed(found, number, $0) } ?? least[number]
    }
    guard var best = climbed(from: found) else { return nil }
    // What disturbs the print may have led astray.
    if best.cost > 0, found != least, let other = climbed(from: least), other.cost < best.cost { best = other }
    return allowance.isSpent ? nil : best
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
    guard best.cost > 0, (leastCounts[number]...Self.mostEntries).contains(more[number]) else { return false }
    if let cost = costs[more], Double(best.cost - cost) < least { return false }
    guard let fit = fit(more), Double(best.cost - fit.cost) >= least else { return false }
    (counts, best) = (more, fit)
    return true
  }

  // MARK: One number of entries

  private mutating func fit(_ counts: [Int]) -> PaperFit? {
    guard var laid = laid(counts) else { return nil }
    var number = 0
    while number < min(laid.count, print.count) {
      guard !allowance.isSpent else { return nil }
      grow(&laid, on: number)
      number += 1
    }
    let fit = PaperFit(laid.layout, of: print)
    costs[counts] = fit.cost
    return fit
  }

  /// How far down the print agrees with so many entries, 10,000 to a page.
  private mutating func agreed(_ counts: [Int], _ repeated: Int, _ count: Int) -> Double? {
    guard count <= Self.mostEntries else { return nil }
    var more = counts
    more[repeated] = count
    if let known = agreements[more] { return known }
    guard var laid = laid(more), let agreed = agreed(&laid) else { return nil }
    agreements[more] = agreed
    return agreed
  }

  /// Looks no further down than the print agrees.
  private mutating func agreed(_ laid: inout any GrowingPages) -> Double? {
    func place(_ page: Int, _ y: Double = 0) -> Double { Double(page) * 10_000 + y }
    var number = 0
    while number < min(laid.count, print.count) {
      guard !allowance.isSpent else { return nil }
      grow(&laid, on: number)
      // What stands on a page is certain when the rows of the next one are as tall as they should be.
      if number > 0, let y = disagreement(on: number - 1, of: laid) { return place(number - 1, y) }
      number += 1
    }
    let last = min(laid.count, print.count) - 1
    if last >= 0, let y = disagreement(on: last, of: laid) { return place(last, y) }
    if laid.count > print.count { return place(print.count) }
    return print.firstPage(from: laid.count).map { place($0) } ?? .infinity
  }

  private func laid(_ counts: [Int]) -> (any GrowingPages)? {
    guard !allowance.isSpent, var laid = layout(counts) else { return nil }
    laid.grow(settledHeights)
    return laid
  }

  /// Makes the rows of a page as tall as the print has them.
  private func grow(_ laid: inout any GrowingPages, on number: Int) {
    guard print.pages[number] != nil, !settled.contains(laid.placement(number)) else { return }
    let page = laid.page(number)
    guard page.boxes.contains(where: { $0.growth != nil }),
      let observed = print.page(number, on: page, earlier: { laid.page($0) })
    else { return }
    var growth = RowGrowth(page, on: observed, known: laid.heights)
    growth.measure()
    laid.grow(growth.heights)
  }

  /// How far down a page the print is not as laid out; `nil` when all of it is.
  private mutating func disagreement(on number: Int, of laid: any GrowingPages) -> Double? {
    let placement = laid.placement(number)
    guard print.pages[number] != nil, !settled.contains(placement) else { return nil }
    let page = laid.page(number)
    guard let observed = print.page(number, on: page, earlier: { laid.page($0) }) else { return nil }
    let fit = PaperFit.Page(page, number: number, observed)
    guard fit.agreed == .infinity else { return fit.agreed }
    settled.insert(placement)
    for box in page.boxes { if let height = laid.heights[box.name] { settledHeights[box.name] = height } }
    return nil
  }
}
