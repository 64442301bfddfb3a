import Diagnostics
import RecordReading
import Records
import Testing

@Suite struct TreeListTests {
  @Test(arguments: [
    "[{\"retiree.name\":\"张三\",\"retiree.id\":11020119580305123}]",
    "{\"records\": [{\"姓名\":\"张三\",\"身份证号\":11020119580305123}]}",
    "{\"retiree\":{\"name\":\"\\u5f20三\",\"id\":11020119580305123}}\n",
  ])
  func `JSON is read by names, nested names and headings, and numbers keep their digits`(text: String) {
    let list = ReadList(text)
    #expect(list.dump == ["1 retiree.id=11020119580305123 | retiree.name=张三"])
    #expect(list.rows.first?.record.values[FieldKey("retiree.id")]?.kind == .number(11_020_119_580_305_124))
  }

  @Test func `JSON Lines, groups, parts and options are read`() {
    let list = ReadList(
      """
      {"姓名":"张三","retiree.residence":{"city":"甲市","number":"5号"},"retiree.specialCare":["劳模","残疾"]}
      {"姓名":"李四","retiree.contacts":[{"contact.name":"王五"},{"姓名":"赵六","关系":"子"}],"血型":null}
      """)
    #expect(
      list.dump == [
        "1 retiree.name=张三 | retiree.residence.city=甲市 | retiree.residence.number=5号 | "
          + "retiree.specialCare.disability=残疾 | retiree.specialCare.model-worker=劳模",
        "2 retiree.name=李四 | contacts1.contact.name=王五 | contacts2.contact.name=赵六 | contacts2.contact.relation=子",
      ])
    #expect(list.rows.last?.record.place.line == 2)
  }

  @Test(arguments: [
    "[{\"姓名\":\"a\"}", "[{\"姓名\":\"a\"}] x", "[{\"姓名\":\"a\"},]", "{\"姓名\":01}", "{\"姓名\":\"a\nb\"}",
    "{\"姓名\":\"\\ud800\"}",
    "{\"姓名\":1.}", "{\"姓名\":nul}", "[{\"a\":" + String(repeating: "[", count: 100_000),
  ])
  func `broken JSON is refused with its line`(text: String) {
    let finding = ReadList(text).refusal?.findings.first
    #expect(finding?.code == .jsonMalformed)
    #expect(finding?.place.line != nil)
  }

  @Test func `a key that stands twice is an error of its record`() {
    let list = ReadList("[{\n\"姓名\":\"a\",\n\"姓名\":\"b\"},{\"姓名\":\"c\",\"retiree.name\":\"d\"}]")
    #expect(
      list.rows.map { $0.findings.map { "\($0.code) \($0.place.line ?? 0)" } } == [
        ["list-duplicate-key 3"], ["list-duplicate-key 3"],
      ])
  }

  @Test(arguments: [
    "<records xmlns='urn:handover:records:1'><record><field name='retiree.name'>张三</field>",
    "<records xmlns='urn:handover:records:1'><row/></records>",
    "<records xmlns='urn:handover:records:1'><record><field name='a'><x/></field></record></records>",
    "<!DOCTYPE records><records xmlns='urn:handover:records:1'/>",
  ])
  func `broken XML is refused with its line`(text: String) {
    let list = ReadList(text)
    #expect(list.refusal?.findings.first?.place.line == 1)
  }
}
