import Diagnostics

/// Reads counts: volumes, pages.
enum Count {
  /// - Returns: A whole number of at most nine digits; `nil` with an error noted otherwise.
  static func read(_ text: String, _ notes: inout Notes) -> Int? {
    if text.isDigits, text.utf8.count <= 9 { return Int(text) }
    var body = text.foldedToASCII.removing { isBlank($0) || $0 == "," }
    for prefix in ["共", "计"] where body.hasPrefix(prefix) { body = String(body.dropFirst(prefix.count)) }
    for unit in ["卷", "册", "页", "份", "件", "本", "张", "个", "人", "袋", "盒", "P", "p"] where body.hasSuffix(unit) {
      body = String(body.dropLast(unit.count))
      break
    }
    if let dot = body.utf8.firstIndex(of: UInt8(ascii: ".")), body.utf8[dot...].dropFirst().allSatisfy({ $0 == 0x30 }) {
      body = String(body[..<dot])
    }
    guard let count = body.isDigits && body.utf8.count <= 9 ? Int(body) : chinese(body) else {
      notes.refuse(
        .countShape, "不是数量（\(notes.shown(text))）", "this is no count (\(notes.shown(text)))",
        hint: Phrase("请填 0 或正整数；不清楚请填“不详”", "give 0 or a positive whole number, or 不详 if it is not known"))
      return nil
    }
    notes.fix(.countCleaned, "已读作 \(count)", "it was read as \(count)")
    return count
  }

  /// 一百零五 by units, 二〇 digit by digit; 一百五, which may be 150, not at all.
  private static func chinese(_ text: String) -> Int? {
    let scalars = Array(text.unicodeScalars)
    let byUnits = ChineseFigure.integer(scalars).flatMap { $0 <= 999_999_999 ? $0 : nil }
    let hasUnits = scalars.contains { "十拾百佰".unicodeScalars.contains($0) }
    guard byUnits == nil, !hasUnits, scalars.allSatisfy(ChineseNumerals.isNumeral) else { return byUnits }
    return ChineseNumerals.value(of: scalars)?.value
  }
}
