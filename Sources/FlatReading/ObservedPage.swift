import Measures
import ReaderProtocol
import Records

/// A printed page seen in its layout's own coordinates.
struct ObservedPage {
  struct Character {
    var scalar: Unicode.Scalar
    var box: PageContent.Box
    /// Of the font.
    var size: Double

    var centre: Spot { box.centre }
  }

  let transform: PageTransform
  let characters: [Character]
  let ink: PageInk?
  private let places: [Unicode.Scalar: [Int]]

  init(_ page: PageContent, _ transform: PageTransform) {
    self.transform = transform
    ink = page.ink
    characters = page.characters.map {
      Character(scalar: $0.scalar, box: transform.inLayout($0.box), size: $0.size / transform.scale)
    }
    var places: [Unicode.Scalar: [Int]] = [:]
    for (index, character) in characters.enumerated() { places[character.scalar.ideograph, default: []].append(index) }
    self.places = places
  }

  /// The nearest such character that is not yet taken.
  func nearest(_ scalar: Unicode.Scalar, to spot: Spot, within reach: Double, except taken: [Bool]) -> Int? {
    var best: (index: Int, distance: Double)?
    for index in places[scalar.ideograph] ?? [] where !taken[index] {
      let distance = (characters[index].centre - spot).length
      if distance <= reach, distance < best?.distance ?? .infinity { best = (index, distance) }
    }
    return best?.index
  }

  /// Whether a place of the layout is dark, or one of its neighbours.
  func isDark(_ spot: Spot) -> Bool {
    guard let ink else { return false }
    let place = transform.onPage(spot)
    let (column, row) = (place.x * ink.dotsPerInch / 72, place.y * ink.dotsPerInch / 72)
    guard column.isFinite, row.isFinite, abs(column) < 1e6, abs(row) < 1e6 else { return false }
    return ink[Int(column.rounded(.down)), Int(row.rounded(.down))]
  }

  /// How much of a part of the layout is dark; `nil` when nobody has looked.
  func share(of box: PageContent.Box) -> Double? { ink?.share(of: transform.onPage(box)) }

  /// Whether a line across the page stands within half a point of a height, from left to right.
  func hasRule(at y: Double, from left: Double, to right: Double) -> Bool {
    let steps = max(12, Int((right - left) / 1.5))
    var dark = 0
    for step in 0...steps {
      let x = left + (right - left) * Double(step) / Double(steps)
      if isDark(Spot(x: x, y: y)) || isDark(Spot(x: x, y: y - 0.45)) || isDark(Spot(x: x, y: y + 0.45)) { dark += 1 }
    }
    return dark * 20 > steps * 19
  }
}

extension Unicode.Scalar {
  /// Some programs write radicals (U+2F00…2FD5) where ideographs were, as both share a glyph.
  var ideograph: Unicode.Scalar { 0x2F00...0x2FD5 ~= value ? Radicals.ideograph(of: self) : self }
}

extension PageContent.Box {
  init(_ rect: Rect) {
    self.init(minX: rect.minX.points, minY: rect.minY.points, maxX: rect.maxX.points, maxY: rect.maxY.points)
  }

  var area: Double { (maxX - minX) * (maxY - minY) }

  func meets(_ other: PageContent.Box) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  func contains(_ spot: Spot) -> Bool { minX <= spot.x && spot.x <= maxX && minY <= spot.y && spot.y <= maxY }

  /// Larger by so much at each side.
  func grown(by slack: Double) -> PageContent.Box {
    PageContent.Box(minX: minX - slack, minY: minY - slack, maxX: maxX + slack, maxY: maxY + slack)
  }

  /// Smaller by a part of its width and height at each side.
  func inset(x: Double, y: Double) -> PageContent.Box {
    let (width, height) = (maxX - minX, maxY - minY)
    return PageContent.Box(
      minX: minX + width * x, minY: minY + height * y, maxX: maxX - width * x, maxY: maxY - height * y)
  }
}
