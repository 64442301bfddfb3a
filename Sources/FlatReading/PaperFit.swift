import Pages
import ReaderProtocol

/// How well a layout explains a print: which characters are its own words, and which stand in its boxes.
struct PaperFit {
  /// A page of the layout that was printed.
  struct Page {
    var number: Int
    var observed: ObservedPage
    /// Of the observed characters: those that are words of the form.
    var isFixed: [Bool]
    /// For each box the characters in it.
    var inBox: [[Int]]
    /// What stands neither in a box nor in the layout's words.
    var outside: [Int]
    /// How many of the layout's own characters were not found.
    var missing: Int
    /// How far down, between the margins, all is as the layout has it.
    var agreed: Double
  }

  let layout: FormLayout
  private(set) var pages: [Page] = []
  /// How many characters it leaves unexplained, on both sides.
  private(set) var cost = 0
  private(set) var fixedCount = 0
  private(set) var missing = 0
  /// How far the print is as the layout has it: a page and how far down on it, 10,000 to a page.
  private(set) var agreed = Double.infinity

  /// How far a character may stand from where the layout has it, in ems: fonts differ in where they put the middle of a line.
  private static let reach = 0.42

  /// - Parameter prints: The printed pages by their numbers, from 0.
  init(_ layout: FormLayout, prints: [Int: ObservedPage], count: Int) {
    self.layout = layout
    for (number, page) in layout.pages.enumerated() {
      fixedCount += page.characters.count
      guard let observed = prints[number] else {
        // Of a page that is missing nothing can be said; one that should not be there costs its words.
        if number >= count {
          cost += page.characters.count + 1
          missing += page.characters.count
          agreed = min(agreed, Double(number) * 10_000)
        }
        continue
      }
      let fitted = Self.fit(page, number: number, observed)
      cost += fitted.missing + fitted.outside.count
      missing += fitted.missing
      agreed = min(agreed, Double(number) * 10_000 + fitted.agreed)
      pages.append(fitted)
    }
    for (number, observed) in prints where number >= layout.pages.count {
      cost += observed.characters.count + 1
      agreed = min(agreed, Double(number) * 10_000)
    }
  }

  /// How much of the layout's words stand where they should, from 0 to 1.
  var likeness: Double { fixedCount == 0 ? 0 : Double(fixedCount - missing) / Double(fixedCount) }

  private static func fit(_ page: FormLayout.Page, number: Int, _ observed: ObservedPage) -> Page {
    var taken = [Bool](repeating: false, count: observed.characters.count)
    var missing = 0
    var agreed = Double.infinity
    func disagree(at y: Double) {
      // The number of pages stands in the margins, and it changes before all else is as it should be.
      if y < page.bottom.points { agreed = min(agreed, y) }
    }
    for character in page.characters {
      let found = observed.nearest(
        character.scalar, to: Spot(character.centre), within: character.size.points * reach, except: taken)
      if let found {
        taken[found] = true
      } else {
        missing += 1
        disagree(at: character.centre.y.points)
      }
    }
    var fitted = Page(
      number: number, observed: observed, isFixed: taken, inBox: page.boxes.map { _ in [] }, outside: [],
      missing: missing, agreed: .infinity)
    let boxes = BoxFinder(page)
    for (index, character) in observed.characters.enumerated() where !taken[index] {
      let centre = character.centre
      if let box = boxes.box(at: centre) {
        fitted.inBox[box].append(index)
      } else if !page.isBeside(centre) {
        fitted.outside.append(index)
      }
    }
    for place in page.signers { fitted.removeInvitation(in: PageContent.Box(place)) }
    for index in fitted.outside { disagree(at: observed.characters[index].centre.y) }
    fitted.agreed = agreed
    return fitted
  }
}

extension PaperFit.Page {
  /// MuPDF draws a word where nobody has signed yet; it says nothing. Anything else there was written by someone.
  fileprivate mutating func removeInvitation(in place: PageContent.Box) {
    let inside = outside.filter { place.contains(observed.characters[$0].centre) }
    guard inside.map({ observed.characters[$0].scalar }) == ["S", "I", "G", "N"] else { return }
    outside.removeAll { inside.contains($0) }
  }
}

extension FormLayout.Page {
  /// Whether a place belongs to the page's code or its margins: viewers print names and dates of files there.
  fileprivate func isBeside(_ spot: Spot) -> Bool {
    if let code, code.minX.points - 6 <= spot.x, spot.x <= code.maxX.points + 6, code.minY.points - 2 <= spot.y,
      spot.y <= code.maxY.points + 8
    {
      return true
    }
    let edge = 20.0
    return spot.x < edge || spot.y < edge || spot.x > size.width.points - edge || spot.y > size.height.points - edge
  }
}

/// Finds the box at a place: of those that overlap, the smallest.
struct BoxFinder {
  private let boxes: [(index: Int, box: PageContent.Box, area: Double)]
  /// A value may stand over its box by so much.
  private static let slack = 1.2

  init(_ page: FormLayout.Page) {
    boxes = page.boxes.enumerated().map { index, box in
      let place = PageContent.Box(box.rect)
      return (index, place, place.area)
    }.sorted { ($0.area, $0.index) < ($1.area, $1.index) }
  }

  func box(at spot: Spot) -> Int? { find(spot, slack: 0) ?? find(spot, slack: Self.slack) }

  private func find(_ spot: Spot, slack: Double) -> Int? {
    boxes.first { $0.box.grown(by: slack).contains(spot) }?.index
  }
}
