/// The bytes of a content stream, or of many small objects, in the making.
///
/// A page is thousands of short writes: each asks once for the room that it needs at most, and then only stores bytes. The
/// syntax is that of `PDFBytes`, which everything else is written with.
///
/// The memory is this value's own, as it cannot be copied; it is touched by the functions here only, and `next` never passes
/// `end`, as each of them asks for room before it writes.
package struct ContentBytes: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var next: UnsafeMutablePointer<UInt8>
  @usableFromInline var end: UnsafeMutablePointer<UInt8>

  package init(capacity: Int) {
    start = .allocate(capacity: max(capacity, 64))
    next = start
    end = start + max(capacity, 64)
  }

  deinit { start.deallocate() }

  package var count: Int { next - start }
  package var isEmpty: Bool { next == start }
  /// A copy of what was written.
  package var bytes: [UInt8] { withBytes { Array($0) } }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: start, count: count))
  }

  /// Makes room for so many bytes more.
  @inlinable @inline(__always) mutating func need(_ room: Int) {
    if end - next < room { grow(room) }
  }

  @usableFromInline mutating func grow(_ room: Int) {
    let count = self.count
    let capacity = max((end - start) * 2, count + room)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    (start, next, end) = (larger, larger + count, larger + capacity)
  }

  /// Stores a byte for which there is room.
  @inlinable @inline(__always) mutating func store(_ byte: UInt8) {
    next.pointee = byte
    next += 1
  }

  /// Syntax as it stands.
  @inlinable @inline(__always) package mutating func raw(_ syntax: StaticString) {
    let size = syntax.utf8CodeUnitCount
    need(size)
    next.update(from: syntax.utf8Start, count: size)
    next += size
  }

  /// What is written elsewhere because it is seldom needed.
  package mutating func raw(_ other: PDFBytes) {
    need(other.count)
    for byte in other.bytes { store(byte) }
  }

  /// A part of what is written already.
  @inlinable package mutating func raw(_ other: [UInt8], _ part: Range<Int>) {
    need(part.count)
    other.withUnsafeBufferPointer { other in
      // An empty part may be of an empty array, which has no address.
      guard let source = UnsafeBufferPointer(rebasing: other[part]).baseAddress else { return }
      next.update(from: source, count: part.count)
    }
    next += part.count
  }

  /// Begins anew in the same room.
  package mutating func removeAll() { next = start }

  /// `12 0 R`.
  @inlinable package mutating func reference(_ object: ObjectID) {
    integer(object.number)
    raw(" 0 R")
  }

  @inlinable package mutating func integer(_ value: Int) {
    need(20)
    if value < 0 { store(UInt8(ascii: "-")) }
    digits(value.magnitude)
  }

  /// A number that is given in hundredths, without trailing zeros.
  @inlinable package mutating func hundredths(_ value: Int) {
    need(24)
    if value < 0 { store(UInt8(ascii: "-")) }
    let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: 100)
    digits(whole)
    guard part > 0 else { return }
    let (tenths, rest) = part.quotientAndRemainder(dividingBy: 10)
    store(UInt8(ascii: "."))
    store(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: tenths))
    if rest > 0 { store(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)) }
  }

  /// Decimal digits; there is room for the twenty that a number has at most.
  @inlinable @inline(__always) mutating func digits(_ value: UInt) {
    var size = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      size += 1
    }
    rest = value
    for place in stride(from: size - 1, through: 0, by: -1) {
      next[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    next += size
  }

  /// Two bytes of a string in parentheses (ISO 32000-1, 7.3.4.2); what has a meaning there is escaped.
  @inlinable @inline(__always) package mutating func literal16(_ value: UInt16) {
    need(4)
    literal(UInt8(truncatingIfNeeded: value >> 8))
    literal(UInt8(truncatingIfNeeded: value))
  }

  @inlinable @inline(__always) mutating func literal(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
      store(UInt8(ascii: "\\"))
      store(byte)
    case UInt8(ascii: "\r"):
      // Bare, it would be read as a line feed.
      store(UInt8(ascii: "\\"))
      store(UInt8(ascii: "r"))
    default: store(byte)
    }
  }

  package mutating func hex16(_ value: UInt16) {
    hex(UInt8(truncatingIfNeeded: value >> 8))
    hex(UInt8(truncatingIfNeeded: value))
  }

  package mutating func hex(_ byte: UInt8) {
    need(2)
    store(PDFBytes.hexDigit(byte >> 4))
    store(PDFBytes.hexDigit(byte & 15))
  }
}
