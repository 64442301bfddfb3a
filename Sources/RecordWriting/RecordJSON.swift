package import Records

/// One record as a JSON object on one line: texts by field name, options and entries of groups as arrays, addresses as
/// objects of their parts. Numbers are texts, since an 18-digit number does not survive most JSON readers.
package func recordJSON(_ record: Record, dictionary: FieldDictionary) -> [UInt8] {
  var bytes: [UInt8] = []
  writeJSON(record, dictionary, into: &bytes)
  return bytes
}

private func writeJSON(_ record: Record, _ dictionary: FieldDictionary, into bytes: inout [UInt8]) {
  var isFirst = true
  func key(_ name: String) {
    bytes.append(UInt8(ascii: isFirst ? "{" : ","))
    isFirst = false
    quote(name, into: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }
  for (name, value) in record.ordered(by: dictionary) {
    key(name.rawValue)
    switch value {
    case .address(let address):
      let parts = address.filledParts
      bytes.append(UInt8(ascii: "{"))
      for (position, part) in parts.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        quote(part.0.rawValue, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        quote(part.1, into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    case .choice(let choices) where dictionary[name]?.type == .options:
      list(choices, into: &bytes) { quote($0.word.string, into: &$1) }
    default: quote(value.text(), into: &bytes)
    }
  }
  for name in record.groups.keys.sorted() {
    key(name.rawValue)
    list(record.groups[name] ?? [], into: &bytes) { writeJSON($0, dictionary, into: &$1) }
  }
  bytes += (isFirst ? "{}" : "}").utf8
}

private func list<Item>(_ items: [Item], into bytes: inout [UInt8], _ write: (Item, inout [UInt8]) -> Void) {
  bytes.append(UInt8(ascii: "["))
  for (position, item) in items.enumerated() {
    if position > 0 { bytes.append(UInt8(ascii: ",")) }
    write(item, &bytes)
  }
  bytes.append(UInt8(ascii: "]"))
}

/// A JSON string (RFC 8259, 7). U+2028 and U+2029 are escaped for readers that take JSON for JavaScript.
private func quote(_ text: String, into bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\r": bytes += "\\r".utf8
    case "\t": bytes += "\\t".utf8
    case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
      let digits = String(scalar.value, radix: 16)
      bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
    default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
    }
  }
  bytes.append(UInt8(ascii: "\""))
}
