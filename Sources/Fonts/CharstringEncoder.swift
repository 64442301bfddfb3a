/// Writes an outline as a Type 2 charstring (Adobe Technical Note 5177), with the operators that need the fewest numbers.
struct CharstringEncoder {
  private var bytes: [UInt8] = []
  private var pending: [Int] = []
  private var operation: Operation?
  private var at = GridOutline.Point(x: 0, y: 0)

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

  /// Interpreters promise room for 48 numbers (appendix B).
  private static let room = 48

  /// An outline on the grid of `GridOutline`, its advance counted in the grid's steps.
  ///
  /// - Parameter widths: Of the original.
  /// - Returns: The charstring; `nil` when the original holds what cannot be read, and should then stay as it is.
  static func simplified(_ original: [UInt8], widths: Charstring.Widths, unitsPerEm: Int) -> Charstring? {
    guard unitsPerEm > 0, let path = CharstringPath(original) else { return nil }
    let advance = path.width.map { $0 + widths.nominal } ?? widths.standard
    let steps = advance * Double(GridOutline.stepsPerEm) / Double(unitsPerEm)
    guard abs(steps) < 32_000 else { return nil }
    var encoder = CharstringEncoder()
    if steps != Charstring.Widths.onGrid.standard { encoder.put(fraction: steps) }
    for segment in GridOutline(path, unitsPerEm: unitsPerEm).segments { encoder.draw(segment) }
    encoder.flush()
    encoder.bytes.append(14)
    return Charstring(bytes: encoder.bytes, unitsPerEm: GridOutline.stepsPerEm, widths: .onGrid)
  }

  private mutating func draw(_ segment: GridOutline.Segment) {
    switch segment {
    case .move(let point): move(point.x - at.x, point.y - at.y)
    case .line(let point): line(point.x - at.x, point.y - at.y)
    case .curve(let first, let second, let end):
      curve(
        (first.x - at.x, first.y - at.y), (second.x - first.x, second.y - first.y), (end.x - second.x, end.y - second.y)
      )
    }
    at = segment.end
  }

  private mutating func move(_ dx: Int, _ dy: Int) {
    flush()
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

  private mutating func line(_ dx: Int, _ dy: Int) {
    if dy == 0 {
      add([dx], .horizontalLine, after: isNext(.verticalLine, of: .horizontalLine))
    } else if dx == 0 {
      add([dy], .verticalLine, after: isNext(.horizontalLine, of: .verticalLine))
    } else {
      add([dx, dy], .lines, after: operation == .lines)
    }
  }

  private mutating func curve(_ first: (x: Int, y: Int), _ second: (x: Int, y: Int), _ third: (x: Int, y: Int)) {
    switch (first.x, first.y, third.x, third.y) {
    case (_, 0, 0, _):
      add([first.x, second.x, second.y, third.y], .horizontalTurn, after: isNextTurn(horizontal: true))
    case (0, _, _, 0):
      add([first.y, second.x, second.y, third.x], .verticalTurn, after: isNextTurn(horizontal: false))
    case (_, 0, _, 0):
      add([first.x, second.x, second.y, third.x], .horizontalCurves, after: operation == .horizontalCurves)
    case (0, _, 0, _):
      add([first.y, second.x, second.y, third.y], .verticalCurves, after: operation == .verticalCurves)
    case (_, 0, _, _):
      // The last turn of a row may end aslant, with a fifth number.
      add([first.x, second.x, second.y, third.y, third.x], .horizontalTurn, after: isNextTurn(horizontal: true))
      flush()
    case (0, _, _, _):
      add([first.y, second.x, second.y, third.x, third.y], .verticalTurn, after: isNextTurn(horizontal: false))
      flush()
    case (_, _, _, 0):
      // The first of a row may begin aslant.
      add([first.y, first.x, second.x, second.y, third.x], .horizontalCurves, after: false)
    case (_, _, 0, _):
      add([first.x, first.y, second.x, second.y, third.y], .verticalCurves, after: false)
    default:
      add([first.x, first.y, second.x, second.y, third.x, third.y], .curves, after: operation == .curves)
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

  /// A number that need not be whole, in 65,536ths.
  private mutating func put(fraction value: Double) {
    guard value != value.rounded() else { return put(Int(value)) }
    let fixed = Int((value * 65_536).rounded())
    bytes.append(255)
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: fixed >> shift)) }
  }
}
