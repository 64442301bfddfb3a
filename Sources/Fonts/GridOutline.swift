/// A glyph's outline on a grid that is as fine as paper can show, and with no point that need not be there.
///
/// Fonts are drawn on a grid of a thousandth of the em or finer, of which a form at ten points shows nothing: on a grid of 1/128 em
/// no point moves by more than 0.014 mm there, a third of a dot at 600 dpi. On the coarser grid the same few
/// differences come again and again, nearly all of them fit one byte, and curves that are all but straight become lines.
struct GridOutline {
  /// How many steps of the grid make an em: the units of the fonts that we write.
  static let stepsPerEm = 128
  /// A curve that leaves its chord by no more than this many steps is a line.
  static let flatness = 1.0

  struct Point: Equatable {
    var x: Int
    var y: Int
  }

  enum Segment: Equatable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)

    var end: Point {
      switch self {
      case .move(let end), .line(let end), .curve(_, _, let end): end
      }
    }
  }

  private(set) var segments: [Segment] = []
  private let stepsPerUnit: Double
  private var start = Point(x: 0, y: 0)

  /// - Parameter unitsPerEm: Of the path; it must be positive.
  init(_ path: CharstringPath, unitsPerEm: Int) {
    stepsPerUnit = Double(Self.stepsPerEm) / Double(unitsPerEm)
    var last = CharstringPath.Point(x: 0, y: 0)
    for segment in path.segments {
      switch segment {
      case .move(let point):
        close()
        start = snapped(point)
        segments.append(.move(start))
        last = point
      case .line(let point):
        line(to: snapped(point))
        last = point
      case .curve(let first, let second, let end):
        if max(first.distance(last, end), second.distance(last, end)) * stepsPerUnit <= Self.flatness {
          line(to: snapped(end))
        } else {
          segments.append(.curve(snapped(first), snapped(second), snapped(end)))
        }
        last = end
      }
    }
    close()
  }

  private func snapped(_ point: CharstringPath.Point) -> Point {
    Point(x: Int((point.x * stepsPerUnit).rounded()), y: Int((point.y * stepsPerUnit).rounded()))
  }

  /// Contours close by themselves: a line back to the start need not be drawn.
  private mutating func close() {
    guard case .line(let end)? = segments.last, end == start else { return }
    segments.removeLast()
  }

  private mutating func line(to point: Point) {
    let at = segments.last?.end ?? Point(x: 0, y: 0)
    guard point != at else { return }
    // A line that goes on in the same direction is one with the line before.
    if case .line? = segments.last, segments.count > 1 {
      let before = segments[segments.count - 2].end
      let (x1, y1, x2, y2) = (at.x - before.x, at.y - before.y, point.x - at.x, point.y - at.y)
      if x1 * y2 == x2 * y1, x1 * x2 + y1 * y2 > 0 { segments.removeLast() }
    }
    segments.append(.line(point))
  }
}
