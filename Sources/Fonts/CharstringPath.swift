/// A glyph's outline as absolute points, read from a Type 2 charstring (Adobe Technical Note 5177).
struct CharstringPath {
  struct Point: Equatable {
    var x: Double
    var y: Double

    /// How far this lies from the line through two points.
    func distance(_ a: Point, _ b: Point) -> Double {
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0 else { return ((x - a.x) * (x - a.x) + (y - a.y) * (y - a.y)).squareRoot() }
      return abs(dx * (a.y - y) - (a.x - x) * dy) / length
    }
  }

  enum Segment {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
  }

  /// What stands before the first operator: the advance, less the font's nominal one; `nil` for the standard advance.
  private(set) var width: Double?
  private(set) var segments: [Segment] = []
  private var at = Point(x: 0, y: 0)
  private var stack: [Double] = []
  private var isFirst = true

  /// - Returns: `nil` for what a flat charstring without hints does not have: subroutines, hints, arithmetic.
  init?(_ bytes: [UInt8]) {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte >= 32 || byte == 28 {
        guard let number = Self.number(byte, bytes, &position) else { return nil }
        stack.append(number)
      } else if byte == 14 {
        takeWidth(expecting: 0)
        return
      } else {
        guard run(byte == 12 ? 1200 + Int(bytes.indices.contains(position) ? bytes[position] : 0) : Int(byte)) else {
          return nil
        }
        if byte == 12 { position += 1 }
        stack.removeAll(keepingCapacity: true)
      }
    }
  }

  private static func number(_ byte: UInt8, _ bytes: [UInt8], _ position: inout Int) -> Double? {
    let more = byte == 28 ? 2 : byte == 255 ? 4 : byte >= 247 ? 1 : 0
    guard position + more <= bytes.count else { return nil }
    let tail = bytes[position..<position + more].reduce(0) { $0 << 8 | Int($1) }
    position += more
    switch byte {
    case 28: return Double(Int16(truncatingIfNeeded: tail))
    case 255: return Double(Int32(truncatingIfNeeded: tail)) / 65536
    case 247...250: return Double((Int(byte) - 247) * 256 + tail + 108)
    case 251...254: return Double(-(Int(byte) - 251) * 256 - tail - 108)
    default: return Double(Int(byte) - 139)
    }
  }

  private mutating func takeWidth(expecting count: Int) {
    if isFirst, stack.count > count { width = stack.removeFirst() }
    isFirst = false
  }

  private mutating func run(_ operation: Int) -> Bool {
    switch operation {
    case 21: takeWidth(expecting: 2); return move(2) { ($0[0], $0[1]) }
    case 22: takeWidth(expecting: 1); return move(1) { ($0[0], 0) }
    case 4: takeWidth(expecting: 1); return move(1) { (0, $0[0]) }
    case 5: return lines(stack[...])
    case 6: return alternatingLines(horizontal: true)
    case 7: return alternatingLines(horizontal: false)
    case 8: return curves(stack[...])
    case 24: return stack.count >= 8 && curves(stack.dropLast(2)) && lines(stack.suffix(2))
    case 25: return stack.count >= 8 && lines(stack.dropLast(6)) && curves(stack.suffix(6))
    case 26: return parallelCurves(horizontal: false)
    case 27: return parallelCurves(horizontal: true)
    case 30: return turningCurves(horizontal: false)
    case 31: return turningCurves(horizontal: true)
    case 1234, 1235, 1236, 1237: return flex(operation)
    default: return false
    }
  }

  // MARK: Operators

  private mutating func move(_ count: Int, _ delta: ([Double]) -> (Double, Double)) -> Bool {
    guard stack.count == count else { return false }
    let (x, y) = delta(stack)
    at = Point(x: at.x + x, y: at.y + y)
    segments.append(.move(at))
    return true
  }

  private mutating func line(_ x: Double, _ y: Double) {
    at = Point(x: at.x + x, y: at.y + y)
    segments.append(.line(at))
  }

  private mutating func curve(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x3: Double, _ y3: Double) {
    let first = Point(x: at.x + x1, y: at.y + y1)
    let second = Point(x: first.x + x2, y: first.y + y2)
    at = Point(x: second.x + x3, y: second.y + y3)
    segments.append(.curve(first, second, at))
  }

  private mutating func lines(_ values: ArraySlice<Double>) -> Bool {
    let values = Array(values)
    guard values.count.isMultiple(of: 2) else { return false }
    for index in stride(from: 0, to: values.count, by: 2) { line(values[index], values[index + 1]) }
    return true
  }

  private mutating func alternatingLines(horizontal: Bool) -> Bool {
    for (index, value) in stack.enumerated() {
      if index.isMultiple(of: 2) == horizontal { line(value, 0) } else { line(0, value) }
    }
    return true
  }

  private mutating func curves(_ values: ArraySlice<Double>) -> Bool {
    let v = Array(values)
    guard v.count.isMultiple(of: 6) else { return false }
    for i in stride(from: 0, to: v.count, by: 6) { curve(v[i], v[i + 1], v[i + 2], v[i + 3], v[i + 4], v[i + 5]) }
    return true
  }

  /// hhcurveto and vvcurveto: both ends run along one axis.
  private mutating func parallelCurves(horizontal: Bool) -> Bool {
    var v = stack
    var aside = 0.0
    if !v.count.isMultiple(of: 4), !v.isEmpty { aside = v.removeFirst() }
    guard v.count.isMultiple(of: 4) else { return false }
    for i in stride(from: 0, to: v.count, by: 4) {
      if horizontal {
        curve(v[i], aside, v[i + 1], v[i + 2], v[i + 3], 0)
      } else {
        curve(aside, v[i], v[i + 1], v[i + 2], 0, v[i + 3])
      }
      aside = 0
    }
    return true
  }

  /// hvcurveto and vhcurveto: quarter turns, each beginning where the one before ended.
  private mutating func turningCurves(horizontal: Bool) -> Bool {
    var v = stack
    var last: Double?
    if v.count % 4 == 1 { last = v.removeLast() }
    guard v.count.isMultiple(of: 4) else { return false }
    var horizontal = horizontal
    for i in stride(from: 0, to: v.count, by: 4) {
      let aside = i + 4 == v.count ? last ?? 0 : 0
      if horizontal {
        curve(v[i], 0, v[i + 1], v[i + 2], aside, v[i + 3])
      } else {
        curve(0, v[i], v[i + 1], v[i + 2], v[i + 3], aside)
      }
      horizontal.toggle()
    }
    return true
  }

  private mutating func flex(_ operation: Int) -> Bool {
    let v = stack
    switch (operation, v.count) {
    case (1234, 7):
      curve(v[0], 0, v[1], v[2], v[3], 0)
      curve(v[4], 0, v[5], -v[2], v[6], 0)
    case (1235, 13):
      curve(v[0], v[1], v[2], v[3], v[4], v[5])
      curve(v[6], v[7], v[8], v[9], v[10], v[11])
    case (1236, 9):
      curve(v[0], v[1], v[2], v[3], v[4], 0)
      curve(v[5], 0, v[6], v[7], v[8], -(v[1] + v[3] + v[7]))
    case (1237, 11):
      let (x, y) = (v[0] + v[2] + v[4] + v[6] + v[8], v[1] + v[3] + v[5] + v[7] + v[9])
      curve(v[0], v[1], v[2], v[3], v[4], v[5])
      curve(v[6], v[7], v[8], v[9], abs(x) > abs(y) ? v[10] : -x, abs(x) > abs(y) ? -y : v[10])
    default: return false
    }
    return true
  }
}
