/// Whole numbers and amounts in Chinese characters, read strictly: what could mean two numbers is none.
enum ChineseFigure {
  /// What stood before a digit, which decides whether it may go without a unit: 壹佰零伍 is 105, 壹佰伍 may be 150.
  private enum Before {
    case start
    case zero
    case ten
    case otherUnit
    case greatUnit
  }

  /// 壹拾万柒仟, 一千二百三十, 叁佰零拾伍; `nil` for digits without units (贰零贰陆), units out of order, and everything else.
  static func integer(_ scalars: some Collection<Unicode.Scalar>) -> Int? {
    guard !scalars.isEmpty, scalars.count <= 40 else { return nil }
    var reader = Reader()
    for scalar in scalars { guard reader.take(scalar) else { return nil } }
    return reader.finish()
  }

  private struct Reader {
    private var total = 0
    private var group = 0
    private var digit: Int?
    private var before = Before.start
    private var lastUnit = 10_000
    private var lastGreatUnit = 1_000_000_000_000

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      if let value = ChineseNumerals.digit(scalar) { return takeDigit(value) }
      switch scalar {
      case "十", "拾": return takeUnit(10)
      case "百", "佰": return takeUnit(100)
      case "千", "仟": return takeUnit(1000)
      case "万", "萬": return takeGreatUnit(10_000)
      case "亿", "億": return takeGreatUnit(100_000_000)
      default: return false
      }
    }

    private mutating func takeDigit(_ value: Int) -> Bool {
      guard digit == nil else { return false }
      if value == 0 { before = .zero } else { digit = value }
      return true
    }

    private mutating func takeUnit(_ unit: Int) -> Bool {
      guard unit < lastUnit else { return false }
      if let digit {
        group += digit * unit
      } else if before != .zero {
        // 拾伍 at the beginning of a number or group is 15.
        guard unit == 10, before == .start || before == .greatUnit else { return false }
        group += 10
      }
      digit = nil
      lastUnit = unit
      before = unit == 10 ? .ten : .otherUnit
      return true
    }

    private mutating func takeGreatUnit(_ unit: Int) -> Bool {
      guard unit < lastGreatUnit, before != .otherUnit || digit == nil else { return false }
      group += digit ?? 0
      guard group > 0 || before == .zero else { return false }
      total += group * unit
      (group, digit, before, lastUnit, lastGreatUnit) = (0, nil, .greatUnit, 10_000, unit)
      return true
    }

    func finish() -> Int? {
      if digit != nil, before == .otherUnit || before == .greatUnit { return nil }
      return total + group + (digit ?? 0)
    }
  }

  /// 人民币壹仟陆佰捌拾元零叁角贰分, 圆 and 正 and traditional characters included: the amount in fen.
  static func fen(_ text: String) -> Int? {
    var scalars = Array(text.unicodeScalars)[...]
    if let last = scalars.last, last == "整" || last == "正" { scalars = scalars.dropLast() }
    var yuan = 0
    if let end = scalars.firstIndex(where: isYuan) {
      guard let whole = integer(scalars[..<end]) else { return nil }
      (yuan, scalars) = (whole, scalars[(end + 1)...])
    } else if !scalars.contains(where: { $0 == "角" || $0 == "分" || $0 == "毛" }) {
      return integer(scalars).map { $0 * 100 }
    }
    guard let rest = fraction(scalars) else { return nil }
    return yuan * 100 + rest
  }

  private static func isYuan(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "元" || scalar == "圆" || scalar == "圓" || scalar == "块"
  }

  /// 零叁角贰分, 零肆分, 伍角: jiao and fen.
  private static func fraction(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    var rest = scalars
    var fen = 0
    for (names, value) in [("角毛", 10), ("分", 1)] {
      guard let end = rest.firstIndex(where: { names.unicodeScalars.contains($0) }) else { continue }
      var digits = rest[..<end]
      if digits.count == 2, digits.first.flatMap(ChineseNumerals.digit) == 0 { digits = digits.dropFirst() }
      guard digits.count == 1, let digit = digits.first.flatMap(ChineseNumerals.digit) else { return nil }
      fen += digit * value
      rest = rest[(end + 1)...]
    }
    return rest.isEmpty || rest.allSatisfy({ ChineseNumerals.digit($0) == 0 }) ? fen : nil
  }
}
