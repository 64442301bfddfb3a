import Diagnostics
import Records
import Samples
import Testing

struct CrossFieldTests {
  /// A woman born on 29 February 1952.
  private static let id = "110201195202290006"
  private static let idOf1940 = ResidentID.completing("11020119400101001") ?? ""

  private func findings(_ values: [FieldName: String], birthMustMatchID: Bool = false) throws -> [String] {
    let gate = try TestGate.make(birthMustMatchID: birthMustMatchID)
    let raw = RawRecord(values: Dictionary(uniqueKeysWithValues: values.map { (FieldKey($0), RawValue($1)) }))
    let found: [Finding]
    do { found = try gate.validate(raw).findings } catch { found = error.findings }
    return found.map { "\($0.severity.rawValue) \($0.code)" }
  }

  @Test func `a sex against the number is an error`() throws {
    #expect(try findings(["retiree.id": Self.id, "retiree.sex": "男"]) == ["error sex-against-id"])
    #expect(try findings(["retiree.id": Self.id, "retiree.sex": "女"]).isEmpty)
  }

  @Test func `a birth month against the number is a warning, or an error where the profile says so`() throws {
    let values: [FieldName: String] = ["retiree.id": Self.id, "retiree.birth": "1951年2月"]
    #expect(try findings(values) == ["warning birth-against-id"])
    #expect(try findings(values, birthMustMatchID: true) == ["error birth-against-id"])
    #expect(try findings(["retiree.id": Self.id, "retiree.birth": "1952年2月"]).isEmpty)
    #expect(try findings(["retiree.id": Self.id, "retiree.birth": "1952年"]).isEmpty)
  }

  @Test func `both birth dates are held`() throws {
    let raw = RawRecord(values: [
      FieldKey("retiree.id"): RawValue(Self.id), FieldKey("retiree.birth"): RawValue("1951年2月"),
    ])
    let retiree = Retiree(try TestGate.shared.get().validate(raw).value)
    #expect(retiree.birth?.text() == "1951年2月")
    #expect(retiree.id?.birth?.text() == "1952年2月29日")
  }

