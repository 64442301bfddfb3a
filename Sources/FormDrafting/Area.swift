/// A rectangle on a page as it is shown: points from the top-left corner, y downwards.
package struct Area: Sendable, Hashable {
  package var minX: Double
  package var minY: Double
  package var maxX: Double
  package var maxY: Double

  package init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    (self.minX, self.minY, self.maxX, self.maxY) = (minX, minY, maxX, maxY)
  }

  var width: Double { maxX - minX }
  var height: Double { maxY - minY }
  var midX: Double { (minX + maxX) / 2 }
  var midY: Double { (minY + maxY) / 2 }

  func union(_ other: Area) -> Area {
    Area(
      minX: min(minX, other.minX), minY: min(minY, other.minY), maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY)
    )
  }

  /// How much of the narrower one's width both share, from 0 to 1.
  func sharedWidth(with other: Area) -> Double {
    let shared = min(maxX, other.maxX) - max(minX, other.minX)
    return max(0, shared) / max(min(width, other.width), 0.01)
  }

  /// How much of the lower one's height both share, from 0 to 1.
  func sharedHeight(with other: Area) -> Double {
    let shared = min(maxY, other.maxY) - max(minY, other.minY)
    return max(0, shared) / max(min(height, other.height), 0.01)
  }
}
