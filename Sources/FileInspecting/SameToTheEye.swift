/// How what is drawn stands to what is stored.
enum Likeness {
  case same
  /// Glyphs are in the way whose meaning nobody can tell.
  case unknown
  case different
}

/// Whether two texts differ in nothing that one could see on paper: white space, characters without a look, and how
/// letters with marks are composed.
func isSameToTheEye(_ a: String, _ b: String) -> Bool {
  if a.utf8.elementsEqual(b.utf8) { return true }
  // Swift's equality is canonical equivalence.
  return String(visible(a)) == String(visible(b))
}

/// - Parameters:
///   - drawn: As read from the page: in lines, with spaces where glyphs stand apart.
///   - isWhole: Whether every glyph has a Unicode value; those without are not part of the text.
func likeness(of drawn: String, to stored: String, isWhole: Bool) -> Likeness {
  if isSameToTheEye(drawn, stored) || isSameToTheEye(withoutBreakMarks(drawn), stored) { return .same }
  let (seen, meant) = (visible(drawn), visible(stored))
  if seen.count == meant.count {
    let pairs = zip(seen, meant).filter { $0 != $1 }
    if pairs.allSatisfy({ sharesGlyph($0) }) { return .same }
    if pairs.allSatisfy({ saysNothing($0.0) || sharesGlyph($0) }) { return .unknown }
  }
  if !isWhole { return .unknown }
  // Written from right to left, lines come out in another order.
  return meant.contains(where: isRightToLeft) ? .unknown : .different
}

/// A glyph that stands for no particular character: the geta mark of our entry font, U+FFFD, and private use.
func saysNothing(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x3013, 0xFFFD, 0xE000...0xF8FF, 0xF0000...0x10FFFF: true
  default: false
  }
}

private func visible(_ text: String) -> String.UnicodeScalarView {
  text.unicodeScalars.filter { scalar in
    switch scalar.value {
    case 0x21...0x7E, 0x3001...0x9FFF, 0xAC00...0xD7A3: true
    case 0...0x20, 0x7F...0xA0: false
    default: !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}

/// Without the hyphens at the ends of lines, which the program put there that broke them.
private func withoutBreakMarks(_ drawn: String) -> String {
  let lines = drawn.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
  return lines.enumerated().map { index, line in
    let isBroken = index < lines.count - 1 && (line.last == "-" || line.last == "\u{2010}")
    return String(String.UnicodeScalarView(isBroken ? line.dropLast() : line))
  }.joined(separator: "\n")
}

/// Characters for which fonts have one glyph, so that the way back from glyph to character yields either.
private func sharesGlyph(_ pair: (drawn: Unicode.Scalar, stored: Unicode.Scalar)) -> Bool {
  // Radicals share theirs with the ideographs they come from.
  if (0x2E80...0x2FDF).contains(pair.drawn.value) { return pair.stored.properties.isIdeographic }
  if halfWidth(pair.drawn) == halfWidth(pair.stored) { return true }
  return twins.contains { $0.contains(pair.drawn) && $0.contains(pair.stored) }
}

private let twins: [Set<Unicode.Scalar>] = [
  ["\u{B7}", "\u{2022}", "\u{2027}", "\u{2219}", "\u{22C5}", "\u{30FB}", "\u{FF65}"], ["\u{2014}", "\u{2015}"],
  ["-", "\u{2010}", "\u{2011}"], ["\u{B5}", "\u{3BC}"], ["\u{2126}", "\u{3A9}"], ["\u{2206}", "\u{394}"],
  ["\u{AF}", "\u{2C9}"], ["\u{FF5E}", "\u{301C}"], ["\u{2212}", "\u{FF0D}"], ["\u{2225}", "\u{2016}"],
]

/// Adobe's collections have a character in two widths, and one way back for both.
private func halfWidth(_ scalar: Unicode.Scalar) -> UInt32 {
  (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
}

private func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
  default: false
  }
}