  @Test func `a social security number other than the ID number is a warning`() throws {
    #expect(
      try findings(["retiree.id": Self.id, "retiree.socialSecurityNumber": "3715000123"])
        == ["warning social-security-against-id"])
    #expect(try findings(["retiree.id": Self.id, "retiree.socialSecurityNumber": Self.id]).isEmpty)
    #expect(
      try findings(["retiree.id": "11020119510704005X", "retiree.socialSecurityNumber": "11020119510704005x"]).isEmpty)
  }

  @Test func `eighty or over is computed and held against the box`() throws {
    #expect(try findings(["retiree.id": Self.idOf1940]) == ["suggestion eighty-missing"])
    #expect(try findings(["retiree.id": Self.idOf1940, "retiree.specialCare": "八十岁以上高龄"]).isEmpty)
    #expect(try findings(["retiree.id": Self.id, "retiree.specialCare": "八十岁以上高龄"]) == ["warning eighty-wrong"])
  }

  @Test(arguments: [
    ("男", "1950年3月", "2010年3月", false), ("男", "1950年3月", "2000年3月", false), ("男", "1950年3月", "1995年3月", true),
    ("女", "1950年3月", "2000年3月", false), ("女", "1950年3月", "2005年3月", false), ("女", "1950年3月", "1990年3月", true),
    ("男", "1950年3月", "2020年3月", true), ("男", "1965年3月", "2026年4月", false), ("男", "1950年3月", "1949年3月", true),
  ])
  func `an unusual age at retirement is a warning`(
    _ sex: String, _ birth: String, _ retired: String, _ isOdd: Bool
  ) throws {
    let found = try findings(["retiree.sex": sex, "retiree.birth": birth, "retiree.retired": retired])
    #expect(found == (isOdd ? ["warning retirement-age"] : []))
  }

  @Test func `implausible ages are warned of, births to come refused`() throws {
    #expect(try findings(["retiree.birth": "1990年3月"]) == ["warning age-plausibility"])
    #expect(try findings(["retiree.birth": "2030年3月"]) == ["error birth-in-future"])
    #expect(try findings(["retiree.retired": "2030年3月"]) == ["warning date-in-future"])
  }

  @Test func `death needs word and date`() throws {
    #expect(try findings(["retiree.lifeStatus": "死亡"]) == ["error death-incomplete"])
    #expect(try findings(["retiree.died": "2020年3月1日"]) == ["error death-incomplete"])
    #expect(try findings(["retiree.lifeStatus": "已故", "retiree.died": "2020年3月1日"]) == ["fix option-synonym"])
    #expect(try findings(["retiree.lifeStatus": "死亡", "retiree.died": "不详"]).isEmpty)
  }

  @Test func `required fields must be there, and a word for unknown is no name and no number`() throws {
    let gate = try TestGate.make(required: ["retiree.name", "retiree.id", "retiree.phone"])
    let raw = RawRecord(values: [
      FieldKey("retiree.name"): RawValue("不详"), FieldKey("retiree.phone"): RawValue("无"),
      FieldKey("retiree.id"): RawValue("123"),
    ])
    #expect(Outcome.of(raw, "retiree.name", gate: gate).codes == ["id-shape", "field-missing"])
  }

  @Test func `a field that the dictionary has not is refused rather than lost`() throws {
    let raw = RawRecord(values: [FieldKey("retiree.shoeSize"): RawValue("43")])
    #expect(Outcome.of(raw, "retiree.name", gate: try TestGate.shared.get()).codes == ["field-unknown"])
  }

  @Test func `all faults of a record come at once, in the dictionary's order, with nothing lost and nobody named`()
    throws
  {
    let raw = RawRecord(
      values: [
        FieldKey("retiree.phone"): RawValue("1380013800", at: Place(file: "a.xlsx", row: 7, column: "H 电话")),
        FieldKey("retiree.name"): RawValue("王□明", at: Place(file: "a.xlsx", row: 7, column: "B 姓名")),
        FieldKey("retiree.id"): RawValue("110201195002290001", at: Place(file: "a.xlsx", row: 7, column: "C 身份证号")),
      ], groups: ["retiree.contacts": [RawRecord(values: [FieldKey("contact.phone"): RawValue("123")])]])
    let gate = try TestGate.shared.get()
    do {
      _ = try gate.validate(raw)
      Issue.record("accepted")
    } catch {
      #expect(error.raw == raw)
      #expect(error.findings.map(\.code) == [.nameUnreadable, .idBirthDate, .phoneShape, .phoneShape])
      #expect(error.findings[1].place == Place(file: "a.xlsx", row: 7, column: "C 身份证号", field: "retiree.id"))
      for finding in error.findings {
        for text in [
          finding.message.chinese, finding.message.english, finding.hint?.chinese ?? "", finding.hint?.english ?? "",
        ] {
          for value in ["110201195002290001", "1380013800", "王□明"] { #expect(!text.contains(value)) }
        }
      }
    }
  }

  @Test func `blank rows of contacts are dropped and the order of the others kept`() throws {
    let rows = ["", "郑一", "", "王二"].map { RawRecord(values: [FieldKey("contact.name"): RawValue($0)]) }
    let record = try TestGate.shared.get().validate(RawRecord(groups: ["retiree.contacts": rows])).value
    #expect(record.groups["retiree.contacts"]?.map { $0.text(FieldKey("contact.name")) } == ["郑一", "王二"])
  }

  @Test func `the same number twice in a batch is an error, in its old form too`() throws {
    let gate = try TestGate.shared.get()
    func record(_ id: String, _ name: String) throws -> Record {
      try gate.validate(
        RawRecord(values: [
          FieldKey("retiree.id"): RawValue(id), FieldKey("retiree.name"): RawValue(name),
          FieldKey("retiree.workUnit"): RawValue("向阳机械厂"),
        ])
      ).value
    }
    var checks = BatchChecks()
    #expect(checks.add(try record("110201500101000", "张伟"), at: Place(row: 3)).isEmpty)
    let again = checks.add(try record("110201195001010004", "张伟"), at: Place(row: 9))
    #expect(again.map(\.code) == [.duplicateID])
    #expect(again.first?.message.chinese.contains("第 3 行") == true)
    let namesake = checks.add(try record(Self.id, "张伟"), at: Place(row: 10))
    #expect(namesake.map(\.code) == [.sameNameAndUnit])
    #expect(namesake.first?.severity == .warning)
    #expect(checks.add(try record("11020119510704005X", "李伟"), at: Place(row: 11)).isEmpty)
  }
}
