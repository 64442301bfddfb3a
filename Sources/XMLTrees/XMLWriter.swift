package import Diagnostics

extension Finding.Code {
  package static let xmlIllegalCharacter = Self("xml-illegal-character")
}

/// Writes XML 1.0 in UTF-8, escaping what must be escaped, and nothing else: the same calls give the same bytes.
///
/// Every character comes back from a reader as it went in: line ends and tabs that a parser would normalise are written
/// as character references. A character that XML 1.0 cannot hold (controls, U+FFFE, U+FFFF) is refused, never written.
package struct XMLWriter {
  /// What was written since the last `drain()`.
  package private(set) var bytes: [UInt8] = []
  private var open: [String] = []
  private var startTagIsOpen = false

  /// - Parameter declaration: Whether `<?xml version="1.0" encoding="UTF-8"?>` stands at the head.
  package init(declaration: Bool = true) {
    if declaration { bytes += Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }
  }

  /// Begins an element. Names are ours and taken as they are.
  ///
  /// - Throws: `Refusal` when an attribute's value holds a character that XML 1.0 cannot.
  package mutating func start(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:]
  ) throws(Refusal) {
    try start(name, attributes: attributes)
  }

  /// The same with attributes that are put together first.
  package mutating func start(
    _ name: String, attributes: some Sequence<(key: String, value: String)>
  ) throws(Refusal) {
    finishStartTag()
    bytes.append(UInt8(ascii: "<"))
    bytes += name.utf8
    for (name, value) in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes += name.utf8
      bytes += "=\"".utf8
      try escape(value, inAttribute: true)
      bytes.append(UInt8(ascii: "\""))
    }
    open.append(name)
    startTagIsOpen = true
  }

  /// Ends the innermost open element; one without content becomes an empty tag.
  package mutating func end() {
    guard let name = open.popLast() else { return }
    if startTagIsOpen {
      bytes += "/>".utf8
      startTagIsOpen = false
    } else {
      bytes += "</".utf8
      bytes += name.utf8
      bytes.append(UInt8(ascii: ">"))
    }
  }

  /// Writes character data.
  ///
  /// - Throws: `Refusal` when it holds a character that XML 1.0 cannot.
  package mutating func text(_ text: String) throws(Refusal) {
    guard !text.utf8.isEmpty else { return }
    finishStartTag()
    try escape(text, inAttribute: false)
  }

  /// An element that holds text alone.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = ""
  ) throws(Refusal) {
    try start(name, attributes)
    try self.text(text)
    end()
  }

  /// Writes a comment; what no comment can hold (two hyphens, characters that XML 1.0 has not) is replaced.
  package mutating func comment(_ text: String) {
    finishStartTag()
    let legal = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.isLegalInXML ? $0 : "\u{FFFD}" }))
    var plain = ""
    for character in legal { plain.append(plain.last == "-" && character == "-" ? "\u{2010}" : character) }
    bytes += "<!-- \(plain) -->".utf8
  }

  /// A line end between elements, for people who look at the file.
  package mutating func lineBreak() {
    finishStartTag()
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Hands out what was written so far and forgets it, so that memory stays flat over many records.
  package mutating func drain() -> [UInt8] {
    finishStartTag()
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func finishStartTag() {
    guard startTagIsOpen else { return }
    bytes.append(UInt8(ascii: ">"))
    startTagIsOpen = false
  }

  private mutating func escape(_ text: String, inAttribute: Bool) throws(Refusal) {
    var text = text
    var result: Result<Void, Refusal> = .success(())
    text.withUTF8 { text in
      do throws(Refusal) { try appendXML(text, inAttribute: inAttribute, to: &bytes) } catch {
        result = .failure(error)
      }
    }
    try result.get()
  }
}

/// Puts a text into XML behind some bytes, escaped so that a reader gets it back as it was.
///
/// - Parameter text: UTF-8.
/// - Throws: `Refusal` when it holds a character that XML 1.0 cannot.
package func appendXML(
  _ text: UnsafeBufferPointer<UInt8>, inAttribute: Bool = false, to bytes: inout [UInt8]
) throws(Refusal) {
  var start = 0
  for index in 0..<text.count {
    let byte = text[index]
    guard byte < 0x40 || byte == 0xEF else { continue }
    let escape: StaticString
    switch byte {
    case UInt8(ascii: "<"): escape = "&lt;"
    case UInt8(ascii: "&"): escape = "&amp;"
    // `]]>` may not stand in text.
    case UInt8(ascii: ">"): escape = "&gt;"
    case UInt8(ascii: "\"") where inAttribute: escape = "&quot;"
    case 0x0D: escape = "&#13;"
    case 0x0A where inAttribute: escape = "&#10;"
    case 0x09 where inAttribute: escape = "&#9;"
    case 0x00..<0x20 where byte != 0x09 && byte != 0x0A: throw illegal(Unicode.Scalar(byte))
    // U+FFFE and U+FFFF.
    case 0xEF where index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE:
      throw illegal(text[index + 2] == 0xBE ? "\u{FFFE}" : "\u{FFFF}")
    default: continue
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
    bytes.append(contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
    start = index + 1
  }
  bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
}

private func illegal(_ scalar: Unicode.Scalar) -> Refusal {
  let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
  return Refusal(
    Finding(
      .error, .xmlIllegalCharacter,
      Phrase("文字中有 XML 不能存放的字符 \(code)", "the text holds \(code), a character that XML cannot hold"),
      hint: Phrase("删去这个看不见的控制字符", "remove this invisible control character")))
}

extension Unicode.Scalar {
  /// Whether XML 1.0 (fifth edition, 2.2) lets this character stand in a document.
  package var isLegalInXML: Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
