/// The outline that a flat, unhinted charstring draws (Adobe Technical Note 5177), as points of the font's grid.
struct CharstringPath: Equatable {
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  enum Segment: Equatable {
    case line(Point)
    case curve(Point, Point, Point)

    var end: Point {
      switch self {
      case .line(let end), .curve(_, _, let end): end
      }
    }
  }

  struct Contour: Equatable {
    var start: Point
    var segments: [Segment] = []
  }

  /// The number before the first operator, if there is one: the width, counted from the font's nominal width.
  private(set) var width: Double?
  private(set) var contours: [Contour] = []

  // Where reading stands.
  private var current = Point(x: 0, y: 0)
  private var stack: [Double] = []
  private var isBegun = false
  private var isEnded = false

  static func == (a: CharstringPath, b: CharstringPath) -> Bool { a.width == b.width && a.contours == b.contours }

  /// - Returns: `nil` when the charstring holds hints, subroutines, arithmetic or other things that outlines can do without.
  init?(_ bytes: [UInt8]) {
    var position = 0
    while position < bytes.count, !isEnded {
      let byte = Int(bytes[position])
      if byte >= 32 || byte == 28 {
        guard let length = push(bytes, at: position) else { return nil }
        position += length
      } else if byte == 12 {
        guard position + 1 < bytes.count, flex(Int(bytes[position + 1])) else { return nil }
        position += 2
      } else {
        guard perform(byte) else { return nil }
        position += 1
      }
    }
    guard isEnded else { return nil }
  }

  private mutating func push(_ bytes: [UInt8], at position: Int) -> Int? {
    let byte = Int(bytes[position])
    let length = byte == 28 ? 3 : byte < 247 ? 1 : byte < 255 ? 2 : 5
    guard position + length <= bytes.count, stack.count < 48 else { return nil }
    let next = length > 1 ? Int(bytes[position + 1]) : 0
    switch byte {
    case 28: stack.append(Double(Int16(truncatingIfNeeded: next << 8 | Int(bytes[position + 2]))))
    case ..<247: stack.append(Double(byte - 139))
    case ..<251: stack.append(Double((byte - 247) * 256 + next + 108))
    case ..<255: stack.append(Double(-(byte - 251) * 256 - next - 108))
    default:
      let value = bytes[position + 1..<position + 5].reduce(0) { $0 << 8 | Int($1) }
      stack.append(Double(Int32(truncatingIfNeeded: value)) / 65_536)
    }
    return length
  }

  private mutating func perform(_ code: Int) -> Bool {
    let arguments = stack
    stack = []
    switch code {
    case 21: return move(arguments, count: 2)
    case 22: return move(arguments, count: 1)
    case 4: return move(arguments, count: 1, isVertical: true)
    case 14: return end(arguments)
    default: break
    }
    guard !contours.isEmpty else { return false }
    switch code {
    case 5: return lines(arguments[...])
    case 6: return alternatingLines(arguments, isHorizontal: true)
    case 7: return alternatingLines(arguments, isHorizontal: false)
    case 8: return curves(arguments[...])
    case 24:
      return arguments.count >= 8 && curves(arguments.dropLast(2)) && lines(arguments.suffix(2))
    case 25:
      return arguments.count >= 8 && lines(arguments.dropLast(6)) && curves(arguments.suffix(6))
    case 26: return parallelCurves(arguments, isHorizontal: false)
    case 27: return parallelCurves(arguments, isHorizontal: true)
    case 30: return alternatingCurves(arguments, isHorizontal: false)
    case 31: return alternatingCurves(arguments, isHorizontal: true)
    default: return false
    }
  }

  private mutating func takeWidth(_ arguments: inout [Double], expected: Int) -> Bool {
    defer { isBegun = true }
    if !isBegun, arguments.count == expected + 1 { width = arguments.removeFirst() }
    return arguments.count == expected
  }

  private mutating func move(_ given: [Double], count: Int, isVertical: Bool = false) -> Bool {
    var arguments = given
    guard takeWidth(&arguments, expected: count) else { return false }
    current.x += isVertical ? 0 : arguments[0]
    current.y += isVertical ? arguments[0] : count == 2 ? arguments[1] : 0
    contours.append(Contour(start: current))
    return true
  }

  private mutating func end(_ given: [Double]) -> Bool {
    var arguments = given
    isEnded = true
    return takeWidth(&arguments, expected: 0)
  }

  private mutating func line(_ dx: Double, _ dy: Double) {
    current = Point(x: current.x + dx, y: current.y + dy)
    contours[contours.count - 1].segments.append(.line(current))
  }

