import Records
import Samples
import Testing

/// Amounts, areas and numbers: figures and capitals, read and written back.
struct FigureTests {
  private static let dictionary = """
    <dictionary version="1">
      <field name="fee.amount" zh="金额" en="Amount" type="amount"/>
      <field name="room.area" zh="面积" en="Area" type="area"/>
      <field name="room.number" zh="数" en="Number" type="number"/>
      <field name="room.count" zh="个数" en="Count" type="count"/>
    </dictionary>
    """

  private static let gate = Result {
    Gate(
      rules: RecordRules(dictionary: try FieldDictionary.load(untrustedXML: Array(dictionary.utf8))),
      today: try TestGate.today())
  }

  private static func outcome(_ field: FieldName, _ text: String, kind: RawValue.Kind = .text) throws -> String {
    let raw = RawRecord(values: [FieldKey(field): RawValue(text, kind: kind)])
    let gate = try gate.get()
    let outcome = Outcome.of(raw, field, gate: gate)
    if !outcome.isRefused, let record = try? gate.validate(raw).value { LawTests.expectLaw(record, gate) }
    return ([outcome.text ?? "–"] + outcome.codes).joined(separator: " ")
  }

  @Test(arguments: [
    ("1,680.32", "1,680.32"), ("1680.32", "1,680.32"), ("¥1680.32", "1,680.32"), ("¥1,680.3", "1,680.30"),
    ("1680", "1,680.00"), ("0", "0.00"), ("0.05", "0.05"), (".5", "0.50"), ("1234567890.12", "1,234,567,890.12"),
    ("1680.3200", "1,680.32"), ("999,999,999,999.99", "999,999,999,999.99"),
    ("1680.3元", "1,680.30 amount-cleaned"), ("￥１，６８０．３２", "1,680.32 amount-cleaned"),
    ("人民币1680.32元整", "1,680.32 amount-cleaned"), ("RMB 1 680.32", "1,680.32 amount-cleaned"),
    ("12.5万元", "125,000.00 amount-scaled"), ("3万", "30,000.00 amount-scaled"),
    ("1.2亿元", "120,000,000.00 amount-scaled"), ("0.123456万元", "1,234.56 amount-scaled"),
    ("1,680.32（大写：壹仟陆佰捌拾元叁角贰分）", "1,680.32 amount-cleaned"), ("1,680.32（壹仟陆佰捌拾元整）", "– amount-disagrees"),
    ("1,68.32", "– amount-shape"), ("1680,32", "– amount-shape"), ("1680.323", "– amount-shape"),
    ("-5", "– amount-shape"), ("1.2.3", "– amount-shape"), ("约五百", "– amount-shape"), ("1680元/月", "– amount-shape"),
    ("0.1234567万元", "– amount-shape"), ("1000000000000", "– amount-shape"), ("元", "– amount-shape"),
    ("5e3", "– amount-shape"), ("12345678901234567890", "– amount-shape"), ("不详", "不详"),
  ])
  func `reads amounts in figures`(_ text: String, _ expected: String) throws {
    #expect(try Self.outcome("fee.amount", text) == expected)
  }

  /// Amounts as cells of a workbook, where binary reckoning leaves its traces.
  @Test(arguments: [
    (1680.32, "1,680.32"), (0.1 + 0.2, "0.30"), (1e9 + 0.01, "1,000,000,000.01"), (5, "5.00"),
    (1680.323, "– amount-shape"), (-3, "– amount-shape"), (1e300, "– amount-shape"),
  ])
  func `reads amounts from numeric cells`(_ value: Double, _ expected: String) throws {
    #expect(try Self.outcome("fee.amount", "", kind: .number(value)) == expected)
  }

  /// What is written for an amount; then other ways of writing the same, with the official variants.
  private static let capitals: [(String, [String])] = [
    ("0", ["零元整", "零元"]),
    ("0.05", ["伍分", "零元零伍分"]),
    ("0.30", ["叁角整", "叁角"]),
    ("1", ["壹元整", "壹圆整", "壹元正", "人民币壹元整"]),
    ("10", ["壹拾元整", "拾元整", "一十元"]),
    ("15.5", ["壹拾伍元伍角整", "壹拾伍元伍角", "拾伍元伍角"]),
    ("20.08", ["贰拾元零捌分", "贰拾元捌分"]),
    ("105", ["壹佰零伍元整"]),
    ("110", ["壹佰壹拾元整"]),
    ("325.04", ["叁佰贰拾伍元零肆分"]),
    ("1409.50", ["壹仟肆佰零玖元伍角整", "壹仟肆佰零玖元伍角"]),
    ("1680.32", ["壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分", "人民币壹仟陆佰捌拾圆叁角贰分", "壹仟陸佰捌拾圓叁角貳分"]),
    ("6007.14", ["陆仟零柒元壹角肆分"]),
    ("3005", ["叁仟零伍元整", "叁仟零佰零拾伍元整"]),
    ("10000", ["壹万元整", "壹萬圓正", "壹万"]),
    ("10005", ["壹万零伍元整"]),
    ("10500", ["壹万零伍佰元整", "壹万伍佰元整"]),
    ("107000.53", ["壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分"]),
    ("1000000", ["壹佰万元整"]),
    ("10000000.01", ["壹仟万元零壹分"]),
    ("16409.02", ["壹万陆仟肆佰零玖元零贰分"]),
    ("100000000", ["壹亿元整", "壹億元整"]),
    ("100050000", ["壹亿零伍万元整", "壹亿伍万元整"]),
    ("100000001", ["壹亿零壹元整"]),
    ("120345678.9", ["壹亿贰仟零叁拾肆万伍仟陆佰柒拾捌元玖角整"]),
    ("1010101.01", ["壹佰零壹万零壹佰零壹元零壹分"]),
    ("999999999999.99", ["玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"]),
  ]

