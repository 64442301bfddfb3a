package import ReaderProtocol

/// A rectangle on a page as it is shown: points from the top-left corner, y downwards.
package typealias Area = PageContent.Box

extension PageContent.Box {
  var width: Double { maxX - minX }
  var height: Double { maxY - minY }
  var midX: Double { (minX + maxX) / 2 }
  var midY: Double { (minY + maxY) / 2 }

  func contains(_ other: Area) -> Bool {
    minX - 1 <= other.minX && other.maxX <= maxX + 1 && minY - 1 <= other.minY && other.maxY <= maxY + 1
  }

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
