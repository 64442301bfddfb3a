/// The text that a PDF string means, and what had to be done to get it (ISO 32000-1, 7.9.2.2).
struct DecodedText {
  var text: String
  /// A byte or code unit stood for no character; U+FFFD stands in its place.
  var hasReplacements = false
  /// Bytes without a mark that would also be UTF-8 of more than ASCII: the writer probably forgot the mark.
  var looksLikeUnmarkedUTF8 = false

  /// Whether U+0000 stands before other characters. At the end programs put one that mean the end by it.
  var isBroken: Bool {
    let scalars = text.unicodeScalars
    return scalars.firstIndex(of: "\0").map { scalars[$0...].contains { $0 != "\0" } } ?? false
  }

  /// - Parameter string: UTF-16 with a byte order mark of either kind, UTF-8 with one, or PDFDocEncoding.
  init(string: [UInt8]) {
    if string.starts(with: [0xFE, 0xFF]) {
      self.init(units: string.dropFirst(2)) { UInt16($0) << 8 | UInt16($1) }
    } else if string.starts(with: [0xFF, 0xFE]) {
      self.init(units: string.dropFirst(2)) { UInt16($1) << 8 | UInt16($0) }
    } else if string.starts(with: [0xEF, 0xBB, 0xBF]) {
      let bytes = string.dropFirst(3)
      self.init(
        unescaped: String(decoding: bytes, as: UTF8.self),
        hasReplacements: String(validating: bytes, as: UTF8.self) == nil)
    } else {
      self.init(pdfDocEncoding: string)
    }
  }

  /// Text that another encoding gave.
  init(text: String) { self.text = text }

  init(pdfDocEncoding bytes: [UInt8]) {
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      let scalar = pdfDocScalar(byte)
      if scalar == "\u{FFFD}" { hasReplacements = true }
      scalars.append(scalar)
    }
    text = String(scalars)
    looksLikeUnmarkedUTF8 = bytes.contains { $0 >= 0x80 } && String(validating: bytes, as: UTF8.self) != nil
  }

  private init(units bytes: ArraySlice<UInt8>, _ join: (UInt8, UInt8) -> UInt16) {
    let pairs = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
    let units = pairs.map { join(bytes[$0], bytes[$0 + 1]) }
    let isOdd = bytes.count % 2 == 1
    self.init(
      unescaped: String(decoding: units, as: UTF16.self) + (isOdd ? "\u{FFFD}" : ""),
      hasReplacements: isOdd || String(validating: units, as: UTF16.self) == nil)
  }

  private init(unescaped text: String, hasReplacements: Bool) {
    self.text = withoutLanguageMarks(text)
    self.hasReplacements = hasReplacements
  }
}

/// A text without its language escapes: ESC, two or four letters, ESC (7.9.2.2). A lone ESC stays.
private func withoutLanguageMarks(_ text: String) -> String {
  let escape: Unicode.Scalar = "\u{1B}"
  let scalars = Array(text.unicodeScalars)
  guard scalars.contains(escape) else { return text }
  var kept = String.UnicodeScalarView()
  var index = 0
  while index < scalars.count {
    let length = [2, 4].first { length in
      let end = index + length + 1
      return scalars[index] == escape && end < scalars.count && scalars[end] == escape
        && scalars[index + 1..<end].allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
    }
    if let length {
      index += length + 2
    } else {
      kept.append(scalars[index])
      index += 1
    }
  }
  return String(kept)
}

/// ISO 32000-1, annex D.2. Bytes that stand for nothing there are U+FFFD; control codes stand for themselves.
private func pdfDocScalar(_ byte: UInt8) -> Unicode.Scalar {
  switch byte {
  case 0x18...0x1F: diacritics[Int(byte - 0x18)]
  case 0x80...0x9E: specials[Int(byte - 0x80)]
  case 0x7F, 0x9F, 0xAD: "\u{FFFD}"
  case 0xA0: "\u{20AC}"
  default: Unicode.Scalar(byte)
  }
}

private let diacritics = Array("\u{02D8}\u{02C7}\u{02C6}\u{02D9}\u{02DD}\u{02DB}\u{02DA}\u{02DC}".unicodeScalars)
private let specials = Array(
  ("\u{2022}\u{2020}\u{2021}\u{2026}\u{2014}\u{2013}\u{0192}\u{2044}\u{2039}\u{203A}\u{2212}\u{2030}\u{201E}\u{201C}"
    + "\u{201D}\u{2018}\u{2019}\u{201A}\u{2122}\u{FB01}\u{FB02}\u{0141}\u{0152}\u{0160}\u{0178}\u{017D}\u{0131}\u{0142}"
    + "\u{0153}\u{0161}\u{017E}").unicodeScalars)
