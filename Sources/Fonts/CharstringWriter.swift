/// Writes an outline as a charstring (Adobe Technical Note 5177), with the operators that take the fewest numbers.
struct CharstringWriter {
  private(set) var bytes: [UInt8] = []
  private var current = CharstringPath.Point(x: 0, y: 0)
  private var open = Operator.none
  private var arguments: [Double] = []

  /// The operator that is gathering numbers.
  private enum Operator: Equatable {
    case none
    case lines
    /// Lines by turns; whether the next is horizontal, and whether the first was.
    case turningLines(nextIsHorizontal: Bool, began: Bool)
    case curves
    case parallelCurves(isHorizontal: Bool)
    case turningCurves(nextIsHorizontal: Bool, began: Bool)
  }

  static func bytes(of path: CharstringPath) -> [UInt8] {
    var writer = CharstringWriter()
    if let width = path.width { writer.append(width) }
    for contour in path.contours { writer.write(contour) }
    writer.bytes.append(14)
    return writer.bytes
  }

  private mutating func write(_ contour: CharstringPath.Contour) {
    let (dx, dy) = (contour.start.x - current.x, contour.start.y - current.y)
    if dy == 0 {
      append(dx)
      bytes.append(22)
    } else if dx == 0 {
      append(dy)
      bytes.append(4)
    } else {
      append(dx)
      append(dy)
      bytes.append(21)
    }
    current = contour.start
    for segment in contour.segments {
      switch segment {
      case .line(let end): line(end.x - current.x, end.y - current.y)
      case .curve(let first, let second, let end):
        curve(
          (first.x - current.x, first.y - current.y), (second.x - first.x, second.y - first.y),
          (end.x - second.x, end.y - second.y))
      }
      current = segment.end
    }
    close()
  }

  private mutating func line(_ dx: Double, _ dy: Double) {
    if dx == 0 || dy == 0 {
      let isHorizontal = dy == 0
      if case .turningLines(let next, _) = open, next == isHorizontal {
      } else {
        close()
        open = .turningLines(nextIsHorizontal: isHorizontal, began: isHorizontal)
      }
      if case .turningLines(_, let began) = open { open = .turningLines(nextIsHorizontal: !isHorizontal, began: began) }
      add(isHorizontal ? dx : dy)
    } else {
      begin(.lines)
      add(dx, dy)
    }
  }

  private mutating func curve(_ a: (Double, Double), _ b: (Double, Double), _ c: (Double, Double)) {
    switch (a.1 == 0, a.0 == 0, c.1 == 0, c.0 == 0) {
    case (true, _, _, true): turn(isHorizontal: true, a.0, b, c.1)
    case (_, true, true, _): turn(isHorizontal: false, a.1, b, c.0)
    case (true, _, true, _):
      begin(.parallelCurves(isHorizontal: true))
      add(a.0, b.0, b.1, c.0)
    case (_, true, _, true):
      begin(.parallelCurves(isHorizontal: false))
      add(a.1, b.0, b.1, c.1)
    case (_, _, true, _):
      close()
      open = .parallelCurves(isHorizontal: true)
      add(a.1, a.0, b.0, b.1, c.0)
    case (_, _, _, true):
      close()
      open = .parallelCurves(isHorizontal: false)
      add(a.0, a.1, b.0, b.1, c.1)
    case (true, _, _, _):
      turn(isHorizontal: true, a.0, b, c.1)
      add(c.0)
      close()
    case (_, true, _, _):
      turn(isHorizontal: false, a.1, b, c.0)
      add(c.1)
      close()
    default:
      begin(.curves)
      add(a.0, a.1, b.0, b.1, c.0, c.1)
    }
  }

  private mutating func turn(isHorizontal: Bool, _ first: Double, _ middle: (Double, Double), _ last: Double) {
    if case .turningCurves(let next, _) = open, next == isHorizontal, arguments.count <= 40 {
    } else {
      close()
      open = .turningCurves(nextIsHorizontal: isHorizontal, began: isHorizontal)
    }
    if case .turningCurves(_, let began) = open { open = .turningCurves(nextIsHorizontal: !isHorizontal, began: began) }
    add(first, middle.0, middle.1, last)
  }

  /// Goes on with an operator, or begins it anew.
  private mutating func begin(_ wanted: Operator) {
    guard open != wanted else { return }
    close()
    open = wanted
  }

  private mutating func add(_ values: Double...) {
    // The stack holds 48 numbers. A fifth number of a curve always follows its four at once, so there is room for it.
    if arguments.count + values.count > 48 {
      let same = open
      close()
      open = same
      if case .turningLines(let next, _) = same { open = .turningLines(nextIsHorizontal: next, began: !next) }
    }
    arguments += values
  }

  private mutating func close() {
    defer {
      open = .none
      arguments = []
    }
    guard !arguments.isEmpty else { return }
    for argument in arguments { append(argument) }
    switch open {
    case .none: break
    case .lines: bytes.append(5)
    case .turningLines(_, let began): bytes.append(began ? 6 : 7)
    case .curves: bytes.append(8)
    case .parallelCurves(let isHorizontal): bytes.append(isHorizontal ? 27 : 26)
    case .turningCurves(_, let began): bytes.append(began ? 31 : 30)
    }
  }

  private mutating func append(_ value: Double) {
    let fixed = Int((value * 65_536).rounded())
    guard fixed & 0xFFFF == 0, let whole = Int16(exactly: fixed >> 16) else {
      bytes.append(255)
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: fixed >> shift)) }
      return
    }
    let number = Int(whole)
    switch number {
    case -107...107: bytes.append(UInt8(number + 139))
    case 108...1131: bytes += [UInt8(247 + (number - 108) >> 8), UInt8((number - 108) & 255)]
    case -1131...(-108): bytes += [UInt8(251 + (-number - 108) >> 8), UInt8((-number - 108) & 255)]
    default: bytes += [28, UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }
  }
}
