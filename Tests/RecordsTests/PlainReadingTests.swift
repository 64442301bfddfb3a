import Diagnostics
import Records
import Samples
import Testing

/// Rows are read from their bytes where that is sure, and with all care otherwise: both ways say the same of every value.
struct PlainReadingTests {
  /// What values are made of: plain ones, those that are nearly plain, and what has broken lists before.
  private static let pieces =
    [
      "张三", "欧阳娜娜", "李𬎆", "阿卜杜拉·买买提", "王·", "··", "同", "同上", "无", "不详", "无锡", "没有", "/", "-", "N/A", "NA",
      "未", "㐀龥", "䷀", "郎\u{F92C}", "锟斤拷", "\u{FFFD}", "\u{E000}", "⼈", "e\u{301}", "\u{200B}", "\u{FEFF}", "\u{A0}",
      "\u{3000}", " ", "\t", "\r\n", "a", "Z", "ｘ", "１", "，", "、", "。", "｜", "·", "•", "(上龙下天)", "结构", "李构", "底",
      "110201195803051240", "11020119580305124X", "11020119580305124x", "110201580305124", "1102011958030512400",
      "110201202803051240", "000000000000000000", "990201195803051240", "1958-03", "1958-3", "1958.1", "1958.10",
      "1958/03/05", "1958-3-5", "1958.3.5", "1958-03/05", "1958年3月", "1958年03月5日", "1958年3月31日", "1958年", "1958-13",
      "1958-02-30", "58-3-5", "5-3-1958", "19580305", "195803", "21245", "0", "007", "12", "123456789", "1234567890",
      "1e5", "13800000000", "12345678901", "0635-8240000", "010-82400000", "0635-1240000", "0635-8240000-12",
      "8240000", "03598240000", "男", "女", "1", "汉族", "汉", "劳模", "残疾", "劳模、残疾", "残疾、劳模", "劳模、劳模", "、劳模",
      "☑劳模 □残疾", "山东省聊城市东昌府区朱老庄镇光明社区45号", "东昌府区柳园街道", "聊城市", "光明社区", "45号", "无社区", "柳园街道无社区1号",
      "91371500MA3C0T1X0X", "√", "是", "企业退休", String(repeating: "长", count: 200), String(repeating: "长", count: 501),
      "'", "\"", "〃", "=1+1", "锡", "E5", "x\u{0}y", "\u{85}",
    ]

  private static func values(seed: UInt64, count: Int) -> [String] {
    var random = SplitMix64(seed: seed)
    var values = pieces
    for person in SamplePeople(seed: seed, flavour: .mixed).people(20) {
      values += person.raw.values.values.map(\.text).sorted()
    }
    while values.count < count {
      var value = random.pick(pieces)
      if random.oneIn(2) { value += random.pick(pieces) }
      if random.oneIn(4), let cut = value.unicodeScalars.indices.dropFirst().first {
        value = String(value.unicodeScalars[cut...])
      }
      values.append(value)
    }
    return values
  }

  private static func row(
    _ cells: [(key: FieldKey, text: String, kind: RawCell.Kind)], _ dictionary: FieldDictionary
  ) -> RawRow {
    var bytes: [UInt8] = []
    var raw: [RawCell] = []
    for (column, cell) in cells.enumerated() {
      raw.append(RawCell(column: column, start: bytes.count, count: cell.text.utf8.count, kind: cell.kind))
      bytes += cell.text.utf8
    }
    let columns = cells.enumerated().map { column, cell in
      RowLayout.Column(key: cell.key, label: "C\(column) 列", group: nil)
    }
    let layout = RowLayout(file: "list", sheet: "一", columns: columns, dictionary: dictionary)
    let block = RowBlock(
      bytes: bytes, cells: raw, rows: [RowBlock.Row(number: 7, line: 9, cells: 0..<raw.count, width: nil)])
    return RawRow(block: block, index: 0, layout: layout)
  }

  private static func expectSame(
    _ row: RawRow, _ gate: Gate, settings: [FieldKey: RawValue] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var raw = row.record
    raw.values.merge(settings) { _, set in set }
    let quick = gate.judge(row, with: Gate.Settings(settings, for: gate))
    let texts = raw.values.sorted { $0.key.description < $1.key.description }.map { "\($0): \($1.text) \($1.kind)" }
    do {
      let careful = try gate.validate(raw)
      #expect(quick.record == careful.value, "\(texts)", sourceLocation: sourceLocation)
      #expect(quick.findings == careful.findings, "\(texts)", sourceLocation: sourceLocation)
    } catch {
      #expect(quick.record == nil, "\(texts)", sourceLocation: sourceLocation)
      #expect(quick.findings == error.findings, "\(texts)", sourceLocation: sourceLocation)
    }
  }

