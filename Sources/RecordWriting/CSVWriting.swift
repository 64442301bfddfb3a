/// A row of CSV as Excel and RFC 4180 have it, CRLF at its end.
///
/// A text that a spreadsheet program would run as a formula (one that begins with `= + - @`, tab or return) gets an
/// apostrophe before it, and so does one that begins like a guarded one: our reader takes exactly one away again.
func csvRow(_ cells: [String]) -> [UInt8] {
  var bytes: [UInt8] = []
  for (position, cell) in cells.enumerated() {
    if position > 0 { bytes.append(UInt8(ascii: ",")) }
    let text = needsGuard(cell) ? "'" + cell : cell
    // A blank at an edge is kept by quotes; a lone empty cell would be a blank line.
    let isPlain = !text.utf8.contains { "\",\r\n\t;".utf8.contains($0) } && text.first != " " && text.last != " "
    if isPlain, !(cells.count == 1 && text.isEmpty) {
      bytes += text.utf8
    } else {
      bytes.append(UInt8(ascii: "\""))
      for byte in text.utf8 {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }
  return bytes + [0x0D, 0x0A]
}

private func needsGuard(_ text: String) -> Bool {
  let first = text.utf8.first { $0 != UInt8(ascii: "'") }
  return first.map { "=+-@\t\r".utf8.contains($0) } ?? false
}
