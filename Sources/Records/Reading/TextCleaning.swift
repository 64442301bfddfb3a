/// Text without what no record may hold, and what had to go for it.
struct CleanedText {
  struct Changes: OptionSet {
    let rawValue: Int
    /// Blanks at the ends.
    static let trimmed = Changes(rawValue: 1)
    /// Zero-width, direction and other invisible characters, controls, noncharacters.
    static let invisible = Changes(rawValue: 2)
    /// Line breaks and tabs, now blanks.
    static let lineBreaks = Changes(rawValue: 4)
    /// Radicals (U+2F00…) that text extraction from PDF puts where ideographs were, now ideographs.
    static let radicals = Changes(rawValue: 8)
  }

  var text: String
  var changes: Changes = []

  /// - Parameter keepsRadicals: For names, in which nothing visible is changed without asking.
  init(_ raw: String, keepsRadicals: Bool = false) {
    text = raw
    guard !Self.isClean(raw) else { return }
    var scalars = String.UnicodeScalarView()
    var before: Unicode.Scalar?
    for scalar in raw.unicodeScalars {
      defer { before = scalar }
      // CR LF is one line end, and becomes one blank.
      if scalar == "\n", before == "\r" { continue }
      if let kept = replacement(for: scalar, keepsRadicals) { scalars.append(kept) }
    }
    text = trimmed(scalars)
  }

  private mutating func replacement(for scalar: Unicode.Scalar, _ keepsRadicals: Bool) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029:
      changes.insert(.lineBreaks)
      return " "
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
      0xFDD0...0xFDEF,
      0xFEFF, 0xFFF0...0xFFFB, 0xE0000...0xE007F:
      changes.insert(.invisible)
      return nil
    case let value where value & 0xFFFE == 0xFFFE:
      changes.insert(.invisible)
      return nil
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F:
      return " "
    case 0x2F00...0x2FD5 where !keepsRadicals:
      changes.insert(.radicals)
      return Radicals.ideograph(of: scalar)
    default:
      return scalar
    }
  }

  private mutating func trimmed(_ scalars: String.UnicodeScalarView) -> String {
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else {
      return ""
    }
    if first != scalars.startIndex || scalars.index(after: last) != scalars.endIndex { changes.insert(.trimmed) }
    return String(scalars[first...last])
  }

  /// Whether there is surely nothing to do: printable ASCII and common Chinese, without blanks at the ends.
  private static func isClean(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.isEmpty || PlainText($0) != nil }
  }
}

/// A blank: the ASCII one or the ideographic one; all others have been made one of them.
func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{3000}" }

extension String {
  /// Full-width letters, digits and marks (U+FF01–FF5E) and the ideographic blank as their ASCII twins.
  var foldedToASCII: String {
    guard unicodeScalars.contains(where: { $0 == "\u{3000}" || ("\u{FF01}"..."\u{FF5E}").contains($0) }) else {
      return self
    }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x3000: scalars.append(" ")
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFF01 + 0x21)))
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// This text without its scalars that meet the condition.
  func removing(_ condition: (Unicode.Scalar) -> Bool) -> String {
    guard unicodeScalars.contains(where: condition) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.filter { !condition($0) }))
  }

  /// Whether a word stands in this text, scalar by scalar.
  func holds(_ word: String) -> Bool {
    var rest = utf8[...]
    guard let first = word.utf8.first else { return true }
    while let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: word.utf8) { return true }
      rest = rest[utf8.index(after: start)...]
    }
    return false
  }

  /// Whether every scalar is an ASCII digit; false for the empty text.
  var isDigits: Bool { !isEmpty && utf8.allSatisfy { $0 &- 0x30 < 10 } }
}

extension Unicode.Scalar {
  /// Whether this is a Chinese character of any block, compatibility ideographs and 〇 included.
  var isHan: Bool {
    switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF, 0x3007, 0x3005: true
    default: false
    }
  }

  var isPrivateUse: Bool {
    switch value {
    case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
    default: false
    }
  }
}
