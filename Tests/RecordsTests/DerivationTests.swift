import Diagnostics
import Records
import Testing

struct DerivationTests {
  static func xml(_ more: String = "") -> String {
    """
    <dictionary version="1">
      <group name="batch.people" zh="人员" en="People" of="retiree archive"/>
      <group name="batch.items" zh="明细" en="Items" of="item"/>
      <field name="retiree.name" zh="姓名" en="Name" type="name" personal="yes"/>
      <field name="retiree.politicalStatus" zh="政治面貌" en="Political status" type="option" options="status"/>
      <field name="archive.pages" zh="页数" en="Pages" type="count"/>
      <field name="item.amount" zh="金额" en="Amount" type="amount"/>
      <field name="item.area" zh="面积" en="Area" type="area"/>
      <field name="item.number" zh="数量" en="Quantity" type="number"/>
      <field name="total.inWords" zh="人数大写" en="People in words" type="text"><derive capitals="total.people"/></field>
      <field name="total.people" zh="人数" en="Number of people" type="count"><derive count="batch.people"/></field>
      <field name="total.members" zh="党员数" en="Members" type="count">
        <derive count="batch.people" where="retiree.politicalStatus" is="01 预备党员"/>
      </field>
      <field name="total.others" zh="非党员数" en="Others" type="count">
        <derive count="batch.people" where="retiree.politicalStatus" not="01 02"/>
      </field>
      <field name="total.pages" zh="总页数" en="All pages" type="count"><derive sum="archive.pages" of="batch.people"/></field>
      <field name="fee.words" zh="大写" en="In words" type="text"><derive capitals="fee.amount"/></field>
      <field name="fee.amount" zh="合计" en="Total" type="amount"><derive sum="item.amount" of="batch.items"/></field>
      <field name="fee.area" zh="面积合计" en="All area" type="area"><derive sum="item.area" of="batch.items"/></field>
      <field name="fee.number" zh="数量合计" en="All" type="number"><derive sum="item.number" of="batch.items"/></field>
      <field name="letter.date" zh="开具日期" en="Date" type="date"/>
      <field name="letter.days" zh="有效天数" en="Days" type="count"/>
      <field name="letter.daysInWords" zh="有效天数大写" en="Days in words" type="text"><derive capitals="letter.days"/></field>
      <field name="letter.until" zh="有效期至" en="Until" type="date"><derive from="letter.date" days-field="letter.days"/></field>
      <field name="place.county" zh="县" en="County" type="text"/>
      <field name="place.street" zh="街道" en="Street" type="text"/>
      <field name="place.whole" zh="地点" en="Place" type="text" max-length="12"><derive text="place.county place.street"/></field>
      <options id="status"><option code="01" word="中共党员"/><option code="02" word="预备党员"/><option code="13" word="群众"/></options>
      \(more)
    </dictionary>
    """
  }

  private struct Bench {
    let gate: Gate
    let derivations: Derivations

    init() throws {
      let rules = RecordRules(dictionary: try FieldDictionary.load(untrustedXML: Array(DerivationTests.xml().utf8)))
      gate = Gate(rules: rules, today: try TestGate.today())
      derivations = Derivations(rules: rules)
    }

    func complete(
      _ values: [FieldName: String], people: [[FieldName: String]] = [], items: [[FieldName: String]] = []
    ) throws -> Derivations.Completion {
      func raw(_ values: [FieldName: String]) -> RawRecord {
        RawRecord(values: Dictionary(uniqueKeysWithValues: values.map { (FieldKey($0), RawValue($1)) }))
      }
      var record = raw(values)
      record.groups = ["batch.people": people.map(raw), "batch.items": items.map(raw)]
      return derivations.complete(try gate.validate(record).value)
    }
  }

