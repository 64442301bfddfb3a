/// A date's text cut into numbers and the marks after them.
struct DateTokens {
  struct Number {
    var value: Int
    /// How many digits it was written with: 01 has two.
    var digits: Int
    /// The mark that follows: 年 月 日 for themselves, `.` `/` `-` for themselves and their kin, a blank; `nil` at the end.
    var mark: Unicode.Scalar?
  }

  private(set) var numbers: [Number] = []
  /// A time of day or a word such as 出生 was passed over.
  private(set) var droppedSomething = false

  /// `nil` when something is neither number nor mark.
  init?(_ text: String) {
    var scalars = Array(text.unicodeScalars)[...]
    dropPrefix(&scalars)
    dropSuffix(&scalars)
    while let first = scalars.first {
      guard numbers.count < 3 else {
        guard isTimeOfDay(scalars) else { return nil }
        droppedSomething = true
        return
      }
      guard var number = Self.takeNumber(&scalars) else { return nil }
      number.mark = Self.takeMarks(&scalars)
      if number.mark == nil, !scalars.isEmpty { return nil }
      _ = first
      numbers.append(number)
    }
    if numbers.isEmpty { return nil }
  }

  private mutating func dropPrefix(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    for prefix in ["公元", "公历", "阳历", "西历"] where scalars.starts(with: prefix.unicodeScalars) {
      scalars = scalars.dropFirst(prefix.unicodeScalars.count)
      droppedSomething = true
    }
  }

  private mutating func dropSuffix(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    for suffix in ["出生", "生", "退休", "份"] where scalars.reversed().starts(with: suffix.unicodeScalars.reversed()) {
      scalars = scalars.dropLast(suffix.unicodeScalars.count)
      droppedSomething = true
    }
  }

  /// `00:00:00`, with which programs round off a date.
  private func isTimeOfDay(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    scalars.count >= 4 && scalars.contains(":")
      && scalars.allSatisfy { ("0"..."9").contains($0) || ":.Z+".unicodeScalars.contains($0) }
  }

  private static func takeNumber(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Number? {
    let figures = scalars.prefix { ("0"..."9").contains($0) }
    if !figures.isEmpty {
      guard figures.count <= 8 else { return nil }
      scalars = scalars.dropFirst(figures.count)
      return Number(value: figures.reduce(0) { $0 * 10 + Int($1.value - 0x30) }, digits: figures.count)
    }
    if scalars.first == "元" {
      scalars = scalars.dropFirst()
      return Number(value: 1, digits: 1)
    }
    let run = scalars.prefix { ChineseNumerals.isNumeral($0) }
    guard let (value, digits) = ChineseNumerals.value(of: run) else { return nil }
    scalars = scalars.dropFirst(run.count)
    return Number(value: value, digits: digits)
  }

  /// The mark after a number; blanks around another mark do not count.
  private static func takeMarks(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
    var mark: Unicode.Scalar?
    while let scalar = scalars.first, let plain = plainMark(scalar) {
      guard mark == nil || mark == " " || plain == " " else { break }
      if mark == nil || plain != " " { mark = plain }
      scalars = scalars.dropFirst()
    }
    return mark
  }

  private static func plainMark(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "年", "月", "日", " ": scalar
    case "号", "號": "日"
    case "T", "\u{3000}": " "
    case ".", "。", "·", "．", "・", "｡", "、", ",": "."
    case "/", "／", "\\": "/"
    case "-", "－", "—", "–", "‐", "‑", "―", "−", "~": "-"
    default: nil
    }
  }
}
