import Diagnostics
import Records
import Testing

struct DictionaryTests {
  @Test func `the shipped dictionary loads and holds both forms`() throws {
    let dictionary = try TestGate.dictionary.get()
    #expect(dictionary["retiree.name"]?.type == .name)
    #expect(dictionary["retiree.residence"]?.headings.contains(.init("现居住地址-街道", part: .street)) == true)
    #expect(dictionary["retiree.specialCare"]?.headings.contains(.init("劳模", part: "model-worker")) == true)
    #expect(dictionary.options(of: "retiree.ethnicGroup")?.options.count == 59)
    #expect(dictionary.options(of: "retiree.specialCare")?.options.count == 7)
    #expect(dictionary.group("retiree.contacts")?.entity == "contact")
    #expect(dictionary.group(.people)?.entities.contains("archive") == true)
  }

  @Test func `all faults of a dictionary come at once, each with its line and character`() throws {
    let xml = """
      <dictionary version="1">
        <field name="retiree" zh="甲" en="a" type="text"/>
        <field name="retiree.a" zh="乙" en="b" type="strange"/>
        <field name="retiree.b" zh="丙" en="c" type="option"/>
        <field name="retiree.c" zh="丁" en="d" type="option" options="none"/>
        <field name="retiree.d" zh="丁" en="e" type="text" colour="red"/>
        <options id="x" open="yes"><option code="1" word="甲"/><option code="2" word="甲"/></options>
        <field name="retiree.e" zh="戊" en="f" type="options" options="x"/>
        <nonsense/>
      </dictionary>
      """
    do {
      _ = try FieldDictionary.load(untrustedXML: Array(xml.utf8), file: "d.xml")
      Issue.record("loaded")
    } catch {
      let found = error.findings.map { "\($0.place.line ?? 0):\($0.place.character ?? 0) \($0.code)" }
      #expect(
        found == [
          "2:3 dictionary-structure", "3:3 dictionary-structure", "4:3 dictionary-structure",
          "6:3 dictionary-structure",
          "6:3 dictionary-duplicate", "7:57 dictionary-duplicate", "9:3 dictionary-structure",
          "5:3 dictionary-reference",
          "8:3 dictionary-structure",
        ])
    }
  }

  @Test func `a city can add fields and replace lists`() throws {
    let dictionary = try TestGate.dictionary.get()
    let more = try FieldDictionary.load(
      untrustedXML: Array(
        """
        <dictionary version="1"><field name="city.extra" zh="附加" en="Extra" type="text"/></dictionary>
        """.utf8))
    let extended = dictionary.extended(fields: more.fields, optionLists: [OptionList(id: "sex", options: [])])
    #expect(extended["city.extra"] != nil)
    #expect(extended["retiree.name"] != nil)
    #expect(extended.optionLists["sex"]?.options.isEmpty == true)
  }
}
