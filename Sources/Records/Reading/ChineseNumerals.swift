/// Numbers written in Chinese characters, as dates and counts have them.
package enum ChineseNumerals {
  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "〇", "零", "○", "◯", "Ｏ", "０": 0
    case "一", "壹", "弌": 1
    case "二", "贰", "貳", "弍", "两", "兩": 2
    case "三", "叁", "參", "叄": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆", "陸": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    default: nil
    }
  }

  private static func unit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "十", "拾": 10
    case "百", "佰": 100
    case "廿": 20
    case "卅": 30
    default: nil
    }
  }

  static func isNumeral(_ scalar: Unicode.Scalar) -> Bool { digit(scalar) != nil || unit(scalar) != nil }

  /// The value of a run of numerals and how many digits it has as a figure: 一九五八 digit by digit, 三十一 by units.
  static func value(of scalars: some Collection<Unicode.Scalar>) -> (value: Int, digits: Int)? {
    guard !scalars.isEmpty, scalars.count <= 8 else { return nil }
    guard scalars.contains(where: { unit($0) != nil }) else {
      return (scalars.reduce(0) { $0 * 10 + (digit($1) ?? 0) }, scalars.count)
    }
    var total = 0
    var pending: Int?
    for scalar in scalars {
      if let digit = digit(scalar) {
        pending = digit
      } else if let unit = unit(scalar) {
        total += unit == 20 || unit == 30 ? unit : (pending ?? 1) * unit
        pending = nil
      }
    }
    total += pending ?? 0
    return (total, String(total).utf8.count)
  }
}
