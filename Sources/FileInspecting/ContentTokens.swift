/// The operators of a content stream, one after another, with what little of their operands is asked for (ISO 32000-1, 7.8.2).
struct ContentTokens {
  private let bytes: [UInt8]
  private var index = 0
  /// The last name among the operands.
  private(set) var name: PDFName?
  /// The numbers, also those inside arrays, each with its place among the bytes.
  private(set) var numbers: [(value: Double, range: Range<Int>)] = []
  /// The strings, also those inside arrays.
  private(set) var strings: [[UInt8]] = []
  /// Of each array with strings how many there are, by the index of its first.
  private(set) var listLengths: [Int: Int] = [:]
  private var listStart: Int?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The last number.
  var number: Double? { numbers.last?.value }

  /// The next operator; its operands are known until the one after. `nil` at the end.
  mutating func next() -> String? {
    (name, strings, listStart) = (nil, [], nil)
    numbers.removeAll(keepingCapacity: true)
    listLengths.removeAll(keepingCapacity: true)
    while index < bytes.count {
      switch bytes[index] {
      case 0, 9, 10, 12, 13, 32, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ">"), UInt8(ascii: ")"):
        index += 1
      case UInt8(ascii: "["):
        listStart = strings.count
        index += 1
      case UInt8(ascii: "]"):
        if let start = listStart, strings.count > start { listLengths[start] = strings.count - start }
        listStart = nil
        index += 1
      case UInt8(ascii: "%"): while index < bytes.count, bytes[index] != 10, bytes[index] != 13 { index += 1 }
      case UInt8(ascii: "("): passString()
      case UInt8(ascii: "<"): passHexadecimal()
      case UInt8(ascii: "/"):
        index += 1
        name = PDFName(bytes: unescaped(word()))
      default:
        let start = index
        let text = String(decoding: word().prefix(40), as: UTF8.self)
        guard let first = text.utf8.first, first > 0x39 || [0x22, 0x27].contains(first) else {
          if let number = Double(text) { numbers.append((number, start..<index)) }
          continue
        }
        return text
      }
    }
    return nil
  }

  /// To the end of the picture whose operator was just met.
  mutating func passInlineImage() {
    while index + 2 < bytes.count {
      let isEnd = bytes[index] <= 32 && bytes[index + 1] == UInt8(ascii: "E") && bytes[index + 2] == UInt8(ascii: "I")
      if isEnd && (index + 3 == bytes.count || bytes[index + 3] <= 32) {
        index += 3
        return
      }
      index += 1
    }
    index = bytes.count
  }

  /// The regular characters from here.
  private mutating func word() -> ArraySlice<UInt8> {
    let start = index
    while index < bytes.count, !Self.isDelimiter(bytes[index]) { index += 1 }
    return bytes[start..<index]
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, 9, 10, 12, 13, 32, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private func unescaped(_ word: ArraySlice<UInt8>) -> [UInt8] {
    var name: [UInt8] = []
    var rest = word
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "#"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        name.append(value)
        rest = rest.dropFirst(2)
      } else {
        name.append(byte)
      }
    }
    return name
  }

  private mutating func passString() {
    var text: [UInt8] = []
    var depth = 0
    scan: while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        if depth > 1 { text.append(byte) }
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { break scan }
        text.append(byte)
      case UInt8(ascii: "\\"): passEscape(&text)
      default: text.append(byte)
      }
    }
    strings.append(text)
  }

  /// What follows a backslash (ISO 32000-1, table 3).
  private mutating func passEscape(_ text: inout [UInt8]) {
    guard index < bytes.count else { return }
    let digits = bytes[index...].prefix(3).prefix { (0x30...0x37).contains($0) }
    index += max(1, digits.count)
    if !digits.isEmpty {
      text.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }))
      return
    }
    switch bytes[index - 1] {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case 10: break
    case 13: if index < bytes.count, bytes[index] == 10 { index += 1 }
    case let byte: text.append(byte)
    }
  }

  private mutating func passHexadecimal() {
    index += 1
    guard index < bytes.count, bytes[index] != UInt8(ascii: "<") else {
      index += 1
      return
    }
    var text: [UInt8] = []
    var half: UInt8?
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
      if let digit = hexadecimalDigit(bytes[index]) {
        if let first = half { text.append(first << 4 | digit) }
        half = half == nil ? digit : nil
      }
      index += 1
    }
    index += 1
    if let half { text.append(half << 4) }
    strings.append(text)
  }
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
