import ReaderProtocol

/// Points of a form's layout and of a print of it, without units: both count points from the top-left corner, y downwards.
struct Spot {
  var x: Double
  var y: Double

  static func - (a: Spot, b: Spot) -> Spot { Spot(x: a.x - b.x, y: a.y - b.y) }
  var length: Double { (x * x + y * y).squareRoot() }
}

/// How a form's layout lies on a printed page: turned by quarters, scaled and moved.
struct PageTransform {
  /// Quarter turns, clockwise.
  var quarters: Int
  var scale: Double
  var shift: Spot

  /// The same place on the page.
  func onPage(_ spot: Spot) -> Spot {
    let turned = Self.turned(spot, quarters)
    return Spot(x: turned.x * scale + shift.x, y: turned.y * scale + shift.y)
  }

  /// The same place of the layout.
  func inLayout(_ spot: Spot) -> Spot {
    Self.turned(Spot(x: (spot.x - shift.x) / scale, y: (spot.y - shift.y) / scale), 4 - quarters)
  }

  func inLayout(_ box: PageContent.Box) -> PageContent.Box {
    let a = inLayout(Spot(x: box.minX, y: box.minY))
    let b = inLayout(Spot(x: box.maxX, y: box.maxY))
    return PageContent.Box(minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
  }

  func onPage(_ box: PageContent.Box) -> PageContent.Box {
    let a = onPage(Spot(x: box.minX, y: box.minY))
    let b = onPage(Spot(x: box.maxX, y: box.maxY))
    return PageContent.Box(minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
  }

  static func turned(_ spot: Spot, _ quarters: Int) -> Spot {
    switch quarters % 4 {
    case 1: Spot(x: -spot.y, y: spot.x)
    case 2: Spot(x: -spot.x, y: -spot.y)
    case 3: Spot(x: spot.y, y: -spot.x)
    default: spot
    }
  }
}

extension PageContent.Box {
  var centre: Spot { Spot(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }
}
