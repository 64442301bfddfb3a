import Diagnostics

/// What stands around a figure.
private struct FigureText {
  var body: String
  /// Whether more than digits, groups and the point had to be passed over.
  var isPlain: Bool
  var isNegative = false

  /// - Parameters:
  ///   - prefixes: Words before the figure that say nothing more.
  ///   - suffixes: Words after it; longer ones before shorter ones.
  init(_ text: String, prefixes: [String], suffixes: [String]) {
    body = text.foldedToASCII.removing(isBlank)
    isPlain = body == text
    strip(prefixes) { $0.hasPrefix($1) ? String($0.dropFirst($1.count)) : nil }
    if let sign = body.unicodeScalars.first, sign == "-" || sign == "−" || sign == "+" {
      isNegative = sign != "+"
      body = String(body.unicodeScalars.dropFirst())
      isPlain = isPlain && isNegative
    }
    strip(suffixes) { $0.hasSuffix($1) ? String($0.dropLast($1.count)) : nil }
  }

  private mutating func strip(_ words: [String], _ stripped: (String, String) -> String?) {
    for word in words {
      guard let shorter = stripped(body, word) else { continue }
      body = shorter
      if word != "¥" { isPlain = false }
    }
  }
}

/// Numeric cells hold fifteen digits; what a program added by reckoning in binary is dropped.
private func figure(_ text: String, _ kind: RawValue.Kind) -> Figure? {
  if case .number(let value) = kind { return Figure(abs(value)) }
  return Figure(text)
}

extension Amount {
  private static let prefixes = [
    "人民币", "RMB", "CNY", "(大写)", "大写:", "(小写)", "小写:", "合计", "共计", "共", "计", ":", "¥", "￥",
  ]
  private static let units: [(word: String, power: Int)] = [
    ("百万元", 6), ("十万元", 5), ("千万元", 7), ("万元", 4), ("亿元", 8), ("千元", 3), ("万", 4), ("亿", 8), ("元整", 0), ("元正", 0),
    ("元", 0), ("圆整", 0), ("圆", 0), ("块", 0), ("RMB", 0), ("CNY", 0),
  ]

  /// - Returns: The amount in figures or capitals; `nil` with an error noted otherwise.
  static func read(_ text: String, kind: RawValue.Kind, _ notes: inout Notes) -> Amount? {
    let bare = FigureText(text, prefixes: prefixes, suffixes: [])
    guard !bare.isNegative else { return refuse(text, &notes) }
    if case .text = kind, let both = figuresAndCapitals(bare.body, notes) { return agreeing(both, text, &notes) }
    if case .text = kind, let fen = ChineseFigure.fen(bare.body) {
      return amount(fen: fen, text, &notes) {
        $0.fix(.amountCleaned, "已由大写读作 \($1)", "it was read from capitals as \($1)")
      }
    }
    return readFigures(bare, text, kind, &notes)
  }

  private static func readFigures(
    _ bare: FigureText, _ text: String, _ kind: RawValue.Kind, _ notes: inout Notes
  ) -> Amount? {
    let unit = units.first { bare.body.hasSuffix($0.word) }
    let digits = String(bare.body.dropLast(unit?.word.count ?? 0))
    guard let figure = figure(digits, kind), let fen = figure.times(tenTo: 2 + (unit?.power ?? 0)) else {
      return refuse(text, &notes)
    }
    let isScaled = (unit?.power ?? 0) > 0
    return amount(fen: fen, text, &notes) { notes, shown in
      if isScaled {
        notes.suggest(
          .amountScaled, "单位已换算成元，读作 \(shown)", "it was turned into yuan: \(shown)",
          hint: Phrase("请确认金额，并直接以元为单位填写", "confirm the amount, and write it in yuan"))
      } else if unit != nil || !bare.isPlain {
        notes.fix(.amountCleaned, "已读作 \(shown)", "it was read as \(shown)")
      }
    }
  }

