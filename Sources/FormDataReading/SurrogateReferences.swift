/// XML in which characters beyond U+FFFF that stand as two references are one, such as `&#55362;&#57271;` for 𠮷.
///
/// PDFBox writes rare characters so. XML forbids it, and a parser would refuse the whole file; what is meant is plain.
///
/// - Returns: The bytes as they are where there is nothing of the kind. Single halves stay, and are refused.
func joiningSurrogateReferences(_ bytes: [UInt8]) -> [UInt8] {
  var joined: [UInt8] = []
  var copied = 0
  var index = 0
  while let start = bytes[index...].firstIndex(of: UInt8(ascii: "&")) {
    index = start + 1
    guard let high = reference(in: bytes, at: start), (0xD800...0xDBFF).contains(high.value),
      let low = reference(in: bytes, at: high.end), (0xDC00...0xDFFF).contains(low.value)
    else { continue }
    joined += bytes[copied..<start]
    joined += "&#\((high.value - 0xD800) << 10 + (low.value - 0xDC00) + 0x10000);".utf8
    copied = low.end
    index = low.end
  }
  // In a CDATA section a reference is text.
  guard copied > 0, bytes.firstRange(of: Array("<![CDATA[".utf8)) == nil else { return bytes }
  return joined + bytes[copied...]
}

/// The number that a character reference states, and where it ends.
private func reference(in bytes: [UInt8], at start: Int) -> (value: UInt32, end: Int)? {
  // The longest that matters is `&#x0000d842;`.
  let piece = bytes[start...].prefix(16)
  guard piece.starts(with: "&#".utf8), let end = piece.firstIndex(of: UInt8(ascii: ";")) else { return nil }
  let digits = piece[(start + 2)..<end]
  let isHex = digits.first == UInt8(ascii: "x")
  let text = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
  guard text.utf8.first != UInt8(ascii: "+") else { return nil }
  return UInt32(text, radix: isHex ? 16 : 10).map { ($0, end + 1) }
}
