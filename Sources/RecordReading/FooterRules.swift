/// Whether a row below the headings is no record but a sum, a signature line, a note or a page number.
///
/// A row with anything like an ID number in it never is: losing a person is worse than asking about a footer.
func isFooter(_ row: SourceRow) -> Bool {
  guard let first = row.cells.first(where: { !$0.text.trimmed.isEmpty }) else { return false }
  let text = String(first.text.unicodeScalars.filter { !$0.properties.isWhitespace })
  guard let sign = text.unicodeScalars.first, footerBeginnings.contains(sign) else { return false }
  guard isSum(text) || isSigning(text, aloneInRow: Set(row.cells.map(\.text)).count == 1) || isPageNumber(text) else {
    return false
  }
  return !row.cells.contains { holdsLongNumber($0.text) }
}

/// Whether a row whose first text is this may be a footer; `false` is sure.
func mayBeFooter(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  switch text.first ?? 0 {
  case UInt8(ascii: "-"): true
  case 0x21...0x7E: false
  case 0xE4...0xE9 where text.count >= 3: footerBytes.contains { $0 == text[0] && $1 == text[1] && $2 == text[2] }
  default: true
  }
}

private let footerBytes: [(UInt8, UInt8, UInt8)] = footerBeginnings.compactMap { sign in
  let bytes = Array(String(sign).utf8)
  return bytes.count == 3 ? (bytes[0], bytes[1], bytes[2]) : nil
}

/// What a footer can begin with: almost every row is known by its first character to be none.
private let footerBeginnings = Set((sums + signers + ["第", "-"]).compactMap(\.unicodeScalars.first))

private let sums = ["合计", "小计", "总计", "共计", "累计", "总人数", "本页小计", "本页合计", "人数合计"]
private let signers = [
  "填表人", "填报人", "制表人", "制表", "经办人", "企业经办人", "审核人", "审核", "复核人", "复核", "单位负责人", "负责人", "主管领导",
  "单位盖章", "单位", "盖章", "填表日期", "填报日期", "制表日期", "填表时间", "填报时间", "日期", "联系人", "联系电话", "移交单位", "接收单位",
  "移交人", "接收人", "备注", "注", "说明", "附注", "填表说明", "填报说明", "以下空白", "此表一式",
]

/// 合计, also as 合计： or 合计 12 人; a name such as 小计 alone in a row of its own text is not told apart.
private func isSum(_ text: String) -> Bool {
  sums.contains { word in
    guard text.hasPrefix(word) else { return false }
    let rest = text.dropFirst(word.count)
    return rest.allSatisfy { "：:（(）)人数名共条户册卷页0123456789０１２３４５６７８９、，,".contains($0) }
  }
}

private func isSigning(_ text: String, aloneInRow: Bool) -> Bool {
  signers.contains { word in
    guard text.hasPrefix(word) else { return false }
    let rest = text.dropFirst(word.count)
    if aloneInRow, word.count >= 4, rest.isEmpty || word == "此表一式" { return true }
    // 单位（盖章）： and 注1： have something between the word and the colon.
    let head = rest.prefix { $0 != "：" && $0 != ":" }
    let hasColon = head.count < rest.count
    return hasColon && head.count <= 4 && head.allSatisfy { "（()）签字名盖章0123456789".contains($0) }
  }
}

/// 第 1 页 共 3 页, 1/3, - 2 -.
private func isPageNumber(_ text: String) -> Bool {
  if text.hasPrefix("第"), text.contains("页"), text.count <= 12 { return text.contains { $0.isNumber } }
  return text.count >= 3 && text.hasPrefix("-") && text.hasSuffix("-")
    && text.dropFirst().dropLast().allSatisfy(\.isNumber)
}

private func holdsLongNumber(_ text: String) -> Bool {
  var run = 0
  for scalar in text.unicodeScalars {
    run = scalar.properties.numericType == .decimal ? run + 1 : 0
    if run >= 11 { return true }
  }
  return false
}