  /// One field of each type, and those that rules look at.
  private static let fields: [FieldName] = [
    "retiree.name", "retiree.sex", "retiree.ethnicGroup", "retiree.education", "retiree.birth", "retiree.id",
    "retiree.workUnit", "retiree.specialCare", "retiree.phone", "retiree.residence", "archive.volumes",
    "enterprise.creditCode", "retiree.socialSecurityNumber",
  ]

  @Test(arguments: fields)
  func `a value is the same whichever way it was read`(field: FieldName) throws {
    let gate = try TestGate.make(places: [.init(city: "东昌府区", street: "柳园街道", communities: ["光明社区"])])
    for value in Self.values(seed: 5, count: 700) {
      let row = Self.row([(FieldKey(field), value, .text)], gate.rules.dictionary)
      Self.expectSame(row, gate)
    }
  }

  @Test(arguments: fields)
  func `what a numeric cell holds is the same whichever way it was read`(field: FieldName) throws {
    let gate = try TestGate.shared.get()
    let numbers = [
      "0", "1", "007", "21245", "9999", "60", "59", "21245.5", "195803", "13800000000", "8240000", "123456789012345",
    ]
    let long = ["1234567890123456", "110201195803051240", "1.5", "-3", "1E5", "99999", "109999", "120000"]
    for text in numbers + long {
      for kind in [RawCell.Kind.number, .dateFrom1900, .dateFrom1904, .on, .off] {
        Self.expectSame(Self.row([(FieldKey(field), text, kind)], gate.rules.dictionary), gate)
      }
    }
  }

  @Test func `dates are read from bytes as the careful reader has them`() throws {
    let gate = try TestGate.shared.get()
    func judge(_ text: String) -> Judgement {
      gate.judge(
        Self.row([(FieldKey("retiree.retired"), text, .text)], gate.rules.dictionary),
        with: Gate.Settings([:], for: gate))
    }
    for year in ["1958", "1799", "2201", "0058"] {
      for month in ["3", "03", "12", "13", "0", "00", "1", "10"] {
        for day in ["", "5", "05", "30", "31", "0", "32"] {
          for (a, b, c) in [("-", "-", ""), ("/", "/", ""), (".", ".", ""), ("年", "月", day.isEmpty ? "" : "日")] {
            let end = day.isEmpty ? (b == "月" ? b : "") : b + day + c
            // A wide blank inside changes nothing but the way.
            let (quick, careful) = (judge(year + a + month + end), judge(year + a + "\u{3000}" + month + end))
            #expect(quick.record == careful.record, "\(year)\(a)\(month)\(end)")
            #expect(quick.findings.map(\.code) == careful.findings.map(\.code), "\(year)\(a)\(month)\(end)")
          }
        }
      }
    }
  }

  @Test(arguments: SamplePeople.Flavour.allCases)
  func `whole rows are the same whichever way they were read`(flavour: SamplePeople.Flavour) throws {
    let gate = try TestGate.make(required: ["retiree.name", "retiree.id", "retiree.phone"])
    var random = SplitMix64(seed: 11)
    for person in SamplePeople(seed: 3, flavour: flavour).people(60) {
      var cells = person.raw.values.sorted { $0.key.description < $1.key.description }.map { key, value in
        (key: key, text: value.text, kind: RawCell.Kind.text)
      }
      for position in cells.indices where random.oneIn(9) { cells[position].text = random.pick(Self.pieces) }
      if random.oneIn(3) { cells.shuffle(using: &random) }
      let row = Self.row(cells, gate.rules.dictionary)
      Self.expectSame(row, gate)
      let settings: [FieldKey: RawValue] = [
        FieldKey("receiver.unit"): RawValue("柳园街道", at: Place(field: "receiver.unit")),
        FieldKey("retiree.sex"): RawValue(random.pick(["男", "女", "？"]), at: Place(field: "retiree.sex")),
      ]
      Self.expectSame(row, gate, settings: settings)
    }
  }
}
