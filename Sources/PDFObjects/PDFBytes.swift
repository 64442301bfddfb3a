/// PDF syntax in the making (ISO 32000-1, 7.3): numbers, names, strings and references, as bytes.
///
/// Nothing here depends on the locale, and nothing goes through `String` on the way.
package struct PDFBytes: Sendable {
  package var bytes: [UInt8] = []

  package init() {}

  package var isEmpty: Bool { bytes.isEmpty }
  package var count: Int { bytes.count }

  /// Syntax as it stands, such as `<</Type/Page/Parent `.
  @inlinable package mutating func raw(_ syntax: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: syntax.utf8Start, count: syntax.utf8CodeUnitCount))
  }

  package mutating func raw(_ other: PDFBytes) { bytes.append(contentsOf: other.bytes) }

  package mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  package mutating func integer(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(value.magnitude, atLeast: 1)
  }

  /// A number with at most so many decimals, without trailing zeros; what is not finite or too large becomes 0.
  package mutating func number(_ value: Double, decimals: Int = 2) {
    let places = min(max(decimals, 0), 6)
    var scale: UInt = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = (value * Double(scale)).rounded()
    guard scaled.isFinite, abs(scaled) < 1e15 else { return integer(0) }
    fraction(Int(scaled), of: scale, places: places)
  }

  /// A number that is given in hundredths.
  package mutating func hundredths(_ value: Int) { fraction(value, of: 100, places: 2) }

  /// Points in hundredths, which is as fine as anything on a page is placed.
  package static func inHundredths(_ value: Double) -> Int {
    let scaled = (value * 100).rounded()
    return abs(scaled) < 1e15 ? Int(scaled) : 0
  }

  @inline(__always)
  private mutating func fraction(_ value: Int, of scale: UInt, places: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: scale)
    digits(whole, atLeast: 1)
    guard part > 0 else { return }
    var (rest, places) = (part, places)
    while rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    bytes.append(UInt8(ascii: "."))
    digits(rest, atLeast: places)
  }

  /// Decimal digits, at least so many of them, up to twenty.
  private mutating func digits(_ value: UInt, atLeast places: Int, and tail: StaticString = "") {
    let size = tail.utf8CodeUnitCount
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { room in
      var (rest, start, written) = (value, room.count - size, 0)
      for place in 0..<size { room[start + place] = tail.utf8Start[place] }
      repeat {
        start -= 1
        written += 1
        room[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0 || written < places
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: room[start...]))
    }
  }

  /// `12 0 R`.
  package mutating func reference(_ object: ObjectID) {
    digits(object.number.magnitude, atLeast: 1, and: " 0 R")
  }

  package mutating func references(_ objects: some Sequence<ObjectID>) {
    raw("[")
    var isFirst = true
    for object in objects {
      if !isFirst { raw(" ") }
      reference(object)
      isFirst = false
    }
    raw("]")
  }

  /// `/name`; everything but plain characters as `#` and two hexadecimal digits (7.3.5), in UTF-8.
  package mutating func name(_ name: String) {
    bytes.append(UInt8(ascii: "/"))
    for byte in name.utf8 {
      if byte > 0x20, byte < 0x7F, !Self.needEscapeInNames.contains(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "#"))
        hex(byte)
      }
    }
  }

  private static let needEscapeInNames = Array("#()<>[]{}/%".utf8)

  /// A text string (7.9.2.2): plain when it is printable ASCII, otherwise UTF-16BE with its mark.
  package mutating func text(_ text: String) {
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
      raw("<FEFF")
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.utf8.count * 4) { room in
        var end = 0
        for unit in text.utf16 {
          for shift in stride(from: 12, through: 0, by: -4) {
            room[end] = Self.hexDigit(UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15)
            end += 1
          }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: room[..<end]))
      }
      raw(">")
      return
    }
    raw("(")
    for byte in text.utf8 { literal(byte) }
    raw(")")
  }

  /// Bytes as a string in hexadecimal, for what is not text.
  package mutating func hexString(_ data: some Sequence<UInt8>) {
    raw("<")
    for byte in data { hex(byte) }
    raw(">")
  }

  /// Two bytes of a string in parentheses (7.3.4.2); what has a meaning there is escaped.
  @inline(__always)
  package mutating func literal16(_ value: UInt16) {
    literal(UInt8(truncatingIfNeeded: value >> 8))
    literal(UInt8(truncatingIfNeeded: value))
  }

  @inline(__always)
  private mutating func literal(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case UInt8(ascii: "\r"):
      // Bare, it would be read as a line feed.
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(UInt8(ascii: "r"))
    default: bytes.append(byte)
    }
  }

  @inlinable package mutating func hex16(_ value: UInt16) {
    hex(UInt8(truncatingIfNeeded: value >> 8))
    hex(UInt8(truncatingIfNeeded: value))
  }

  @inlinable package mutating func hex(_ byte: UInt8) {
    bytes.append(Self.hexDigit(byte >> 4))
    bytes.append(Self.hexDigit(byte & 15))
  }

  @inlinable static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

extension PDFBytes {
  /// The bytes that a text string stands for, by which names in trees are sorted.
  package static func textStringBytes(_ text: String) -> [UInt8] {
    isPlain(text) ? Array(text.utf8) : [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}