  /// The two amounts of 1,680.32（大写：壹仟陆佰捌拾元叁角贰分）, in fen; `nil` when it is not that.
  private static func figuresAndCapitals(_ text: String, _ notes: Notes) -> (Int, Int)? {
    guard let open = text.utf8.firstIndex(of: UInt8(ascii: "(")), text.hasSuffix(")") else { return nil }
    var silent = notes
    func fen(_ text: String) -> Int? {
      let bare = FigureText(text, prefixes: prefixes, suffixes: [])
      return ChineseFigure.fen(bare.body) ?? readFigures(bare, text, .text, &silent)?.fen
    }
    guard let first = fen(String(text[..<open])), let second = fen(String(text[open...].dropFirst().dropLast())) else {
      return nil
    }
    return (first, second)
  }

  private static func agreeing(_ both: (Int, Int), _ text: String, _ notes: inout Notes) -> Amount? {
    guard both.0 == both.1 else {
      notes.refuse(
        .amountDisagrees, "大写与小写金额不一致", "figures and capitals disagree",
        hint: Phrase("请核对后改成一致", "check both and make them agree"))
      return nil
    }
    return amount(fen: both.0, text, &notes) { $0.fix(.amountCleaned, "已读作 \($1)", "it was read as \($1)") }
  }

  private static func amount(
    fen: Int, _ text: String, _ notes: inout Notes, note: (inout Notes, String) -> Void
  ) -> Amount? {
    guard let amount = Amount(fen: fen) else { return refuse(text, &notes) }
    note(&notes, notes.shown(amount.text))
    return amount
  }

  private static func refuse(_ text: String, _ notes: inout Notes) -> Amount? {
    notes.refuse(
      .amountShape, "不是金额（\(notes.shown(text))）", "this is no amount of money (\(notes.shown(text)))",
      hint: Phrase(
        "请以元为单位填写，最多两位小数，如 1,680.32；或规范的大写", "give yuan with at most two decimals, such as 1,680.32, or proper capitals"
      ))
    return nil
  }
}

extension Area {
  private static let suffixes = ["平方米", "平米", "平方", "㎡", "m²", "M²", "m2", "M2"]

  /// - Returns: Square metres with at most two decimals; `nil` with an error noted otherwise.
  static func read(_ text: String, kind: RawValue.Kind, _ notes: inout Notes) -> Area? {
    let bare = FigureText(text, prefixes: ["约", "共", "计", "合计"], suffixes: suffixes)
    guard !bare.isNegative, let hundredths = figure(bare.body, kind)?.times(tenTo: 2),
      let area = Area(hundredths: hundredths)
    else {
      notes.refuse(
        .areaShape, "不是面积（\(notes.shown(text))）", "this is no area (\(notes.shown(text)))",
        hint: Phrase("请以平方米为单位填写，最多两位小数，如 128.50", "give square metres with at most two decimals, such as 128.50"))
      return nil
    }
    if !bare.isPlain { notes.fix(.areaCleaned, "已读作 \(area.text) 平方米", "it was read as \(area.text) m²") }
    return area
  }
}

extension DecimalNumber {
  /// - Returns: A number in figures, or a whole one in Chinese characters; `nil` with an error noted otherwise.
  static func read(_ text: String, kind: RawValue.Kind, _ notes: inout Notes) -> DecimalNumber? {
    let bare = FigureText(text, prefixes: [], suffixes: [])
    let isNegative = if case .number(let value) = kind { value < 0 } else { bare.isNegative }
    let chinese = ChineseFigure.integer(bare.body.unicodeScalars).flatMap { Figure(String($0)) }
    guard let figure = figure(bare.body, kind) ?? chinese, let number = DecimalNumber(figure, isNegative: isNegative)
    else {
      notes.refuse(
        .numberShape, "不是数（\(notes.shown(text))）", "this is no number (\(notes.shown(text)))",
        hint: Phrase("请填数字，如 12 或 3.5；不清楚请填“不详”", "give a number such as 12 or 3.5, or 不详 if it is not known"))
      return nil
    }
    if !bare.isPlain || chinese != nil {
      notes.fix(.numberCleaned, "已读作 \(number.text)", "it was read as \(number.text)")
    }
    return number
  }
}
