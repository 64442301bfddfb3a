/// A heading as it is compared: without blanks, punctuation, zero-width characters, and the difference between full and
/// half width or upper and lower case. Han characters stay as they are.
///
/// - Parameter dropsParentheses: Whether what stands in parentheses goes too: 身份证号（18位）.
package func comparableHeading(_ text: some StringProtocol, dropsParentheses: Bool = false) -> String {
  String(decoding: comparableBytes(text, dropsParentheses: dropsParentheses), as: UTF8.self)
}

/// The UTF-8 of `comparableHeading`.
package func comparableBytes(_ text: some StringProtocol, dropsParentheses: Bool = false) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count)
  var depth = 0
  for scalar in text.unicodeScalars {
    let plain = halfWidth(scalar)
    if dropsParentheses {
      switch plain {
      case "(", "[", "{", "〔", "【", "<", "《":
        depth += 1
        continue
      case ")", "]", "}", "〕", "】", ">", "》":
        depth = max(0, depth - 1)
        continue
      default: if depth > 0 { continue }
      }
    }
    append(plain, to: &result)
  }
  return result
}

private func append(_ scalar: Unicode.Scalar, to heading: inout [UInt8]) {
  switch scalar.value {
  // What almost all headings hold; properties are slow to ask for.
  case 0x4E00...0x9FA5:
    heading.append(UInt8(0xE0 | scalar.value >> 12))
    heading.append(UInt8(0x80 | scalar.value >> 6 & 0x3F))
    heading.append(UInt8(0x80 | scalar.value & 0x3F))
  case 0x30...0x39, 0x61...0x7A: heading.append(UInt8(scalar.value))
  case 0x41...0x5A: heading.append(UInt8(scalar.value + 0x20))
  case 0..<0x80: break
  default: appendCarefully(scalar, to: &heading)
  }
}

private func appendCarefully(_ scalar: Unicode.Scalar, to heading: inout [UInt8]) {
  switch scalar.properties.generalCategory {
  case .uppercaseLetter: heading.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
  case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .letterNumber:
    heading.append(contentsOf: String(scalar).utf8)
  case .otherNumber:
    // ① and its like.
    if let value = scalar.properties.numericValue { heading.append(contentsOf: String(Int(value)).utf8) }
  default: break
  }
}

/// The half-width form of a full-width sign, digit or letter.
private func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
  return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
}

/// A number that stands in the UTF-8 of a compared heading, such as 联系人2电话 or 第二联系人, and the heading without it.
func numbered(_ heading: UnsafeBufferPointer<UInt8>) -> (rest: [UInt8], number: Int)? {
  let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 }
  if let start = heading.firstIndex(where: isDigit) {
    let end = heading[start...].firstIndex { !isDigit($0) } ?? heading.count
    let number = heading[start..<min(end, start + 3)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return end - start <= 2 && number > 0 ? (without(heading, start..<end), number) : nil
  }
  for start in stride(from: heading.count - 3, through: 0, by: -1) where heading[start] & 0xFE == 0xE4 {
    if let number = chineseDigits.firstIndex(where: { heading[start..<start + 3].elementsEqual($0) }) {
      return (without(heading, start..<start + 3), number + 1)
    }
  }
  return nil
}

private let chineseDigits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"].map { Array($0.utf8) }
private let ordinal = Array("第".utf8)

private func without(_ heading: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
  let before = heading[..<range.lowerBound]
  return (before.reversed().starts(with: ordinal.reversed()) ? before.dropLast(ordinal.count) : before)
    + Array(heading[range.upperBound...])
}
