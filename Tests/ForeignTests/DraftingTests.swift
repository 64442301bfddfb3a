import FormBinding
import FormDrafting
import ReaderProtocol
import Records
import Templates
import Testing

/// Guesses of what the boxes of a foreign form hold.
@Suite struct DraftingTests {
  @Test func `a label at the left names the box, also over two lines and with blanks inside`() throws {
    var form = FormSketch()
    form.words("姓 名：", 50, 100)
    form.box("Text1", 100, 100)
    form.words("身份证", 200, 94)
    form.words("号码", 205, 106)
    form.box("Text2", 240, 100)
    #expect(try form.guesses() == ["Text1": "retiree.name", "Text2": "retiree.id"])
  }

  @Test func `a label above names the box where nothing stands at its left`() throws {
    var form = FormSketch()
    form.words("民族", 50, 100)
    form.box("Text1", 50, 118)
    form.words("文化程度", 200, 100)
    form.box("Text2", 200, 118)
    #expect(try form.guesses() == ["Text1": "retiree.ethnicGroup", "Text2": "retiree.education"])
  }

  @Test func `what is not in the dictionary stays open, whatever stands above`() throws {
    var form = FormSketch()
    form.words("姓名", 50, 80)
    form.words("血型", 50, 100)
    form.box("Text1", 100, 100)
    #expect(try form.guesses() == ["Text1": "open"])
  }

  @Test func `a tooltip and a label that disagree are left to a person`() throws {
    var form = FormSketch()
    form.words("民族", 50, 100)
    form.box("Text1", 100, 100, tooltip: "政治面貌")
    form.words("性别", 250, 100)
    form.box("Text2", 300, 100, tooltip: "请输入性别")
    #expect(try form.guesses() == ["Text1": "open", "Text2": "retiree.sex"])
  }

  @Test(arguments: [
    ("xingming", "retiree.name"), ("form1.Page1[0].shenfenzhenghao[0]", "retiree.id"), ("xm", "open"),
    ("Text7", "open"),
  ])
  func `names in pinyin are enough by themselves, a few initials are not`(name: String, field: String) throws {
    var form = FormSketch()
    form.box(name, 100, 100)
    #expect(try form.guesses() == [name: field])
  }

  @Test func `two boxes for one field are both left open`() throws {
    var form = FormSketch()
    for (number, y) in [100.0, 200].enumerated() {
      form.words("姓名", 50, y)
      form.box("Text\(number)", 100, y)
    }
    #expect(try form.guesses() == ["Text0": "open", "Text1": "open"])
  }

