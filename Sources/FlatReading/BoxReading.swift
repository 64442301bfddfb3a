import Pages
import ReaderProtocol

/// What stands in the boxes of a page.
struct BoxReading {
  let page: PaperFit.Page
  let layout: FormLayout.Page
  let joining: TextJoining
  /// What the ink of the form's own lines may reach over.
  private let rules: [PageContent.Box]
  private(set) var doubts: [FlatDoubt] = []

  init(_ page: PaperFit.Page, of layout: FormLayout) {
    self.page = page
    self.layout = layout.pages[page.number]
    joining = TextJoining(blank: layout.blank)
    rules = self.layout.rules.map { PageContent.Box($0).grown(by: Self.ruleSlack) }
  }

  /// A mark less than this is none; more than the other is one; between, nobody knows.
  private static let faint = 0.006
  private static let dark = 0.03

  mutating func text(_ index: Int) -> String {
    let box = layout.boxes[index]
    let characters = page.inBox[index].map { page.observed.characters[$0] }
    if characters.isEmpty {
      let inner = PageContent.Box(box.rect).inset(x: 0.06, y: 0.2)
      if inkArea(in: inner, outside: []) > Self.faint * inner.area { doubt(.drawn, index) }
      return ""
    }
    let text = joining.text(of: characters, width: box.rect.width.points)
    if text.unicodeScalars.contains(where: \.isUnreadable) { doubt(.unreadable, index) }
    if joining.hasUncertainBlank(characters) { doubt(.spaced, index) }
    if Self.overlap(characters) { doubt(.overlapping, index) }
    if hasMoreInk(box, than: characters) { doubt(.drawn, index) }
    if characters.contains(where: isInvisible) { doubt(.invisible, index) }
    return text
  }

  /// Whether there is ink in a box that none of the page's characters explains: something was drawn there, or a character not read.
  ///
  /// - Parameter characters: Those in the box.
  private func hasMoreInk(_ box: FormLayout.Box, than characters: [ObservedPage.Character]) -> Bool {
    // The rules around it are not the box's.
    let inner = PageContent.Box(box.rect).inset(x: 0.02, y: 0.2)
    let covers = page.observed.characters.map(\.cover).filter { $0.meets(inner) }
    let size = characters.map(\.size).max() ?? box.size.points
    return inkArea(in: inner, outside: covers) > Self.speck * size * size
  }

  /// How much of a part of the layout is dark outside of some others and of the form's own rules; 0 when nobody has looked.
  private func inkArea(in part: PageContent.Box, outside covers: [PageContent.Box]) -> Double {
    guard let ink = page.observed.ink else { return 0 }
    let transform = page.observed.transform
    let others = covers + rules.filter { $0.meets(part) }
    let area = ink.area(in: transform.onPage(part), outside: others.map(transform.onPage))
    return area / (transform.scale * transform.scale)
  }

  /// A line may be printed by so much beside its place, or thicker.
  private static let ruleSlack = 0.8

  /// More ink than this is no dust, in square ems: less than that of a decimal point.
  private static let speck = 0.01

  /// Whether a letter or a figure that the file has is not to be seen on the page.
  private func isInvisible(_ character: ObservedPage.Character) -> Bool {
    guard let ink = page.observed.ink, character.scalar.properties.isAlphabetic || character.scalar.isFigure else {
      return false
    }
    return ink.share(of: page.observed.transform.onPage(character.cover)) == 0
  }

  mutating func isTicked(_ index: Int) -> Bool {
    let isWritten = !page.inBox[index].isEmpty
    guard page.observed.ink != nil else {
      doubt(.notDrawn, index)
      return isWritten
    }
    var box = PageContent.Box(layout.boxes[index].rect)
    if CheckFrame.isExpected(in: box) {
      guard let frame = CheckFrame.find(near: box, on: page.observed) else {
        doubt(.faint, index)
        return isWritten
      }
      box = frame
    }
    let share = page.observed.share(of: box.inset(x: 0.22, y: 0.22)) ?? 0
    if share < Self.dark, share > Self.faint || isWritten { doubt(.faint, index) }
    return share >= Self.dark || isWritten
  }

  /// The stroke of the mark stands out over the word at both sides.
  mutating func isStruck(_ index: Int) -> Bool {
    let box = PageContent.Box(layout.boxes[index].rect)
    let gap = layout.boxes[index].size.points * 0.2
    let left = stroke(from: box.minX + gap * 0.15, to: box.minX + gap * 0.85, in: box)
    let right = stroke(from: box.maxX - gap * 0.85, to: box.maxX - gap * 0.15, in: box)
    if page.observed.ink == nil || left != right { doubt(page.observed.ink == nil ? .notDrawn : .faint, index) }
    return left && right
  }

  /// Whether something dark goes all the way at middle height.
  private func stroke(from left: Double, to right: Double, in box: PageContent.Box) -> Bool {
    let middle = (box.minY + box.maxY) / 2
    let reach = (box.maxY - box.minY) * 0.12
    let steps = 6
    let dark = (0...steps).count { step in
      let x = left + (right - left) * Double(step) / Double(steps)
      return [-reach, -reach / 2, 0, reach / 2, reach].contains { page.observed.isDark(Spot(x: x, y: middle + $0)) }
    }
    return dark * 4 >= (steps + 1) * 3
  }

  private mutating func doubt(_ reason: FlatDoubt.Reason, _ index: Int) {
    let box = layout.boxes[index]
    doubts.append(FlatDoubt(reason: reason, box: box.name, page: page.number))
  }

  /// Whether characters stand over one another, as when something was written over a value.
  private static func overlap(_ characters: [ObservedPage.Character]) -> Bool {
    let sorted = characters.sorted { ($0.centre.x, $0.centre.y) < ($1.centre.x, $1.centre.y) }
    for (index, a) in sorted.enumerated() {
      for b in sorted[(index + 1)...] {
        let size = max(1, min(a.size, b.size))
        if b.centre.x - a.centre.x > size { break }
        let width = min(a.box.maxX - a.box.minX, b.box.maxX - b.box.minX)
        if abs(b.centre.y - a.centre.y) < size * 0.6, b.centre.x - a.centre.x < width * 0.3 { return true }
      }
    }
    return false
  }
}

extension ObservedPage.Character {
  /// What its ink may reach over: fonts differ in where they say that a line's top and bottom are.
  fileprivate var cover: PageContent.Box {
    let middle = centre.y
    return PageContent.Box(
      minX: box.minX - size * 0.1, minY: min(box.minY, middle - size * 0.6), maxX: box.maxX + size * 0.1,
      maxY: max(box.maxY, middle + size * 0.6))
  }
}

extension Unicode.Scalar {
  fileprivate var isFigure: Bool { 0x30...0x39 ~= value }

  /// Whether it stands for a glyph that nobody could name.
  fileprivate var isUnreadable: Bool {
    switch value {
    case 0xFFFD, 0x3013, 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
    default: value < 0x20 || 0x2E80...0x2EFF ~= value
    }
  }
}
