// The room Charsets: short texts, such as names of files, in the character sets that programs write them in.

private import Glibc

/// A character set by which names come in.
///
/// A short list, since the C library loads a program from disk for each set that it is asked for, and knows many that nobody uses.
package enum Charset: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16 = "UTF-16"
  case utf16BigEndian = "UTF-16BE"
  case utf16LittleEndian = "UTF-16LE"
  /// Also what is labelled as one of its parts, GB 2312 and GBK.
  case gb18030 = "GB18030"
  case big5 = "BIG5-HKSCS"
  case shiftJIS = "CP932"
  /// Also what is labelled ISO 8859-1, of which it has all that can be read.
  case western = "WINDOWS-1252"

  /// - Parameter label: As mail, PDF and their kin name it, in any case.
  package init?(label: String) {
    guard let charset = Self.labels[label.lowercased()] else { return nil }
    self = charset
  }

  private static let labels: [String: Charset] = [
    "utf-8": .utf8, "utf8": .utf8, "utf_8": .utf8, "us-ascii": .utf8, "ascii": .utf8,
    "utf-16": .utf16, "utf16": .utf16, "utf_16": .utf16, "utf-16be": .utf16BigEndian, "utf-16le": .utf16LittleEndian,
    "gb2312": .gb18030, "gb_2312-80": .gb18030, "gbk": .gb18030, "gb18030": .gb18030, "cp936": .gb18030,
    "ms936": .gb18030, "x-gbk": .gb18030, "windows-936": .gb18030, "euc-cn": .gb18030,
    "big5": .big5, "big5-hkscs": .big5, "bigfive": .big5, "cp950": .big5,
    "shift_jis": .shiftJIS, "shift-jis": .shiftJIS, "sjis": .shiftJIS, "cp932": .shiftJIS,
    "iso-8859-1": .western, "iso_8859-1": .western, "latin1": .western, "windows-1252": .western, "cp1252": .western,
  ]

  /// Loads what the converters need, for a process that may open no files later on.
  package static func loadAll() {
    // Never closed: what a converter was loaded from stays as long as one is open.
    for charset in allCases { _ = iconv_open("UTF-8", charset.rawValue) }
  }

  /// The text that bytes are in this set; `nil` where they are none.
  package func text(_ bytes: [UInt8]) -> String? {
    guard !bytes.isEmpty else { return "" }
    return self == .utf8 ? String(validating: bytes, as: UTF8.self) : converted(bytes)
  }

  private func converted(_ bytes: [UInt8]) -> String? {
    guard let converter = iconv_open("UTF-8", rawValue), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    var left = output.count
    let outcome = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var to = output.baseAddress
        var unread = input.count
        return iconv(converter, &from, &unread, &to, &left)
      }
    }
    guard outcome != -1 else { return nil }
    return String(validating: output.dropLast(left).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// The text of bytes that nothing is known of: UTF-8, which hardly any other text is by chance, or else GB 18030, as Chinese programs
/// of Windows write; what is neither has U+FFFD in it.
package func likelyText(_ bytes: [UInt8]) -> String {
  Charset.utf8.text(bytes) ?? Charset.gb18030.text(bytes) ?? String(decoding: bytes, as: UTF8.self)
}
