/// A heading as it is compared: without blanks, punctuation, zero-width characters, and the difference between full and
/// half width or upper and lower case. Han characters stay as they are.
///
/// - Parameter dropsParentheses: Whether what stands in parentheses goes too: 身份证号（18位）.
func comparableHeading(_ text: String, dropsParentheses: Bool = false) -> String {
  var result = String.UnicodeScalarView()
  var depth = 0
  for scalar in text.unicodeScalars {
    let plain = halfWidth(scalar)
    if dropsParentheses {
      if "([{〔【<《".unicodeScalars.contains(plain) {
        depth += 1
        continue
      }
      if ")]}〕】>》".unicodeScalars.contains(plain) {
        depth = max(0, depth - 1)
        continue
      }
      if depth > 0 { continue }
    }
    switch plain.properties.generalCategory {
    case .uppercaseLetter: result.append(contentsOf: plain.properties.lowercaseMapping.unicodeScalars)
    case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .letterNumber: result.append(plain)
    case .otherNumber:
      // ① and its like.
      if let value = plain.properties.numericValue { result.append(contentsOf: String(Int(value)).unicodeScalars) }
    default: continue
    }
  }
  return String(result)
}

/// The half-width form of a full-width sign, digit or letter.
private func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
  return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
}

/// A number that stands in a compared heading, such as 联系人2电话 or 第二联系人, and the heading without it.
func numbered(_ heading: String) -> (rest: String, number: Int)? {
  let scalars = Array(heading.unicodeScalars)
  if let start = scalars.firstIndex(where: { ("0"..."9").contains($0) }) {
    let end = scalars[start...].firstIndex { !("0"..."9").contains($0) } ?? scalars.count
    guard end - start <= 2, let number = Int(String(String.UnicodeScalarView(scalars[start..<end]))), number > 0 else {
      return nil
    }
    return (without(scalars, start..<end), number)
  }
  let digits = Array("一二三四五六七八九".unicodeScalars)
  guard let start = scalars.lastIndex(where: { digits.contains($0) }), let digit = digits.firstIndex(of: scalars[start])
  else { return nil }
  return (without(scalars, start..<start + 1), digit + 1)
}

private func without(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
  var rest = scalars
  rest.removeSubrange(range)
  if range.lowerBound > 0, rest[range.lowerBound - 1] == "第" { rest.remove(at: range.lowerBound - 1) }
  return String(String.UnicodeScalarView(rest))
}