  private mutating func curve(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x3: Double, _ y3: Double
  ) {
    let first = Point(x: current.x + x1, y: current.y + y1)
    let second = Point(x: first.x + x2, y: first.y + y2)
    current = Point(x: second.x + x3, y: second.y + y3)
    contours[contours.count - 1].segments.append(.curve(first, second, current))
  }

  private mutating func lines(_ arguments: ArraySlice<Double>) -> Bool {
    let values = Array(arguments)
    for index in stride(from: 0, to: values.count - 1, by: 2) { line(values[index], values[index + 1]) }
    return values.count.isMultiple(of: 2)
  }

  private mutating func alternatingLines(_ values: [Double], isHorizontal: Bool) -> Bool {
    for (index, value) in values.enumerated() {
      index.isMultiple(of: 2) == isHorizontal ? line(value, 0) : line(0, value)
    }
    return !values.isEmpty
  }

  private mutating func curves(_ arguments: ArraySlice<Double>) -> Bool {
    let values = Array(arguments)
    guard values.count.isMultiple(of: 6) else { return false }
    for index in stride(from: 0, to: values.count, by: 6) {
      curve(
        values[index], values[index + 1], values[index + 2], values[index + 3], values[index + 4], values[index + 5])
    }
    return true
  }

  /// Curves that begin and end in the same direction (`hhcurveto`, `vvcurveto`).
  private mutating func parallelCurves(_ given: [Double], isHorizontal: Bool) -> Bool {
    var values = given
    var across = values.count % 4 == 1 ? values.removeFirst() : 0
    guard values.count.isMultiple(of: 4) else { return false }
    for index in stride(from: 0, to: values.count, by: 4) {
      let (a, b, c, d) = (values[index], values[index + 1], values[index + 2], values[index + 3])
      isHorizontal ? curve(a, across, b, c, d, 0) : curve(across, a, b, c, 0, d)
      across = 0
    }
    return true
  }

  /// Curves that begin in one direction and end in the other, by turns (`hvcurveto`, `vhcurveto`).
  private mutating func alternatingCurves(_ given: [Double], isHorizontal: Bool) -> Bool {
    var values = given
    let last = values.count % 4 == 1 ? values.removeLast() : 0
    guard values.count.isMultiple(of: 4) else { return false }
    for index in stride(from: 0, to: values.count, by: 4) {
      let (a, b, c, d) = (values[index], values[index + 1], values[index + 2], values[index + 3])
      let extra = index + 4 == values.count ? last : 0
      (index / 4).isMultiple(of: 2) == isHorizontal ? curve(a, 0, b, c, extra, d) : curve(0, a, b, c, d, extra)
    }
    return true
  }

  /// Two curves in one operator.
  private mutating func flex(_ code: Int) -> Bool {
    let v = stack
    stack = []
    guard !contours.isEmpty else { return false }
    switch (code, v.count) {
    case (35, 13): return curves(v[..<12])
    case (34, 7):
      curve(v[0], 0, v[1], v[2], v[3], 0)
      curve(v[4], 0, v[5], -v[2], v[6], 0)
    case (36, 9):
      curve(v[0], v[1], v[2], v[3], v[4], 0)
      curve(v[5], 0, v[6], v[7], v[8], -(v[1] + v[3] + v[7]))
    case (37, 11):
      let dx = v[0] + v[2] + v[4] + v[6] + v[8]
      let dy = v[1] + v[3] + v[5] + v[7] + v[9]
      curve(v[0], v[1], v[2], v[3], v[4], v[5])
      abs(dx) > abs(dy)
        ? curve(v[6], v[7], v[8], v[9], v[10], -dy) : curve(v[6], v[7], v[8], v[9], -dx, v[10])
    default: return false
    }
    return true
  }
}

extension CharstringPath {
  /// The outline on a coarser grid, without the parts that vanish in it.
  func rounded(to grid: Double) -> CharstringPath {
    var path = self
    func round(_ point: Point) -> Point {
      Point(x: (point.x / grid).rounded() * grid, y: (point.y / grid).rounded() * grid)
    }
    path.contours = contours.map { contour in
      var result = Contour(start: round(contour.start))
      var current = result.start
      for segment in contour.segments {
        let moved: Segment =
          switch segment {
          case .line(let end): .line(round(end))
          case .curve(let first, let second, let end): .curve(round(first), round(second), round(end))
          }
        if moved == .line(current) || moved == .curve(current, current, current) { continue }
        result.segments.append(moved)
        current = moved.end
      }
      // A contour closes itself.
      if result.segments.last == .line(result.start) { result.segments.removeLast() }
      return result
    }
    path.contours.removeAll { $0.segments.isEmpty }
    return path
  }
}
