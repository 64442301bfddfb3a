/// Where a page's visible part lies in the file's coordinates, and how it is turned to be shown.
package struct PageFrame: Sendable, Equatable {
  /// The crop box, in the file's units.
  package var left: Double
  package var bottom: Double
  package var right: Double
  package var top: Double
  /// Clockwise, in quarters of a turn: 0 to 3.
  package var quarters: Int

  package init(left: Double = 0, bottom: Double = 0, right: Double, top: Double, quarters: Int = 0) {
    (self.left, self.bottom, self.right, self.top) = (left, bottom, right, top)
    self.quarters = quarters
  }

  /// A box of the file on the page as it is shown.
  ///
  /// - Parameter rectangle: Two opposite corners, as the file has them: x0, y0, x1, y1.
  package func shown(_ rectangle: [Double]) -> PageContent.Box? {
    guard rectangle.count == 4 else { return nil }
    let first = point(rectangle[0], rectangle[1])
    let second = point(rectangle[2], rectangle[3])
    return PageContent.Box(
      minX: min(first.x, second.x), minY: min(first.y, second.y), maxX: max(first.x, second.x),
      maxY: max(first.y, second.y))
  }

  private func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    switch quarters {
    case 1: (y - bottom, x - left)
    case 2: (right - x, y - bottom)
    case 3: (top - y, right - x)
    default: (x - left, top - y)
    }
  }

  func write(to wire: inout WireWriter) {
    for number in [left, bottom, right, top] { wire.put(number) }
    wire.put(quarters)
  }

  init(from wire: inout WireReader) throws(WireFault) {
    self.init(
      left: try wire.number(), bottom: try wire.number(), right: try wire.number(), top: try wire.number(),
      quarters: try wire.integer(in: 0...3))
  }
}
