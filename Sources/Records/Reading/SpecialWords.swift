/// Words that stand for the lack of a value.
package enum SpecialWords {
  private static let unknown: Set<String> = [
    "不详", "不祥", "未详", "不明", "未知", "不知", "不知道", "不清", "不清楚", "无", "無", "暂无", "没有", "无记录", "无记载",
    "未提供", "/", "／", "\\", "-", "--", "---", "－", "—", "——", "–", "―", "─", "N/A", "n/a", "NA", "无法提供",
  ]

  private static let ditto: Set<String> = ["同上", "〃", "″", "\"", "\u{201D}", "\u{3003}", "同前", "同上。", "''", "〞"]

  /// All words that say that a value is not known or does not exist, the usual one first.
  package static var wordsForUnknown: [String] { ["不详"] + unknown.subtracting(["不详"]).sorted() }

  /// Whether a cell says that its value is not known or does not exist, which is more than being empty.
  package static func meansUnknown(_ text: String) -> Bool {
    text.utf8.count <= 12 && unknown.contains(text)
  }

  /// Whether a cell repeats the one above it. Only the reader of a list knows that cell; the gate refuses the mark.
  package static func meansDitto(_ text: String) -> Bool {
    text.utf8.count <= 12 && ditto.contains(text)
  }

  private static let unknownWords = {
    var table = ByteTable(capacity: unknown.count)
    for word in unknown { table.insert(word, 0) }
    return table
  }()

  /// Whether a plain text says that its value is not known.
  static func meansUnknown(plain text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 12 else { return false }
    switch text[0] {
    // 不, 未 无 没 暂, 無 and the like begin with these bytes.
    case 0xE4, 0xE6, 0xE7, 0xEF, UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "-"), UInt8(ascii: "N"),
      UInt8(ascii: "n"):
      return unknownWords[text] != nil
    default: return false
    }
  }

  /// Whether a plain text may repeat the one above it; `false` is sure.
  static func mayMeanDitto(plain text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 12 else { return false }
    switch text[0] {
    case 0xE3, UInt8(ascii: "'"), UInt8(ascii: "\""): return true
    case 0xE5: return text[1] == 0x90 && text[2] == 0x8C  // 同
    default: return false
    }
  }
}