  private static let people: [[FieldName: String]] = [
    ["retiree.name": "甲", "retiree.politicalStatus": "中共党员", "archive.pages": "10"],
    ["retiree.name": "乙", "retiree.politicalStatus": "预备党员", "archive.pages": "20"],
    ["retiree.name": "丙", "retiree.politicalStatus": "群众", "archive.pages": "30"],
    ["retiree.name": "丁", "archive.pages": "40"],
  ]

  @Test func `counts and sums over a batch are filled in, chains in their order`() throws {
    let done = try Bench().complete(
      [:], people: Self.people,
      items: [
        ["item.amount": "1,000.30", "item.area": "12.5", "item.number": "1.5"],
        ["item.amount": "680.02", "item.area": "0.25", "item.number": "2"],
      ])
    let texts = [
      "total.people", "total.inWords", "total.members", "total.others", "total.pages", "fee.amount", "fee.words",
      "fee.area", "fee.number",
    ].map { done.record.text(FieldKey(FieldName($0))) }
    #expect(texts == ["4", "肆", "2", "2", "100", "1,680.32", "壹仟陆佰捌拾元零叁角贰分", "12.75", "3.5"])
    #expect(done.findings.isEmpty)
  }

  @Test func `a batch without entries has none of them, a person has nothing to count`() throws {
    let bench = try Bench()
    #expect(try bench.complete([:], people: Self.people).record["fee.amount"] == nil)
    #expect(try bench.complete(["place.county": "东昌府区"]).record["total.people"] == nil)
  }

