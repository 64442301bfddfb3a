/// A personal value as it may be shown: enough to recognise it, too little to use it.
///
/// Identity and phone numbers keep their first four and last four characters at most, never more than
/// half; names keep the first character (个人信息保护法 51: de-identification).
///
/// - Parameter value: Any text; line breaks and control characters come out as spaces.
/// - Returns: `3715**********0014` for a long value, `张**` for a short one, `""` for an empty one.
public func masked(_ value: String) -> String {
  let scalars = value.unicodeScalars.map { scalar -> Unicode.Scalar in
    // The control characters; asking for a character's category is slow.
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar
  }
  let count = scalars.count
  guard count > 1 else { return count == 0 ? "" : "*" }
  let (head, tail) = count >= 15 ? (4, 4) : count >= 7 ? (2, 2) : (1, 0)
  var text = String.UnicodeScalarView(scalars.prefix(head))
  text.append(contentsOf: repeatElement("*", count: count - head - tail))
  text.append(contentsOf: scalars.suffix(tail))
  return String(text)
}
