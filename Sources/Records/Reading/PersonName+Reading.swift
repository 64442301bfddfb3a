import Diagnostics

/// Reads people's names. Every visible scalar stays as it was written: names are never normalised, converted or cut.
enum PersonName {
  /// - Returns: `nil` with an error noted when a character of the name was lost on the way here.
  static func read(_ text: String, _ notes: inout Notes) -> ExactText? {
    if isPlain(text) { return ExactText(text) }
    guard isReadable(text, &notes) else { return nil }
    let name = withoutInnerBlanks(text, &notes)
    noteSeparators(name, &notes)
    noteOddities(name, &notes)
    return ExactText(name)
  }

  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(isPlain)
  }

  /// Two or more Chinese characters, with · between them or not: names to which nothing is done and about which nothing is
  /// said.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    var han = 0
    var needsLook = false
    while index < text.count {
      switch text[index] {
      case 0xE4...0xE9:
        // 构 旁 底 音: words that describe a character instead of holding it have one of these.
        if index + 2 < text.count {
          switch (text[index], text[index + 1], text[index + 2]) {
          case (0xE6, 0x9E, 0x84), (0xE6, 0x97, 0x81), (0xE5, 0xBA, 0x95), (0xE9, 0x9F, 0xB3): needsLook = true
          default: break
          }
        }
        han += 1
        index += 3
      case 0xF0 where index + 1 < text.count:
        // Rare characters of the supplementary planes.
        guard (0xA0...0xAE).contains(text[index + 1]) || (0xB0...0xB1).contains(text[index + 1]) else { return false }
        han += 1
        index += 4
      case 0xC2 where index + 1 < text.count && text[index + 1] == 0xB7: index += 2
      default: return false
      }
    }
    return index == text.count && han >= 2 && !needsLook
  }

  private static func isReadable(_ text: String, _ notes: inout Notes) -> Bool {
    let scalars = text.unicodeScalars
    if let lost = scalars.first(where: isPlaceholder) {
      let code = String(lost.value, radix: 16, uppercase: true)
      refuse("姓名中有无法识别的字（U+\(code)）", "a character of the name was lost (U+\(code))", &notes)
      return false
    }
    if describesCharacter(text) {
      refuse("姓名中有用文字描述的字（如“上龙下天”）", "the name describes a character instead of holding it", &notes)
      return false
    }
    let hasLatin = scalars.contains { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("ａ"..."ｚ").contains($0) }
    if hasLatin, scalars.contains(where: \.isHan) {
      refuse("姓名中混有拼音或字母", "the name mixes Chinese characters and letters, as pinyin for a rare character", &notes)
      return false
    }
    guard scalars.contains(where: { $0.properties.isAlphabetic || $0.isHan }) else {
      refuse("不是姓名（\(notes.shown(text))）", "this is no name (\(notes.shown(text)))", &notes)
      return false
    }
    return true
  }

  private static func refuse(_ chinese: String, _ english: String, _ notes: inout Notes) {
    notes.refuse(
      .nameUnreadable, chinese, english,
      hint: Phrase(
        "请照身份证用输入法打出原字（包括生僻字），不要用符号或描述代替",
        "type the very character from the card, rare ones too; no marks or descriptions"))
  }

  /// What stands where a character was lost: private use, marks, replacement characters, description characters.
  private static func isPlaceholder(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "?", "？", "*", "＊", "□", "■", "◻", "☐", "〓", "▯", "\u{FFFD}", "\u{FFFC}", "#", "＃": true
    case "\u{2FF0}"..."\u{2FFF}", "\u{31EF}": true
    default: scalar.isPrivateUse
    }
  }

  /// (上龙下天), （左王右玉）, 上下结构: words about a character's build, in brackets or not.
  private static func describesCharacter(_ text: String) -> Bool {
    if ["上下结构", "左右结构", "结构", "偏旁", "字旁", "字底", "同音"].contains(where: text.holds) { return true }
    guard let open = text.unicodeScalars.firstIndex(where: { "(（[【〔{<《".unicodeScalars.contains($0) }) else {
      return false
    }
    let inside = text.unicodeScalars[open...]
    let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [("上", "下"), ("左", "右"), ("内", "外"), ("里", "外")]
    return pairs.contains { inside.contains($0.0) && inside.contains($0.1) }
      || inside.contains { "加旁音".unicodeScalars.contains($0) }
  }

  /// 张 三: blanks beside a Chinese character or a separator go; those between Latin words stay, one at a time.
  private static func withoutInnerBlanks(_ text: String, _ notes: inout Notes) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: isBlank) else { return text }
    var kept = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      guard isBlank(scalar) else {
        kept.append(scalar)
        continue
      }
      let next = scalars[index...].first { !isBlank($0) }
      if let last = kept.last, let next, isLatin(last), isLatin(next), !isBlank(scalars[index + 1]) { kept.append(" ") }
    }
    let name = String(kept)
    if ExactText(name) != ExactText(text) {
      notes.fix(.nameBlanks, "已去掉姓名中间的空格", "blanks inside the name were removed")
    }
    return name
  }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isHan && scalar != "·" && !isSeparatorVariant(scalar)
  }

  /// A separator other than U+00B7 between two Chinese runs: the form that 民委发〔2016〕33号 requires is proposed, not put in.
  private static func noteSeparators(_ name: String, _ notes: inout Notes) {
    let scalars = Array(name.unicodeScalars)
    guard scalars.count > 2 else { return }
    let found = (1..<scalars.count - 1).first {
      isSeparatorVariant(scalars[$0]) && scalars[$0 - 1].isHan && scalars[$0 + 1].isHan
    }
    guard let found else { return }
    let code = String(scalars[found].value, radix: 16, uppercase: true)
    notes.suggest(
      .nameSeparator, "姓名中的分隔点是 U+\(code)，规范写法是“·”（U+00B7），现按原样保留",
      "the separator in the name is U+\(code), the required one is “·” (U+00B7); it was kept as it is",
      hint: Phrase("请确认后改为“·”", "confirm, and change it to “·”"))
  }

  private static func isSeparatorVariant(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{30FB}", "\u{2022}", "\u{2027}", "\u{2219}", "\u{22C5}", "\u{FF65}", ".", "\u{FF0E}", "\u{2024}",
      "\u{25CF}", "\u{25E6}",
      "\u{0387}", "\u{2E31}", "-", "—":
      true
    default: false
    }
  }

  private static func noteOddities(_ name: String, _ notes: inout Notes) {
    let scalars = name.unicodeScalars
    if scalars.contains(where: { (0x2E80...0x2FD5).contains($0.value) }) {
      notes.suggest(
        .nameUnusual, "姓名中有部首字符，多半是从 PDF 复制时变成的，现按原样保留",
        "the name holds a radical, probably left by copying from a PDF; it was kept",
        hint: Phrase("请照身份证重新输入该字", "type the character again from the card"))
    }
    let odd = scalars.contains {
      ("0"..."9").contains($0) || ("０"..."９").contains($0) || "()（）[]【】/、,，;；".unicodeScalars.contains($0)
    }
    let tooShort = scalars.count == 1
    guard odd || tooShort else { return }
    notes.warn(
      .nameUnusual, "姓名里有数字、括号、标点，或只有一个字（\(notes.shown(name))）",
      "the name holds figures, brackets or marks, or is one character (\(notes.shown(name)))",
      hint: Phrase(
        "请照身份证核对姓名；区分同名的编号不要写进姓名",
        "check the name against the card; numbers that tell namesakes apart are no part of it"))
  }
}
