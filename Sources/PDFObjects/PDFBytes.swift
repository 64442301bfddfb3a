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
    let scale = Self.powers[min(max(decimals, 0), 6)]
    let scaled = (value * Double(scale)).rounded()
    guard scaled.isFinite, abs(scaled) < 1e15 else { return integer(0) }
    let whole = UInt(abs(scaled))
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(whole / scale, atLeast: 1)
    var rest = whole % scale
    guard rest > 0 else { return }
    var places = min(max(decimals, 0), 6)
    while rest.isMultiple(of: 10) {
      rest /= 10
      places -= 1
    }
    bytes.append(UInt8(ascii: "."))
    digits(rest, atLeast: places)
  }

  private static let powers: [UInt] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

  /// Decimal digits from the left, at least so many of them.
  private mutating func digits(_ value: UInt, atLeast places: Int) {
    var power: UInt = 1
    var count = 1
    while value / power >= 10 || count < places {
      power *= 10
      count += 1
    }
    var rest = value
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / power))
      rest %= power
      power /= 10
    }
  }

  /// `12 0 R`.
  package mutating func reference(_ object: ObjectID) {
    integer(object.number)
    raw(" 0 R")
  }

  package mutating func references(_ objects: some Sequence<ObjectID>) {
    raw("[")
    for (index, object) in objects.enumerated() {
      if index > 0 { raw(" ") }
      reference(object)
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
      for unit in text.utf16 { hex16(unit) }
      raw(">")
      return
    }
    raw("(")
    for byte in text.utf8 {
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    raw(")")
  }

  /// Bytes as a string in hexadecimal, for what is not text.
  package mutating func hexString(_ data: some Sequence<UInt8>) {
    raw("<")
    for byte in data { hex(byte) }
    raw(">")
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
