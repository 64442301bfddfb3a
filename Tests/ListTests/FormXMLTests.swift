import Diagnostics
import RecordReading
import Records
import Testing

/// A form's data as XML, read as a list.
@Suite struct FormXMLTests {
  private func read(_ content: String, root: String = "card") -> ReadList {
    ReadList(
      Array(
        "<\(root) xmlns='urn:handover:form-data:city:card:2' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\(content)</\(root)>"
          .utf8))
  }

  @Test func `a paper is a row, and so is each of several`() {
    #expect(read("<retiree.name>张三</retiree.name>").dump == ["1 retiree.name=张三"])
    let two = read(
      "<card><retiree.name>张三</retiree.name></card><card key='K'><retiree.name>李四</retiree.name></card>",
      root: "card-list")
    #expect(two.dump == ["1 retiree.name=张三", "2 retiree.name=李四"])
  }

  @Test func `an option comes by its code, by its word, or by both if they agree`() {
    for option in ["code='20'/>", ">大学本科</retiree.education>", "code='20'>大学本科</retiree.education>"] {
      #expect(
        read("<retiree.name>甲</retiree.name><retiree.education \(option)").dump == [
          "1 retiree.education=大学本科 | retiree.name=甲"
        ])
    }
    let wrong = read("<retiree.name>甲</retiree.name><retiree.education code='20'>小学</retiree.education>")
    #expect(wrong.rows.first?.findings.map(\.code.rawValue) == ["form-option-unclear"])
  }

  @Test func `what is not known is kept as it was said`() {
    #expect(
      read("<retiree.name>甲</retiree.name><retiree.phone xsi:nil='true' said='无'/><retiree.birth xsi:nil='1'/>").dump
        == ["1 retiree.birth=不详 | retiree.name=甲 | retiree.phone=无"])
  }

  @Test func `of a batch each of its people is a row, and the rest is its header`() throws {
    let file = """
      <archive.volumes>3</archive.volumes><batch.people><entry><retiree.name>甲</retiree.name></entry><entry>\
      <retiree.name>乙</retiree.name><retiree.residence><city>甲市</city></retiree.residence></entry></batch.people>
      """
    #expect(read(file).dump == ["1 retiree.name=甲", "2 retiree.name=乙 | retiree.residence.city=甲市"])
    let bytes = Array("<card xmlns='urn:handover:form-data:city:card:2'>\(file)</card>".utf8)
    let header = try readBatchHeader(ListSource(untrustedBytes: bytes, name: "a.xml"), dictionary: dictionary)
    #expect(header.values.mapValues(\.text) == [FieldKey("archive.volumes"): "3"])
    #expect(header.groups.isEmpty)
  }

  @Test func `what no dictionary knows is an error, and what stands in a wrong place ends the reading`() {
    let unknown = read("<retiree.name>甲</retiree.name><retiree.shoeSize>44</retiree.shoeSize>")
    #expect(unknown.rows.first?.findings.map(\.code.rawValue) == ["list-unknown-field"])
    #expect(read("<retiree.name>甲<b/></retiree.name>").refusal?.findings.map(\.code.rawValue) == ["records-malformed"])
    #expect(read("<x xmlns='urn:other'/>").refusal != nil)
  }

  @Test func `the form is known by the namespace alone`() {
    let bytes = Array("<?xml version='1.0'?>\n<!-- x --><p:card xmlns:p='urn:handover:form-data:city:card:2'/>".utf8)
    #expect(
      formName(of: ListSource(untrustedBytes: bytes, name: "a")) == FormName(profile: "city", id: "card", version: "2"))
    #expect(formName(of: ListSource(untrustedBytes: Array("%PDF-1.7".utf8), name: "a")) == nil)
    #expect(
      formName(of: ListSource(untrustedBytes: Array("<records xmlns='urn:handover:records:1'/>".utf8), name: "a"))
        == nil)
  }
}