  @Test(arguments: capitals) func `writes amounts in capitals and reads every variant`(
    _ figures: String, _ words: [String]
  ) throws {
    let record = try Self.gate.get().validate(RawRecord(values: [FieldKey("fee.amount"): RawValue(figures)])).value
    guard case .amount(let amount)? = record["fee.amount"] else {
      Issue.record("no amount")
      return
    }
    #expect(amount.capitals == words[0])
    for word in words {
      #expect(try Self.outcome("fee.amount", word) == "\(amount.text) amount-cleaned", "\(word)")
    }
  }

  @Test(arguments: ["壹佰伍元整", "壹万伍元", "一万二", "壹陆捌零元", "佰元", "壹元元", "壹拾佰元", "叁角元", "贰分叁角", "壹亿亿元", "万元整", "壹元贰"])
  func `capitals that could mean two amounts, or none, are refused`(_ text: String) throws {
    #expect(try Self.outcome("fee.amount", text) == "– amount-shape")
  }

  @Test(arguments: 0..<4) func `any amount survives its capitals`(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let digits = 1 + random.below(14)
      var fen = 0
      for _ in 0..<digits { fen = fen * 10 + (random.oneIn(2) ? 0 : random.below(10)) }
      let amount = try #require(Amount(fen: fen))
      #expect(
        try Self.outcome("fee.amount", amount.capitals) == "\(amount.text) amount-cleaned", "\(amount.capitals)")
      #expect(try Self.outcome("fee.amount", amount.text) == amount.text)
    }
  }

  @Test(arguments: [
    ("128.5", "128.50"), ("128.50", "128.50"), ("128", "128.00"), ("0.01", "0.01"),
    ("128.5平方米", "128.50 area-cleaned"), ("128.5㎡", "128.50 area-cleaned"), ("约１２８．５ m²", "128.50 area-cleaned"),
    ("1,280.5", "1280.50"), ("128.505", "– area-shape"), ("3亩", "– area-shape"), ("-1", "– area-shape"),
    ("无", "无"),
  ])
  func `reads areas`(_ text: String, _ expected: String) throws {
    #expect(try Self.outcome("room.area", text) == expected)
  }

  @Test(arguments: [
    ("3.5", "3.5"), ("3.50", "3.5"), ("003", "3"), ("-0.25", "-0.25"), ("1,000", "1000"),
    ("0.000000001", "0.000000001"),
    ("-0", "0"), ("３．５", "3.5 number-cleaned"), ("+2", "2 number-cleaned"), ("一百零五", "105 number-cleaned"),
    ("3台", "– number-shape"), ("0.0000000001", "– number-shape"), ("1234567890123456", "– number-shape"),
  ])
  func `reads numbers`(_ text: String, _ expected: String) throws {
    #expect(try Self.outcome("room.number", text) == expected)
  }

  @Test(arguments: [
    ("一千二百", "1200 count-cleaned"), ("壹佰零伍", "105 count-cleaned"), ("叁拾", "30 count-cleaned"),
    ("二〇", "20 count-cleaned"), ("廿三", "23 count-cleaned"), ("一百五", "– count-shape"), ("三万零五人", "30005 count-cleaned"),
  ])
  func `reads counts in Chinese characters`(_ text: String, _ expected: String) throws {
    #expect(try Self.outcome("room.count", text) == expected)
  }

  @Test(arguments: [
    (1, "一", "壹"), (9, "九", "玖"), (10, "十", "壹拾"), (11, "十一", "壹拾壹"), (20, "二十", "贰拾"), (21, "二十一", "贰拾壹"),
    (30, "三十", "叁拾"), (99, "九十九", "玖拾玖"), (100, "一百", "壹佰"), (101, "一百零一", "壹佰零壹"), (110, "一百一十", "壹佰壹拾"),
    (111, "一百一十一", "壹佰壹拾壹"), (1000, "一千", "壹仟"), (1001, "一千零一", "壹仟零壹"), (1010, "一千零一十", "壹仟零壹拾"),
    (10_000, "一万", "壹万"), (10_010, "一万零一十", "壹万零壹拾"), (0, "0", "零"), (-1, "-1", "-1"),
  ])
  func `writes ordinals and counts in Chinese`(_ number: Int, _ ordinal: String, _ capitals: String) {
    #expect(chineseNumeral(number) == ordinal)
    #expect(ChineseNumerals.capitals(number) == capitals)
  }

  @Test(arguments: [
    (2020, 3, 30, "二〇二〇年三月三十日", "贰零贰零年叁月叁拾日"), (2026, 10, 1, "二〇二六年十月一日", "贰零贰陆年壹拾月壹日"),
    (1999, 12, 31, "一九九九年十二月三十一日", "壹玖玖玖年壹拾贰月叁拾壹日"), (2026, 11, nil, "二〇二六年十一月", "贰零贰陆年壹拾壹月"),
    (2008, nil, nil, "二〇〇八年", "贰零零捌年"), (2024, 2, 29, "二〇二四年二月二十九日", "贰零贰肆年贰月贰拾玖日"),
  ])
  func `writes dates in Chinese and in capitals, and reads both back`(
    _ year: Int, _ month: Int?, _ day: Int?, _ chinese: String, _ capitals: String
  ) throws {
    let date = try #require(PartialDate(checkedYear: year, month: month, day: day))
    #expect(date.chineseText == chinese)
    #expect(date.capitals == capitals)
    let gate = try TestGate.shared.get()
    for text in [chinese, capitals] {
      let raw = RawRecord(values: [FieldKey("signing.date"): RawValue(text)])
      #expect(try gate.validate(raw).value["signing.date"] == .date(date), "\(text)")
    }
  }
}
