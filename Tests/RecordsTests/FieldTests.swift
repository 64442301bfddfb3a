import Diagnostics
import Records
import Testing

struct FieldTests {
  @Test(arguments: [
    Case("张三", "张三"), Case("龚䶮", "龚䶮"), Case("吴𠅤", "吴𠅤"), Case("沈𬎆", "沈𬎆"), Case("郑𫖯", "郑𫖯"), Case("王喆", "王喆"),
    Case("张 三", "张三", "name-blanks"), Case("张　三", "张三", "name-blanks"), Case(" 张三 ", "张三", "trimmed"),
    Case("阿不都热合曼·艾合买提江·阿不力孜", "阿不都热合曼·艾合买提江·阿不力孜"), Case("买买提 · 吐尔逊", "买买提·吐尔逊", "name-blanks"),
    Case("买买提\u{30FB}吐尔逊", "买买提\u{30FB}吐尔逊", "name-separator"),
    Case("买买提\u{2022}吐尔逊", "买买提\u{2022}吐尔逊", "name-separator"), Case("买买提.吐尔逊", "买买提.吐尔逊", "name-separator"),
    Case("买买提．吐尔逊", "买买提．吐尔逊", "name-separator"), Case("买买提\u{FF65}吐尔逊", "买买提\u{FF65}吐尔逊", "name-separator"),
    Case("John  Smith", "John Smith", "name-blanks"), Case("John Smith", "John Smith"),
    Case("王\u{E78D}", nil, "name-unreadable"), Case("王?", nil, "name-unreadable"), Case("王？", nil, "name-unreadable"),
    Case("王□", nil, "name-unreadable"), Case("张*", nil, "name-unreadable"), Case("王\u{FFFD}", nil, "name-unreadable"),
    Case("龚（上龙下天）", nil, "name-unreadable"), Case("王(左王右玉)", nil, "name-unreadable"),
    Case("王yan", nil, "name-unreadable"),
    Case("⿱龙天", nil, "name-unreadable"), Case("123", nil, "name-unreadable"), Case("张伟2", "张伟2", "name-unusual"),
    Case("张\u{7}三", "张三", "invisible-removed"), Case("张\n三", "张三", "line-break-removed", "name-blanks"),
    Case("⼈和", "⼈和", "name-unusual"), Case("张\u{200B}三", "张三", "invisible-removed"),
  ])
  func `reads names and changes nothing visible in them`(_ row: Case) throws { try row.check("retiree.name") }

  @Test(arguments: [
    Case("13800138000", "13800138000"), Case("138 0013 8000", "13800138000", "phone-cleaned"),
    Case("138-0013-8000", "13800138000", "phone-cleaned"), Case("+86 13800138000", "13800138000", "phone-cleaned"),
    Case("8613800138000", "13800138000", "phone-cleaned"), Case("１３８００１３８０００", "13800138000", "phone-cleaned"),
    Case("0635-8240000", "0635-8240000"), Case("06358240000", "0635-8240000"),
    Case("(0635)8240000", "0635-8240000", "phone-cleaned"),
    Case("010-62000000", "010-62000000"), Case("0635-8240000-12", "0635-8240000-12"),
    Case("0635-8240000转12", "0635-8240000-12"),
    Case("13800138000/13900139000", "13800138000、13900139000", "phone-several"),
    Case("13800138000、0635-8240000", "13800138000、0635-8240000", "phone-several"),
    Case("13800138000 13900139000", "13800138000、13900139000", "phone-several"),
    Case("8240000", "8240000", "phone-area-code"), Case("82400000", "82400000", "phone-area-code"),
    Case("6358240000", "0635-8240000", "phone-lost-zero", "phone-cleaned"),
    Case("", "0635-8240000", "phone-lost-zero", "phone-cleaned", kind: .number(6_358_240_000)),
    Case("", "13800138000", kind: .number(13_800_138_000)),
    Case("1.3800138E10", "13800138000", kind: .number(13_800_138_000)),
    Case("13800138000（儿子）", "13800138000", "phone-note", "phone-cleaned"), Case("1380013800", nil, "phone-shape"),
    Case("138001380001", nil, "phone-shape"), Case("12800138000", nil, "phone-shape"), Case("abc", nil, "phone-shape"),
    Case("400-123-4567", "4001234567", "phone-cleaned"), Case("12345", "12345"),
    Case("+852 91234567", "+85291234567", "phone-foreign"),
    Case("无", "无"), Case("—", "—"),
  ])
  func `reads phone numbers`(_ row: Case) throws { try row.check("retiree.phone") }

  @Test(arguments: [
    Case("汉族", "汉族"), Case("汉", "汉族", "option-synonym"), Case("崩龙", "德昂族", "option-synonym"),
    Case("毛难族", "毛南族", "option-synonym"), Case("漢族", "汉族", "option-synonym"), Case("01", "汉族", "option-synonym"),
    Case("", "汉族", "option-synonym", kind: .number(1)), Case("汉 族", "汉族", "option-synonym"),
    Case("火星族", nil, "option-unknown"),
    Case("不详", "不详"), Case("⽩族", "白族", "radical-replaced"),
  ])
  func `reads ethnic groups by GB 3304`(_ row: Case) throws { try row.check("retiree.ethnicGroup") }

