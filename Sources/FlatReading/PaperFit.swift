import Pages
import ReaderProtocol

/// How well a layout explains a print: which characters are its own words, and which stand in its boxes.
struct PaperFit {
  /// A page of the layout that was printed.
  struct Page {
    let number: Int
    let observed: ObservedPage
    /// Of the observed characters: those that are words of the form.
    private(set) var isFixed: [Bool]
    /// For each box the characters in it.
    private(set) var inBox: [[Int]]
    /// What stands neither in a box nor in the layout's words.
    private(set) var outside: [Int] = []
    /// How many of the layout's own characters were not found.
    private(set) var missing = 0
    /// How far down, between the margins, all is as the layout has it.
    private(set) var agreed = Double.infinity
  }

  let layout: FormLayout
  private(set) var pages: [Page] = []
  /// How many characters it leaves unexplained, on both sides.
  private(set) var cost = 0
  private(set) var fixedCount = 0
  private(set) var missing = 0

  init(_ layout: FormLayout, of print: PaperPrint) {
    self.layout = layout
    for (number, page) in layout.pages.enumerated() {
      fixedCount += page.characters.count
      guard let observed = print.page(number, on: page, earlier: { layout.pages[$0] }) else {
        // Of a page that is missing nothing can be said; one that should not be there costs its words.
        if number >= print.count {
          cost += page.characters.count + 1
          missing += page.characters.count
        }
        continue
      }
      let fitted = Page(page, number: number, observed)
      cost += fitted.missing + fitted.outside.count
      missing += fitted.missing
      pages.append(fitted)
    }
    for (number, page) in print.pages where number >= layout.pages.count { cost += page.characters.count + 1 }
  }

  /// How much of the layout's words stand where they should, from 0 to 1.
  var likeness: Double { fixedCount == 0 ? 0 : Double(fixedCount - missing) / Double(fixedCount) }
}

extension PaperFit.Page {
  /// How far a character may stand from where the layout has it, in ems: fonts differ in where they put the middle of a line.
  private static let reach = 0.42

  init(_ page: FormLayout.Page, number: Int, _ observed: ObservedPage) {
    self.number = number
    self.observed = observed
    isFixed = [Bool](repeating: false, count: observed.characters.count)
    inBox = page.boxes.map { _ in [] }
    takeWords(of: page)
    let boxes = BoxFinder(page)
    for (index, character) in observed.characters.enumerated() where !isFixed[index] {
      let centre = character.centre
      if let box = boxes.box(at: centre) {
        inBox[box].append(index)
      } else if !page.isBeside(centre) {
        outside.append(index)
      }
    }
    for place in page.signers { removeInvitation(in: PageContent.Box(place)) }
    for index in outside { disagree(at: observed.characters[index].centre.y, on: page) }
  }

  private mutating func takeWords(of page: FormLayout.Page) {
    for character in page.characters {
      let found = observed.nearest(
        character.scalar, to: Spot(character.centre), within: character.size.points * Self.reach, except: isFixed)
      if let found {
        isFixed[found] = true
      } else {
        missing += 1
        disagree(at: character.centre.y.points, on: page)
      }
    }
  }

  private mutating func disagree(at y: Double, on page: FormLayout.Page) {
    // The number of pages stands in the margins, and it changes before all else is as it should be.
    if y < page.bottom.points { agreed = min(agreed, y) }
  }

  /// MuPDF draws a word where nobody has signed yet; it says nothing. Anything else there was written by someone.
  private mutating func removeInvitation(in place: PageContent.Box) {
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
