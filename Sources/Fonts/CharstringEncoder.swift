/// Writes an outline as a Type 2 charstring, its points on a coarser grid.
///
/// Fonts are drawn on a grid of a thousandth of the em or finer, of which a form at ten points shows nothing: a step of 1/200 em
/// is 0.018 mm there, less than half a dot at 600 dpi. On the coarser grid the same few differences come again and again,
/// curves that are all but straight become lines, and the font of a form is a quarter smaller after compression. The
/// grid's step stays a whole number of font units, so that the font's matrix, which not every viewer looks at, need not
/// change.
struct CharstringEncoder {
  /// How many steps of the grid make an em.
  static let stepsPerEm = 200
  /// A curve that leaves its chord by no more than this many steps is a line.
  static let flatness = 1.0

  private var bytes: [UInt8] = []
  private var pending: [Int] = []
  private var operation: Operation?
  /// The current point, in font units, on the grid.
  private var x = 0
  private var y = 0

  private enum Operation: UInt8 {
    case lines = 5
    case horizontalLine = 6
    case verticalLine = 7
    case curves = 8
    case verticalCurves = 26
    case horizontalCurves = 27
    case verticalTurn = 30
    case horizontalTurn = 31
  }

  /// Interpreters promise room for 48 numbers (Technical Note 5177, appendix B).
  private static let room = 48

  /// - Returns: The charstring; `nil` when the original holds what cannot be read, and should then stay as it is.
  static func simplified(_ original: [UInt8], unitsPerEm: Int) -> [UInt8]? {
    guard let path = CharstringPath(original) else { return nil }
    let step = Double(max(1, unitsPerEm / stepsPerEm))
    var encoder = CharstringEncoder()
    if let width = path.width {
      guard width == width.rounded() else { return nil }
      encoder.put(Int(width))
    }
    func snapped(_ point: CharstringPath.Point) -> (Int, Int) {
      (Int((point.x / step).rounded() * step), Int((point.y / step).rounded() * step))
    }
    var at = CharstringPath.Point(x: 0, y: 0)
    for segment in path.segments {
      switch segment {
      case .move(let point):
        encoder.move(to: snapped(point))
        at = point
      case .line(let point):
        encoder.line(to: snapped(point))
        at = point
      case .curve(let first, let second, let end):
        if max(first.distance(at, end), second.distance(at, end)) <= step * flatness {
          encoder.line(to: snapped(end))
        } else {
          encoder.curve(snapped(first), snapped(second), snapped(end))
        }
        at = end
      }
    }
    encoder.flush()
    encoder.bytes.append(14)
    return encoder.bytes
  }

  private mutating func move(to point: (Int, Int)) {
    flush()
    let (dx, dy) = (point.0 - x, point.1 - y)
    (x, y) = point
    switch (dx, dy) {
    case (_, 0):
      put(dx)
      bytes.append(22)
    case (0, _):
      put(dy)
      bytes.append(4)
    default:
      put(dx)
      put(dy)
      bytes.append(21)
    }
  }

  private mutating func line(to point: (Int, Int)) {
    let (dx, dy) = (point.0 - x, point.1 - y)
    (x, y) = point
    if dx == 0, dy == 0 { return }
    if dy == 0 {
      add([dx], .horizontalLine, after: isNext(.verticalLine, of: .horizontalLine))
    } else if dx == 0 {
      add([dy], .verticalLine, after: isNext(.horizontalLine, of: .verticalLine))
    } else {
      add([dx, dy], .lines, after: operation == .lines)
    }
  }

  private mutating func curve(_ first: (Int, Int), _ second: (Int, Int), _ end: (Int, Int)) {
    let (x1, y1) = (first.0 - x, first.1 - y)
    let (x2, y2) = (second.0 - first.0, second.1 - first.1)
    let (x3, y3) = (end.0 - second.0, end.1 - second.1)
    (x, y) = end
    if [x1, y1, x2, y2, x3, y3].allSatisfy({ $0 == 0 }) { return }
    if y1 == 0, x3 == 0 {
      add([x1, x2, y2, y3], .horizontalTurn, after: isNextTurn(horizontal: true))
    } else if x1 == 0, y3 == 0 {
      add([y1, x2, y2, x3], .verticalTurn, after: isNextTurn(horizontal: false))
    } else if y1 == 0, y3 == 0 {
      add([x1, x2, y2, x3], .horizontalCurves, after: operation == .horizontalCurves)
    } else if x1 == 0, x3 == 0 {
      add([y1, x2, y2, y3], .verticalCurves, after: operation == .verticalCurves)
    } else {
      add([x1, y1, x2, y2, x3, y3], .curves, after: operation == .curves)
    }
  }

  /// Whether a line continues alternating lines: those that began in `own` direction are of it at even places.
  private func isNext(_ other: Operation, of own: Operation) -> Bool {
    (operation == own && pending.count.isMultiple(of: 2)) || (operation == other && !pending.count.isMultiple(of: 2))
  }

  /// Whether a quarter turn continues those before, which alternate.
  private func isNextTurn(horizontal: Bool) -> Bool {
    let isEven = (pending.count / 4).isMultiple(of: 2)
    return operation == .horizontalTurn && isEven == horizontal || operation == .verticalTurn && isEven != horizontal
  }

  private mutating func add(_ numbers: [Int], _ next: Operation, after continues: Bool) {
    if !continues || pending.count + numbers.count > Self.room {
      flush()
      operation = next
    }
    pending += numbers
  }

  private mutating func flush() {
    guard let operation, !pending.isEmpty else { return }
    pending.forEach { put($0) }
    bytes.append(operation.rawValue)
    pending.removeAll(keepingCapacity: true)
    self.operation = nil
  }

  private mutating func put(_ value: Int) {
    switch value {
    case -107...107: bytes.append(UInt8(value + 139))
    case 108...1131: bytes += [UInt8(247 + (value - 108) >> 8), UInt8((value - 108) & 255)]
    case -1131...(-108): bytes += [UInt8(251 + (-value - 108) >> 8), UInt8((-value - 108) & 255)]
    default: bytes += [28, UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }
  }
}
