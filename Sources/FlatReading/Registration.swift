import Measures
import Pages
import ReaderProtocol

/// Finds how a layout's page lies on a printed one, by the words that both have and by the page's code.
struct Registration {
  private let layout: FormLayout.Page
  private let page: PageContent
  /// Characters that are rare on both sides, each with a place where it may stand.
  private let pairs: [(layout: Spot, page: Spot)]
  /// How many characters of the layout are in the pairs.
  private let anchors: Int

  /// More would only repeat what these say.
  private static let mostPairs = 160
  private static let mostStarts = 40
  /// What a print may be off by where its scale and shift are right, in points.
  private static let slack = 2.5
  private static let scales = 0.4...2.5

  init(_ layout: FormLayout.Page, on page: PageContent) {
    self.layout = layout
    self.page = page
    let wanted = Dictionary(grouping: layout.characters) { $0.scalar.ideograph }
    let found = Dictionary(grouping: page.characters) { $0.scalar.ideograph }
    var rarity: [(scalar: Unicode.Scalar, count: Int)] = []
    for (scalar, places) in wanted {
      guard let seen = found[scalar], places.count * seen.count <= 12 else { continue }
      rarity.append((scalar, places.count * seen.count))
    }
    rarity.sort { ($0.count, $0.scalar.value) < ($1.count, $1.scalar.value) }
    var pairs: [(layout: Spot, page: Spot)] = []
    var anchors = 0
    for (scalar, _) in rarity where pairs.count < Self.mostPairs {
      for a in wanted[scalar] ?? [] {
        anchors += 1
        for b in found[scalar] ?? [] { pairs.append((Spot(a.centre), b.box.centre)) }
      }
    }
    self.pairs = pairs
    self.anchors = anchors
  }

  /// - Parameter code: The page's own code, where it has been read.
  /// - Returns: `nil` when the page has too little in common with the layout.
  func transform(code: PageContent.Code?) -> PageTransform? {
    let start = code.flatMap { byCode($0) }
    var best: (transform: PageTransform, count: Int)?
    for candidate in candidates(start) {
      let count = agreeing(with: candidate)
      if count > best?.count ?? 0 { best = (candidate, count) }
      if count * 10 > anchors * 9 { break }
    }
    guard let best, best.count >= min(6, max(3, anchors * 2 / 3)) else { return start }
    return refined(best.transform)
  }

  /// What each two pairs say, those that are far apart first of all.
  private func candidates(_ start: PageTransform?) -> [PageTransform] {
    var candidates: [PageTransform] = start.map { [$0] } ?? []
    let centre = start.flatMap { start in layout.codeCentre.map { (layout: $0, page: start.onPage($0)) } }
    let far = layout.size.height.points / 5
    if let centre {
      for pair in pairs {
        if let made = transform(centre, pair, far: far), made.quarters == start?.quarters { candidates.append(made) }
      }
      return candidates
    }
    for (number, a) in pairs.enumerated().prefix(Self.mostStarts) {
      for b in pairs[(number + 1)...] {
        if let made = transform(a, b, far: far) { candidates.append(made) }
      }
    }
    return candidates
  }

  private func transform(
    _ a: (layout: Spot, page: Spot), _ b: (layout: Spot, page: Spot), far: Double
  ) -> PageTransform? {
    let (before, after) = (b.layout - a.layout, b.page - a.page)
    guard before.length >= far, Self.scales.contains(after.length / before.length) else { return nil }
    let scale = after.length / before.length
    for quarters in 0..<4 {
      let turned = PageTransform.turned(before, quarters)
      let off = Spot(x: turned.x * scale, y: turned.y * scale) - after
      guard off.length <= after.length * 0.01 else { continue }
      let place = PageTransform.turned(a.layout, quarters)
      return PageTransform(
        quarters: quarters, scale: scale, shift: Spot(x: a.page.x - place.x * scale, y: a.page.y - place.y * scale))
    }
    return nil
  }

  private func agreeing(with transform: PageTransform) -> Int {
    pairs.count { (transform.onPage($0.layout) - $0.page).length <= Self.slack * max(1, transform.scale) }
  }

  /// By the corners of the page's code alone: good to a hundredth.
  private func byCode(_ code: PageContent.Code) -> PageTransform? {
    guard let centre = layout.codeCentre, let side = layout.codeSide, code.corners.count == 8 else { return nil }
    let corners = (0..<4).map { Spot(x: code.corners[$0 * 2], y: code.corners[$0 * 2 + 1]) }
    let (top, left) = (corners[1] - corners[0], corners[3] - corners[0])
    let size = (top.length + left.length) / 2
    guard size > 10, abs(top.length - left.length) < size * 0.1 else { return nil }
    let quarters =
      abs(top.x) > abs(top.y) ? (top.x > 0 ? 0 : 2) : (top.y > 0 ? 1 : 3)
    // Its side is less than that of its place, by a quiet zone that depends on how much it says: the page's own size tells more.
    let turned = quarters % 2 == 1
    let (width, height) = turned ? (page.height, page.width) : (page.width, page.height)
    let byPage = min(width / layout.size.width.points, height / layout.size.height.points)
    let scale = Self.scales.contains(byPage) ? byPage : size / side
    let place = PageTransform.turned(centre, quarters)
    let middle = Spot(x: corners.reduce(0) { $0 + $1.x } / 4, y: corners.reduce(0) { $0 + $1.y } / 4)
    return PageTransform(
      quarters: quarters, scale: scale, shift: Spot(x: middle.x - place.x * scale, y: middle.y - place.y * scale))
  }

  /// Made exact by least squares over everything that agrees.
  private func refined(_ rough: PageTransform) -> PageTransform {
    var transform = rough
    for slack in [Self.slack, Self.slack / 2] {
      let agreeing = pairs.filter { (transform.onPage($0.layout) - $0.page).length <= slack * max(1, transform.scale) }
      guard agreeing.count >= 4 else { return transform }
      let count = Double(agreeing.count)
      let turned = agreeing.map { PageTransform.turned($0.layout, transform.quarters) }
      let from = Spot(x: turned.reduce(0) { $0 + $1.x } / count, y: turned.reduce(0) { $0 + $1.y } / count)
      let to = Spot(
        x: agreeing.reduce(0) { $0 + $1.page.x } / count, y: agreeing.reduce(0) { $0 + $1.page.y } / count)
      var (above, below) = (0.0, 0.0)
      for (a, pair) in zip(turned, agreeing) {
        let (a, b) = (a - from, pair.page - to)
        above += a.x * b.x + a.y * b.y
        below += a.x * a.x + a.y * a.y
      }
      // Words that all stand close together say little of the scale.
      if below / count > 2_500, above > 0 { transform.scale = above / below }
      transform.shift = Spot(x: to.x - from.x * transform.scale, y: to.y - from.y * transform.scale)
    }
    return transform
  }
}

extension FormLayout.Page {
  fileprivate var codeCentre: Spot? {
    code.map { Spot(x: ($0.minX.points + $0.maxX.points) / 2, y: ($0.minY.points + $0.maxY.points) / 2) }
  }

  fileprivate var codeSide: Double? { code.map { $0.width.points * 0.78 } }
}

extension Spot {
  init(_ point: Point) { self.init(x: point.x.points, y: point.y.points) }
}
