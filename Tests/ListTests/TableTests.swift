import Diagnostics
import RecordReading
import Records
import Testing

@Suite struct TableTests {
  @Test func `headings over two rows are joined, for parts, options and contacts`() {
    let list = ReadList(
      """
      退休人员信息表,,,,,,,,,,,
      序号,姓名,特殊人员情况,,现居住地址,,,,家庭其他联系人,,,联系电话
      ,,劳模,残疾,市(区),街道(镇),社区,号,姓名,关系,联系电话,
      1,张三,√,,甲市,乙街道,丙社区,5号,李四,子,13900000000,13800000000
      """)
    #expect(
      list.dump == [
        "4 retiree.name=张三 | retiree.phone=13800000000 | retiree.residence.city=甲市 | retiree.residence.community=丙社区 | "
          + "retiree.residence.number=5号 | retiree.residence.street=乙街道 | retiree.specialCare.model-worker=√ | "
          + "contacts1.contact.name=李四 | contacts1.contact.phone=13900000000 | contacts1.contact.relation=子"
      ])
    #expect(list.summary?.sheets.first?.headerRows == 2...3)
    #expect(list.summary?.sheets.first?.titles == ["退休人员信息表"])
    #expect(list.codes == [])
  }

  @Test(arguments: [
    "姓名,联系人1姓名,联系人1电话,联系人2姓名,联系人2电话", "姓名,联系人姓名,联系人电话,联系人姓名,联系人电话",
    "姓名,家庭联系人一-姓名,家庭联系人一-电话,家庭联系人二-姓名,家庭联系人二-电话", "姓名,联系人姓名1,联系人电话1,联系人姓名2,联系人电话2",
    "姓名,第一联系人姓名,第一联系人电话,第二联系人姓名,第二联系人电话", "姓名,联系人①姓名,联系人①电话,联系人②姓名,联系人②电话",
    "retiree.name,contact.name1,contact.phone1,contact.name2,contact.phone2",
  ])
  func `contacts are told apart however their columns are numbered`(headings: String) {
    let list = ReadList(headings + "\n张三,甲,1,乙,2\n")
    #expect(
      list.dump == [
        "2 retiree.name=张三 | contacts1.contact.name=甲 | contacts1.contact.phone=1 | contacts2.contact.name=乙 | "
          + "contacts2.contact.phone=2"
      ])
  }

  @Test func `a bare heading after contact columns is the contact's, with a suggestion`() {
    let list = ReadList("姓名,电话,联系人姓名,关系,电话\n张三,1,李四,子,2\n")
    #expect(
      list.dump == [
        "2 retiree.name=张三 | retiree.phone=1 | contacts1.contact.name=李四 | contacts1.contact.phone=2 | contacts1.contact.relation=子"
      ])
    #expect(list.codes == ["list-duplicate-column"])
  }

  @Test func `footers, repeated headings and numbered empty rows are left out and told`() {
    let list = ReadList(
      """
      名册,,
      序号,姓名,身份证号
      1,张三,1
      名册,,
      序号,姓名,身份证号
      2,李四,2
      3,,
      ,合计：2人,
      填表人：王五,,审核人：
      注：本表一式两份,,
      第 1 页 共 1 页,,
      4,合计,110201195803051234
      """)
    #expect(list.rows.map { $0.record.place.row } == [3, 6, 12])
    let dropped = list.summary?.sheets.first?.dropped.map { "\($0.row) \($0.reason.rawValue)" }
    #expect(
      dropped == ["4 repeatedHeading", "5 repeatedHeading", "8 footer", "9 footer", "10 footer", "11 footer"])
    #expect(list.findings.count == 6)
  }

  @Test func `same as above is taken from the record above, and only there`() {
    let list = ReadList("姓名,原工作单位\n张三,同上\n李四,甲厂\n\n王五,〃\n赵六,同上\n")
    #expect(list.rows.map { $0.record.values[FieldKey("retiree.workUnit")]?.text } == ["同上", "甲厂", "甲厂", "甲厂"])
    #expect(
      list.rows.flatMap(\.findings).map { "\($0.severity.rawValue) \($0.place.row ?? 0) \($0.place.column ?? "")" } == [
        "error 2 B 原工作单位", "suggestion 5 B 原工作单位", "suggestion 6 B 原工作单位",
      ])
  }

  @Test func `unknown and repeated columns are reported once and keep their cells`() {
    let list = ReadList("姓名,身份证号,血型,姓名\n张三,1,A,张三丰\n李四,2,B,\n")
    #expect(
      list.findings.map { "\($0.code) \($0.place.column ?? "")" } == [
        "list-unknown-column C 血型", "list-duplicate-column D 姓名",
      ])
    #expect(list.rows.first?.cells.map(\.text) == ["张三", "1", "A", "张三丰"])
    #expect(list.rows.first?.record.values[FieldKey("retiree.name")]?.text == "张三")
  }

  @Test func `a value knows its file, row, column and field`() {
    let place = ReadList("姓名,身份证号\n\n张三,1\n").rows.first?.record.values[FieldKey("retiree.id")]?.place
    #expect(place == Place(file: "list", row: 3, column: "B 身份证号", line: 3, field: "retiree.id"))
  }

  @Test(arguments: ["a,b\n1,2\n", "姓名\n张三\n", "\n\n", " ", "x"])
  func `a text without headings is refused`(text: String) {
    #expect(ReadList(text).refusal?.findings.containError == true)
  }
}
