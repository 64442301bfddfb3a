/// How numbers and dates are written in Chinese characters.
extension ChineseNumerals {
  private static let plain = Array("零一二三四五六七八九十百千")
  private static let capital = Array("零壹贰叁肆伍陆柒捌玖拾佰仟")

  /// 一, 十, 十一, 九十九, 一百零一: as clauses, copies and sections are counted. Below one and from a million million on, the
  /// figure itself.
  package static func ordinal(_ number: Int) -> String {
    guard number > 0, let text = integer(number, plain) else { return String(number) }
    return text.hasPrefix("一十") ? String(text.dropFirst()) : text
  }

  /// 零, 壹拾, 叁拾, 壹佰零伍: capitals, which cannot be altered into others.
  package static func capitals(_ number: Int) -> String { integer(number, capital) ?? String(number) }

  /// By groups of four digits: a zero stands where digits between two others are missing.
  private static func integer(_ number: Int, _ signs: [Character]) -> String? {
    guard (0..<1_000_000_000_000).contains(number) else { return nil }
    if number == 0 { return String(signs[0]) }
    var text = ""
    var lacksGroup = false
    for (power, unit) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
      let group = number / power % 10_000
      if group == 0 {
        lacksGroup = true
        continue
      }
      if !text.isEmpty, lacksGroup || group < 1000 { text.append(signs[0]) }
      text += self.group(group, signs) + unit
      lacksGroup = false
    }
    return text
  }

  private static func group(_ number: Int, _ signs: [Character]) -> String {
    var text = ""
    var lacksDigit = false
    for (power, unit) in [(1000, 12), (100, 11), (10, 10), (1, 0)] {
      let digit = number / power % 10
      if digit == 0 {
        lacksDigit = !text.isEmpty
        continue
      }
      if lacksDigit { text.append(signs[0]) }
      text.append(signs[digit])
      if unit > 0 { text.append(signs[unit]) }
      lacksDigit = false
    }
    return text
  }

  /// 二〇二〇 or 贰零贰零: digit by digit, as years are written.
  static func digits(_ number: Int, isCapital: Bool) -> String {
    String(
      String(number).map { digit in
        let value = digit.wholeNumberValue ?? 0
        return value == 0 && !isCapital ? "〇" : (isCapital ? capital : plain)[value]
      })
  }
}

/// A number as copies, clauses and sections are counted: 一, 十, 二十一.
package func chineseNumeral(_ number: Int) -> String { ChineseNumerals.ordinal(number) }

extension Amount {
  /// 壹仟陆佰捌拾元零叁角贰分, as payment papers are written (支付结算办法, annex 1).
  ///
  /// 整 follows yuan and jiao, so that nothing can be added, and never fen. Where the yuan end in a zero and jiao follow, the
  /// zero is written.
  package var capitals: String {
    let (yuan, jiao, rest) = (fen / 100, fen / 10 % 10, fen % 10)
    if fen == 0 { return "零元整" }
    var text = yuan > 0 ? ChineseNumerals.capitals(yuan) + "元" : ""
    if jiao == 0, rest == 0 { return text + "整" }
    if yuan > 0, jiao == 0 || yuan.isMultiple(of: 10) { text += "零" }
    if jiao > 0 { text += ChineseNumerals.capitals(jiao) + "角" }
    return text + (rest > 0 ? ChineseNumerals.capitals(rest) + "分" : "整")
  }
}

extension PartialDate {
  /// 贰零贰陆年叁月, as the letter of introduction of Party members has the month to which dues are paid.
  package var capitals: String {
    ChineseNumerals.digits(year, isCapital: true) + "年" + (month.map { ChineseNumerals.capitals($0) + "月" } ?? "")
      + (day.map { ChineseNumerals.capitals($0) + "日" } ?? "")
  }

  /// 二〇二〇年三月三十日: the year digit by digit with 〇 (GB/T 15835-2011).
  package var chineseText: String {
    ChineseNumerals.digits(year, isCapital: false) + "年" + (month.map { ChineseNumerals.ordinal($0) + "月" } ?? "")
      + (day.map { ChineseNumerals.ordinal($0) + "日" } ?? "")
  }
}