  @Test func `what is stated stands, and is held against what it should be`() throws {
    let bench = try Bench()
    let wrong = try bench.complete(
      [
        "total.people": "5", "fee.amount": "100", "fee.words": "壹仟元整", "letter.date": "2026-01-31", "letter.days": "30",
        "letter.until": "2026-03-01",
      ],
      people: Self.people, items: [["item.amount": "100"]])
    #expect(
      wrong.findings.map { "\($0.code) \($0.place.field ?? "")" } == [
        "derived-differs total.people", "derived-differs fee.words", "derived-differs letter.until",
      ])
    #expect(wrong.findings[0].message.chinese == "人数填的是“5”，按人员应为“4”")
    #expect(wrong.record.text(FieldKey("total.people")) == "5")
    // What follows from a stated value follows from what was stated.
    #expect(wrong.record.text(FieldKey("total.inWords")) == "伍")
  }

  @Test(arguments: [
    ("fee.amount", "1,680.32", "fee.words", "人民币壹仟陆佰捌拾圆叁角贰分", true),
    ("fee.amount", "1,680.32", "fee.words", "壹仟陆佰捌拾元整", false),
    ("letter.days", "30", "letter.daysInWords", "叁拾", true), ("letter.days", "30", "letter.daysInWords", "三十", true),
    ("letter.days", "30", "letter.daysInWords", "叁", false), ("fee.amount", "5", "fee.words", "不详", true),
  ])
  func `capitals are compared by what they say`(
    _ source: String, _ figures: String, _ field: String, _ words: String, _ agrees: Bool
  ) throws {
    let done = try Bench().complete([FieldName(source): figures, FieldName(field): words])
    #expect(done.findings.map(\.code) == (agrees ? [] : [.derivedDiffers]))
  }

  @Test func `a sum says how many entries had nothing to add`() throws {
    let done = try Bench().complete([:], items: [["item.amount": "1"], ["item.number": "1"]])
    #expect(done.findings.map(\.place.field) == ["fee.amount", "fee.number"])
    #expect(done.findings.allSatisfy { $0.code == .derivedIncomplete && $0.severity == .warning })
    #expect(done.record.text(FieldKey("fee.amount")) == "1.00")
  }

  @Test func `joined texts are proposals, and never longer than their field`() throws {
    let bench = try Bench()
    let joined = try bench.complete(["place.county": "东昌府区", "place.street": "柳园街道"])
    #expect(joined.record.text(FieldKey("place.whole")) == "东昌府区柳园街道")
    let other = try bench.complete(["place.county": "东昌府区", "place.whole": "某处"])
    #expect(other.findings.map { "\($0.severity) \($0.code)" } == ["warning derived-differs"])
    let long = try bench.complete(["place.county": "聊城市东昌府区", "place.street": "柳园街道办事处"])
    #expect(long.findings.map(\.code) == [.tooLong])
    #expect(long.record["place.whole"] == nil)
  }

  @Test func `what is derived in a group's entries is filled in there`() throws {
    let xml = """
      <dictionary version="1">
        <group name="batch.people" zh="人员" en="People" of="letter"/>
        <field name="letter.date" zh="日期" en="Date" type="date"/>
        <field name="letter.until" zh="至" en="Until" type="date"><derive from="letter.date" months="1"/></field>
      </dictionary>
      """
    let rules = RecordRules(dictionary: try FieldDictionary.load(untrustedXML: Array(xml.utf8)))
    let gate = Gate(rules: rules, today: try TestGate.today())
    let person = RawRecord(values: [FieldKey("letter.date"): RawValue("2026-01-31")])
    let batch = try gate.validate(RawRecord(groups: [.people: [person]])).value
    let done = Derivations(rules: rules).complete(batch).record
    #expect(done.entries(of: .people).map { $0.text(FieldKey("letter.until")) } == ["2026年2月28日"])
    LawTests.expectLaw(done, gate)
  }

  @Test(arguments: [
    (#"<field name="x.a" zh="甲" en="A" type="count"><derive count="batch.none"/></field>"#, "没有分组 batch.none"),
    (#"<field name="x.a" zh="甲" en="A" type="text"><derive count="batch.people"/></field>"#, "x.a 的类型应为 count"),
    (
      #"<field name="x.a" zh="甲" en="A" type="count"><derive count="batch.people" where="retiree.politicalStatus" is="99"/></field>"#,
      "没有“99”"
    ),
    (
      #"<field name="x.a" zh="甲" en="A" type="count"><derive count="batch.people" where="item.amount"/></field>"#,
      "不在该分组的记录中"
    ),
    (
      #"<field name="x.a" zh="甲" en="A" type="count"><derive sum="item.amount" of="batch.items"/></field>"#,
      "类型应为 amount"
    ),
    (
      #"<field name="x.a" zh="甲" en="A" type="count"><derive sum="retiree.name" of="batch.people"/></field>"#,
      "retiree.name 的类型应为"
    ),
    (#"<field name="x.a" zh="甲" en="A" type="text"><derive capitals="retiree.name"/></field>"#, "retiree.name 的类型应为"),
    (#"<field name="x.a" zh="甲" en="A" type="date"><derive from="x.none" days="3"/></field>"#, "没有字段 x.none"),
    (
      #"<field name="x.a" zh="甲" en="A" type="date"><derive from="letter.date" days-field="letter.date"/></field>"#,
      "letter.date 的类型应为 count"
    ),
    (#"<field name="x.a" zh="甲" en="A" type="date"><derive from="letter.date" days="0"/></field>"#, "期限应恰有"),
    (#"<field name="x.a" zh="甲" en="A" type="date"><derive from="letter.date" days="3" months="1"/></field>"#, "期限应恰有"),
    (#"<field name="x.a" zh="甲" en="A" type="date"><derive/></field>"#, "derive 应恰有"),
    (
      #"<field name="x.a" zh="甲" en="A" type="text"><derive text="x.b"/></field><field name="x.b" zh="乙" en="B" type="text"><derive text="x.a"/></field>"#,
      "循环"
    ),
    (#"<order fields="letter.date retiree.name"/>"#, "不是日期字段"),
  ])
  func `faults of derived fields come at loading`(_ more: String, _ expected: String) {
    #expect {
      _ = try FieldDictionary.load(untrustedXML: Array(Self.xml(more).utf8))
    } throws: { error in
      guard let refusal = error as? Refusal else { return false }
      return refusal.findings.contains { $0.message.chinese.contains(expected) && $0.place.line != nil }
    }
  }
}
