import Records
import Samples
import Testing

/// What was validated, printed and validated again is the same record, to the last scalar.
struct LawTests {
  private static let boxes: [FieldType: [FieldPart]] = [
    .date: [.year, .month, .day], .address: [.city, .street, .community, .number],
  ]

  /// The record as it prints in boxes: dates, addresses and options in parts, all else whole.
  static func rawInParts(_ record: Record, _ dictionary: FieldDictionary) -> RawRecord {
    var raw = RawRecord()
    for field in dictionary.fields {
      let parts =
        field.type == .options
        ? (dictionary.options(of: field.name)?.options ?? []).map { FieldPart($0.code) } : boxes[field.type] ?? []
      for part in parts {
        raw.values[FieldKey(field.name, part)] = RawValue(record.text(FieldKey(field.name, part)))
      }
      if parts.isEmpty { raw.values[FieldKey(field.name)] = RawValue(record.text(FieldKey(field.name))) }
    }
    for (name, entries) in record.groups { raw.groups[name] = entries.map { rawInParts($0, dictionary) } }
    return raw
  }

  static func expectLaw(_ record: Record, _ gate: Gate, sourceLocation: SourceLocation = #_sourceLocation) {
    for raw in [record.rawRecord(), rawInParts(record, gate.rules.dictionary)] {
      do {
        let again = try gate.validate(raw).value
        if again != record {
          let names = Set(again.values.keys).union(record.values.keys).filter { again[$0] != record[$0] }.sorted()
          let seen = names.map { "\($0): \(record.text(FieldKey($0))) → \(again.text(FieldKey($0)))" }
          Issue.record("changed: \(seen.joined(separator: "; "))", sourceLocation: sourceLocation)
        }
      } catch {
        Issue.record("refused: \(error.findings.map(\.message.english))", sourceLocation: sourceLocation)
      }
    }
  }

  @Test(arguments: SamplePeople.Flavour.allCases)
  func `printed and read again, a record is the same`(_ flavour: SamplePeople.Flavour) throws {
    let gate = try TestGate.shared.get()
    for record in try SamplePeople(seed: 42, flavour: flavour).records(flavour == .options ? 640 : 300, through: gate) {
      Self.expectLaw(record, gate)
    }
  }

  /// Whatever the gate takes from rubbish obeys the law too.
  @Test(arguments: 0..<8) func `the law holds for whatever the gate accepts of random texts`(_ seed: UInt64) throws {
    let gate = try TestGate.make(
      places: [RecordRules.KnownPlace(city: "聊城市", street: "柳园街道", communities: ["花园社区", "向阳社区"])])
    var random = SplitMix64(seed: seed)
    var accepted = 0
    for _ in 0..<1_500 {
      let field = gate.rules.dictionary.fields[random.below(gate.rules.dictionary.fields.count)]
      var raw = RawRecord()
      if let parts = Self.boxes[field.type], random.oneIn(2) {
        for part in parts where !random.oneIn(3) {
          raw.values[FieldKey(field.name, part)] = RawValue(Self.text(&random))
        }
      } else {
        raw.values[FieldKey(field.name)] = RawValue(Self.text(&random))
      }
      guard let record = try? gate.validate(raw).value else { continue }
      accepted += 1
      Self.expectLaw(record, gate)
    }
    #expect(accepted > 400)
  }

  private static let pieces = Array(
    "一二三十元年月日号〇○1958 03 5 12 . / - 、，；聊城市东昌府区柳园街道花园社区李村沙河镇新 区路3号楼 ｜|　\t\n\u{A0}\u{200B}\u{FEFF}无不详/—＋+86 138 0635 转女男汉族党员√□☑×劳模残疾养老医疗ABCxX王李·・?（上龙下天）"
      .unicodeScalars)
  private static let words = [
    "柳园", "花园", "聊城", "聊城市", "东昌府区", "柳园街道", "花园社区", "向阳", "3号", "沙河镇", "桥头村", "无", "不详", "1958", "年", "3", "月", "5",
    "日", ".",
    " ", "13800138000", "8240000", "0635", "、", "6358240000", "劳模", "残疾", "养老", "/", "号", "｜", "阿里·买买提", "张", " 三",
    "小学", "健康", "农业", "是",
  ]

  private static func text(_ random: inout SplitMix64) -> String {
    if random.oneIn(2) { return (0..<random.below(6)).map { _ in words[random.below(words.count)] }.joined() }
    return String(String.UnicodeScalarView((0..<random.below(9)).map { _ in pieces[random.below(pieces.count)] }))
  }

  @Test func `names are told apart scalar by scalar`() throws {
    let gate = try TestGate.shared.get()
    func record(_ name: String) throws -> Record {
      try gate.validate(RawRecord(values: [FieldKey("retiree.name"): RawValue(name)])).value
    }
    #expect(try record("王\u{F92C}") != record("王\u{90CE}"))
    #expect(try record("王\u{F92C}").text(FieldKey("retiree.name")).unicodeScalars.last == "\u{F92C}")
  }
}