  @Test(arguments: [
    ("retiree.politicalStatus", Case("党员", "中共党员", "option-synonym")), ("retiree.politicalStatus", Case("群众", "群众")),
    ("retiree.politicalStatus", Case("积极分子", nil, "option-unknown")), ("retiree.education", Case("中专", "中专")),
    ("retiree.education", Case("高小", "高小")), ("retiree.education", Case("初小", "初小")),
    ("retiree.education", Case("文盲", "文盲")),
    ("retiree.education", Case("半文盲", "半文盲")), ("retiree.education", Case("大普", "大学普通班", "option-synonym")),
    ("retiree.education", Case("夜校", "夜校", "option-not-listed")),
    ("retiree.health", Case("良好", "健康", "option-synonym")),
    ("retiree.health", Case("腰椎间盘突出、高血压", "腰椎间盘突出、高血压", "option-not-listed")), ("retiree.sex", Case("男", "男")),
    ("retiree.sex", Case("1", "男", "option-synonym")), ("retiree.sex", Case("男√ 女□", "男", "option-synonym")),
    ("retiree.sex", Case("未知", "未知")), ("retiree.sex", Case("中", nil, "option-unknown")),
    ("retiree.sex", Case("f", "女", "option-synonym")),
    ("contact.relation", Case("妻", "妻子", "option-synonym")),
    ("contact.relation", Case("干女儿", "干女儿", "option-not-listed")),
  ])
  func `reads options by their lists`(_ field: String, _ row: Case) throws { try row.check(FieldName(field)) }

  @Test(arguments: [
    Case("劳模、残疾", "劳模、残疾"), Case("残疾，劳模", "劳模、残疾"), Case("残疾;劳模/特困", "劳模、特困、残疾"), Case("劳模 残疾", "劳模、残疾"),
    Case("孤寡", "孤寡老人", "option-synonym"), Case("☑劳模 □残疾 ■特困", "劳模、特困"), Case("劳模☑ 残疾□ 特困√", "劳模、特困"),
    Case("建国前参加工作□ 八十岁以上高龄□ 孤寡老人□", ""), Case("无", "", "option-none"), Case("劳模、飞人", nil, "option-unknown"),
  ])
  func `reads several options of one cell`(_ row: Case) throws { try row.check("retiree.specialCare") }

  @Test(arguments: [
    ("√", true), ("☑", true), ("■", true), ("✓", true), ("是", true), ("Y", true), ("1", true), ("●", true),
    ("Yes", true), ("劳模", true),
    ("省级劳模", true), ("", false), ("□", false), ("否", false), ("无", false), ("不详", false), ("×", false), ("Off", false),
    ("残疾", nil),
    ("也许", nil),
  ])
  func `reads ticks in all their spellings`(_ mark: String, _ isOn: Bool?) throws {
    let raw = RawRecord(values: [FieldKey("retiree.specialCare", "model-worker"): RawValue(mark)])
    let outcome = Outcome.of(raw, "retiree.specialCare", gate: try TestGate.shared.get())
    #expect(outcome.isRefused == (isOn == nil))
    #expect(outcome.text == (isOn == true ? "劳模" : nil))
  }

  @Test(arguments: [
    Case("2", "2"), Case("0", "0"), Case("３", "3", "count-cleaned"), Case("120页", "120", "count-cleaned"),
    Case("三卷", "3", "count-cleaned"),
    Case("1,200", "1200", "count-cleaned"), Case("3.0", "3", "count-cleaned"), Case("", "3", kind: .number(3)),
    Case("无", "无"),
    Case("-1", nil, "count-shape"), Case("约120", nil, "count-shape"), Case("2.5", nil, "count-shape"),
    Case("2.5", nil, "count-shape", kind: .number(2.5)),
  ])
  func `reads counts`(_ row: Case) throws { try row.check("archive.pages") }

  @Test(arguments: [
    Case("91110000600037341L", "91110000600037341L"), Case("11371502004000008H", "11371502004000008H"),
    Case("123715024900000023", "123715024900000023"), Case("N2371502MF00000054", "N2371502MF00000054"),
    Case("91110000600037341l", "91110000600037341L", "credit-code-cleaned"),
    Case("9111 0000 6000 3734 1L", "91110000600037341L", "credit-code-cleaned"),
    Case("91110000600037342L", nil, "credit-code-check"),
    Case("9111000060003734IL", nil, "credit-code-shape"), Case("91110000", nil, "credit-code-shape"),
    Case("123715024900000023", nil, "digits-lost", kind: .number(123_715_024_900_000_016)),
  ])
  func `reads credit codes by GB 32100`(_ row: Case) throws { try row.check("enterprise.creditCode") }

  @Test(
    arguments: [
      Case("=1+1", "=1+1"), Case("\"@SUM(A1)", "\"@SUM(A1)"), Case("a\tb\r\nc", "a b  c", "line-break-removed"),
      Case("锟斤拷", "锟斤拷", "mojibake"), Case("a\u{0}b", "ab", "invisible-removed"), Case("无", "无"),
      Case("同上", nil, "dittoUnresolved"),
      Case(String(repeating: "长", count: 101), nil, "too-long"),
      Case(String(repeating: "长", count: 100), String(repeating: "长", count: 100)),
      Case("1.2E+17", nil, "digits-lost", kind: .number(1.2e17)),
    ].map { row in
      var row = row
      row.codes = row.codes.map { $0 == "dittoUnresolved" ? "ditto-unresolved" : $0 }
      return row
    })
  func `text stays text, whatever it looks like`(_ row: Case) throws { try row.check("retiree.skills") }
}
