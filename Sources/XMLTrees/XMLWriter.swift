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
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": bytes += "&lt;".utf8
      case "&": bytes += "&amp;".utf8
      // `]]>` may not stand in text.
      case ">": bytes += "&gt;".utf8
      case "\"" where inAttribute: bytes += "&quot;".utf8
      case "\r": bytes += "&#13;".utf8
      case "\n" where inAttribute: bytes += "&#10;".utf8
      case "\t" where inAttribute: bytes += "&#9;".utf8
      default:
        guard scalar.isLegalInXML else { throw Refusal(Self.illegal(scalar)) }
        bytes += UTF8.encode(scalar).map { Array($0) } ?? []
      }
    }
  }

  private static func illegal(_ scalar: Unicode.Scalar) -> Finding {
    let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
    return Finding(
      .error, .xmlIllegalCharacter,
      Phrase("文字中有 XML 不能存放的字符 \(code)", "the text holds \(code), a character that XML cannot hold"),
      hint: Phrase("删去这个看不见的控制字符", "remove this invisible control character"))
  }
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