  @Test func `a phone behind the handler is the handler's, and a name under the spouse's title is the spouse's`() throws
  {
    var form = FormSketch()
    form.words("企业经办人：", 50, 100)
    form.box("Text1", 115, 100)
    form.words("联系电话：", 210, 100)
    form.box("Text2", 265, 100)
    form.words("配偶情况", 50, 180)
    form.words("姓名", 50, 200)
    form.box("Text3", 80, 200)
    #expect(
      try form.guesses() == [
        "Text1": "enterprise.handler", "Text2": "enterprise.handlerPhone", "Text3": "spouse.name",
      ])
  }

  @Test func `rows under headings are the entries of the group that most headings belong to`() throws {
    var form = FormSketch()
    for (column, heading) in ["姓名", "关系", "联系电话"].enumerated() {
      form.words(heading, 60 + Double(column) * 100, 100)
      for row in 0..<2 { form.box("T\(row)\(column)", 50 + Double(column) * 100, 120 + Double(row) * 20, width: 96) }
    }
    #expect(
      try form.guesses() == [
        "T00": "retiree.contacts 1 contact.name", "T01": "retiree.contacts 1 contact.relation",
        "T02": "retiree.contacts 1 contact.phone", "T10": "retiree.contacts 2 contact.name",
        "T11": "retiree.contacts 2 contact.relation", "T12": "retiree.contacts 2 contact.phone",
      ])
  }

  @Test func `boxes with units behind them are parts, and a row of narrow boxes is one number`() throws {
    var form = FormSketch()
    form.words("出生日期", 50, 100)
    for (number, unit) in ["年", "月", "日"].enumerated() {
      form.box("D\(number)", 95 + Double(number) * 60, 100, width: 40)
      form.words(unit, 137 + Double(number) * 60, 100)
    }
    form.words("身份证号", 50, 140)
    for number in 0..<18 { form.box("N\(number)", 95 + Double(number) * 15, 140, width: 14) }
    let guesses = try form.guesses()
    #expect(
      ["D0", "D1", "D2"].map { guesses[$0] } == ["retiree.birth.year", "retiree.birth.month", "retiree.birth.day"])
    #expect((0..<18).map { guesses["N\($0)"] } == (1...18).map { "retiree.id#\($0)" })
  }

  @Test func `check boxes take their words from beside them, a radio group its numbers' words too`() throws {
    var form = FormSketch()
    form.words("特殊人员情况", 50, 100)
    for (number, word) in ["孤寡", "劳模"].enumerated() {
      form.box("C\(number)", 120 + Double(number) * 60, 100, width: 12, type: .checkbox, options: ["Yes"])
      form.words(word, 135 + Double(number) * 60, 100)
    }
    form.words("性别", 50, 140)
    form.box("R", 80, 140, width: 12, type: .radio, options: ["0", "1"])
    form.words("男", 94, 140)
    form.words("女", 134, 140)
    #expect(
      try form.guesses() == [
        "C0": "retiree.specialCare.alone", "C1": "retiree.specialCare.model-worker", "R": "retiree.sex 0=男 1=女",
      ])
  }

  // MARK: Whose it is

  @Test func `a row that begins with the spouse is the spouse's, also behind its first box`() throws {
    var form = FormSketch()
    form.words("配偶情况", 50, 100)
    for (number, word) in ["姓名", "工作单位", "联系电话"].enumerated() {
      form.words(word, 110 + Double(number) * 140, 100)
      form.box("T\(number)", 155 + Double(number) * 140, 100, width: 90)
    }
    #expect(try form.guesses() == ["T0": "spouse.name", "T1": "spouse.workUnit", "T2": "spouse.phone"])
  }

  @Test func `a telephone behind somebody whom no field knows is left open, and one behind anything else is not`()
    throws
  {
    for (word, field) in [("网格员", "open"), ("血型", "retiree.phone")] {
      var form = FormSketch()
      form.words(word + "：", 50, 100)
      form.box("T0", 100, 100)
      form.words("联系电话：", 210, 100)
      form.box("T1", 265, 100)
      #expect(try form.guesses() == ["T0": "open", "T1": field])
    }
  }

  @Test func `a list on one person's form lists no retirees`() throws {
    var form = FormSketch()
    form.words("民族", 50, 40)
    form.box("A", 80, 40)
    form.words("文化程度", 250, 40)
    form.box("B", 300, 40)
    form.words("工作简历", 50, 80)
    for (column, heading) in ["起止时间", "工作单位", "职务"].enumerated() {
      form.words(heading, 60 + Double(column) * 100, 100)
      for row in 0..<2 { form.box("T\(row)\(column)", 50 + Double(column) * 100, 120 + Double(row) * 20, width: 96) }
    }
    let guesses = try form.guesses()
    #expect(guesses["A"] == "retiree.ethnicGroup")
    #expect(guesses.filter { $0.key.hasPrefix("T") }.values.allSatisfy { $0 == "open" }, "\(guesses)")
  }

  @Test func `a heading is not taken for the beginning of another that stands above it`() throws {
    var form = FormSketch()
    form.words("单位（盖章）：", 50, 86)
    for (column, heading) in ["姓名", "与本人关系", "工作单位", "联系电话"].enumerated() {
      form.words(heading, 60 + Double(column) * 100, 100)
      for row in 0..<2 { form.box("T\(row)\(column)", 50 + Double(column) * 100, 120 + Double(row) * 20, width: 96) }
    }
    form.words("民族", 50, 40)
    form.box("A", 80, 40)
    form.words("文化程度", 250, 40)
    form.box("B", 300, 40)
    let guesses = try form.guesses()
    #expect(guesses["T00"] == "retiree.contacts 1 contact.name")
    #expect(guesses["T12"] == "retiree.contacts 2 contact.workUnit")
  }

  // MARK: Where words stand

  @Test(arguments: [true, false])
  func `the word of a place to tick is the one that it stands close to`(isBehind: Bool) throws {
    var form = FormSketch()
    form.words("健康状况", 50, 100)
    for (number, word) in ["健康", "一般", "较差"].enumerated() {
      let x = 120 + Double(number) * 50
      form.box("C\(number)", isBehind ? x : x + 22, 100, width: 10, type: .checkbox, options: ["Yes"])
      form.words(word, isBehind ? x + 12 : x, 100)
    }
    #expect(
      try form.guesses() == [
        "C0": "retiree.health=健康", "C1": "retiree.health=一般", "C2": "retiree.health=较差",
      ])
  }

  @Test func `words that run down beside several rows are no part of their labels`() throws {
    var form = FormSketch()
    for (number, character) in "基本情况".enumerated() { form.words(String(character), 50, 96 + Double(number) * 12) }
    for (row, word) in ["民族", "文化程度", "健康状况"].enumerated() {
      form.words(word, 70, 100 + Double(row) * 20)
      form.box("T\(row)", 116, 100 + Double(row) * 20)
    }
    #expect(
      try form.guesses() == ["T0": "retiree.ethnicGroup", "T1": "retiree.education", "T2": "retiree.health"])
  }

  @Test func `words of the cell before that stand between the lines of a label are no part of it`() throws {
    var form = FormSketch()
    form.words("身份证", 200, 92)
    form.words("其他", 150, 100)
    form.words("号码", 205, 108)
    form.box("T", 240, 100)
    #expect(try form.guesses() == ["T": "retiree.id"])
  }

  @Test func `what the form holds that could run is listed in its binding with where it hangs`() throws {
    var form = FormSketch()
    form.words("姓名", 50, 100)
    form.box("Text1", 100, 100)
    let digest = String(repeating: "ab", count: 32)
    let active = [
      ActiveItem(
        kind: "JavaScript", place: "field Text1", event: "K", digest: digest, excerpt: "AFNumber_Keystroke(0)"),
      ActiveItem(
        kind: "JavaScript", place: "field Text2", event: "K", digest: digest, excerpt: "AFNumber_Keystroke(0)"),
      ActiveItem(kind: "RichMedia", place: "page 1"), ActiveItem(kind: ActiveItem.xfa, place: "form"),
    ]
    let dictionary = try FormSketch.dictionary.get()
    let draft = BindingDrafting(dictionary: dictionary, forms: [])
      .draft(untrusted: form.fields, pages: form.pages, active: active)
    let bytes = try draft.file(BindingDraft.Heading(id: "a", title: "a"))
    let binding = try ForeignBinding.load(
      bytes, file: nil, profile: "hexi", dictionary: dictionary, schema: try FormSketch.schema())
    #expect(binding.active.map(\.place) == ["field Text1", "field Text2"])
    #expect(binding.unlisted(in: active) == [active[2]])
    #expect(binding.unlisted(in: [active[0]]).isEmpty)
    var moved = active[0]
    moved.event = "F"
    #expect(binding.unlisted(in: [moved]) == [moved])
    var untold = active[0]
    untold.digest = nil
    #expect(binding.unlisted(in: [untold]) == [untold])
  }

  @Test func `the draft is a binding that can be read, with every box, and the open ones explained`() throws {
    var form = FormSketch()
    form.words("姓名", 50, 100)
    form.box("Text1", 100, 100)
    form.words("鞋码", 250, 100)
    form.box("a--b", 300, 100, value: "请输入")
    let dictionary = try FormSketch.dictionary.get()
    let draft = BindingDrafting(dictionary: dictionary, forms: []).draft(untrusted: form.fields, pages: form.pages)
    let bytes = try draft.file(BindingDraft.Heading(id: "shoes", title: "鞋码表"))
    #expect(String(decoding: bytes, as: UTF8.self).contains("待定 open；左“鞋码”"))
    let binding = try ForeignBinding.load(
      bytes, file: nil, profile: "hexi", dictionary: dictionary, schema: try FormSketch.schema())
    #expect(binding.isDraft)
    #expect(binding.boxes.map(\.name) == ["Text1", "a--b"])
    #expect(binding.boxes.map { $0.use.target?.key.description } == ["retiree.name", nil])
    #expect(binding.boxes[1].blank == "请输入")
  }
}
