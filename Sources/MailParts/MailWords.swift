import Charsets

/// Encoded words, `=?GB2312?B?…?=` (RFC 2047), in a text.
enum MailWords {
  private static let longest = 16 << 10

  private struct Word {
    var charset: String
    var bytes: [UInt8]
  }

  /// The text, encoded words decoded; bytes beyond ASCII that stand bare are read as UTF-8 or else GB 18030.
  static func decode(_ whole: [UInt8]) -> String {
    // Longer names are no names.
    let text = whole.prefix(longest)
    var result = ""
    var rest = text[...]
    var word: Word?
    while let start = rest.firstRange(of: Array("=?".utf8)) {
      guard let (next, end) = encodedWord(rest[start.lowerBound...]) else {
        result += flushed(&word) + likelyText(Array(rest[..<start.upperBound]))
        rest = rest[start.upperBound...]
        continue
      }
      let between = rest[..<start.lowerBound]
      // White space between two encoded words is not part of the text.
      if word == nil || !between.allSatisfy({ [0x09, 0x0A, 0x0D, 0x20].contains($0) }) {
        result += flushed(&word) + likelyText(Array(between))
      }
      // Programs cut words in the midst of characters: bytes are joined before they are decoded.
      if let open = word, open.charset.lowercased() == next.charset.lowercased() {
        word = Word(charset: open.charset, bytes: open.bytes + next.bytes)
      } else {
        result += flushed(&word)
        word = next
      }
      rest = rest[end...]
    }
    return result + flushed(&word) + likelyText(Array(rest))
  }

  /// The text in a charset, or what it most likely is where the label is wrong or unknown.
  static func text(_ bytes: [UInt8], _ label: String) -> String {
    Charset(label: label)?.text(bytes) ?? likelyText(bytes)
  }

  private static func flushed(_ word: inout Word?) -> String {
    defer { word = nil }
    return word.map { text($0.bytes, $0.charset) } ?? ""
  }

  /// The word at the beginning, and where it ends.
  private static func encodedWord(_ text: ArraySlice<UInt8>) -> (Word, end: Int)? {
    let mark = UInt8(ascii: "?")
    let start = text.startIndex + 2
    guard let first = text[start...].prefix(80).firstIndex(of: mark), first + 2 < text.endIndex,
      text[first + 2] == mark,
      let last = text[(first + 3)...].firstIndex(of: mark), last + 1 < text.endIndex,
      text[last + 1] == UInt8(ascii: "=")
    else { return nil }
    let content = text[(first + 3)..<last]
    let charset = String(decoding: text[start..<first].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
    switch text[first + 1] {
    case UInt8(ascii: "B"), UInt8(ascii: "b"):
      return (Word(charset: charset, bytes: TransferEncoding.base64.decode(content).bytes), last + 2)
    case UInt8(ascii: "Q"), UInt8(ascii: "q"):
      let spaced = content.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
      return (Word(charset: charset, bytes: TransferEncoding.quotedPrintable.decode(spaced[...]).bytes), last + 2)
    default: return nil
    }
  }
}
