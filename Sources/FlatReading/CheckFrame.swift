import ReaderProtocol

/// The square that is drawn around the place of a tick.
///
/// How a print lies on its form is told by the words, and those may have moved: programs that lack a font write with another, whose
/// lines stand higher or lower. Squares are drawn and stay where they were, so a tick is looked for in its square.
enum CheckFrame {
  /// How far from its place a square is looked for, in parts of its side. Less than the way to the next box or word.
  private static let reach = 0.6
  /// Points between two places that are tried.
  private static let step = 0.4
  /// Of each side so much is dark: a tick may stand across it, and a thin line may fall between two dots.
  private static let least = 0.8

  /// Boxes that are no squares are cells of a table, in which a tick may stand anywhere.
  static func isExpected(in box: PageContent.Box) -> Bool { abs(box.width - box.height) < 0.3 }

  /// - Returns: The nearest square, in the layout's coordinates; `nil` when there is none.
  static func find(near box: PageContent.Box, on page: ObservedPage) -> PageContent.Box? {
    let steps = Int((box.width * reach / step).rounded(.up))
    var shifts: [(x: Int, y: Int)] = []
    for x in -steps...steps { shifts += (-steps...steps).map { (x, $0) } }
    shifts.sort { $0.x * $0.x + $0.y * $0.y < $1.x * $1.x + $1.y * $1.y }
    return shifts.lazy.map { box.moved(x: Double($0.x) * step, y: Double($0.y) * step) }.first { isFrame($0, on: page) }
  }

  private static func isFrame(_ box: PageContent.Box, on page: ObservedPage) -> Bool {
    func isDark(_ from: Spot, _ to: Spot) -> Bool {
      let count = 12
      let dark = (0...count).count { index in
        let part = Double(index) / Double(count)
        return page.isDark(Spot(x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part))
      }
      return Double(dark) >= least * Double(count + 1)
    }
    let corners = [
      Spot(x: box.minX, y: box.minY), Spot(x: box.maxX, y: box.minY), Spot(x: box.maxX, y: box.maxY),
      Spot(x: box.minX, y: box.maxY),
    ]
    return corners.indices.allSatisfy { isDark(corners[$0], corners[($0 + 1) % 4]) }
  }
}

extension PageContent.Box {
  fileprivate var width: Double { maxX - minX }
  fileprivate var height: Double { maxY - minY }

  fileprivate func moved(x: Double, y: Double) -> PageContent.Box {
    PageContent.Box(minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y)
  }
}
