import Diagnostics
import Testing
import XMLTrees

private let schema = """
  <grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:test"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
    <start><ref name="form"/></start>
    <define name="form">
      <element name="form">
        <attribute name="id"/>
        <optional><attribute name="size"><choice><value>A4</value><value>A3</value></choice></attribute></optional>
        <oneOrMore><ref name="block"/></oneOrMore>
      </element>
    </define>
    <define name="block">
      <choice>
        <element name="table"><attribute name="columns"/><zeroOrMore><ref name="row"/></zeroOrMore></element>
        <element name="p"><text/></element>
        <element name="count"><data type="positiveInteger"/></element>
      </choice>
    </define>
    <define name="row"><element name="tr"><empty/></element></define>
  </grammar>
  """

private func faults(_ body: String) throws -> [Finding] {
  try RelaxNGSchema(bytes: Array(schema.utf8)).validate(untrustedBytes: Array(body.utf8), file: "f.xml")
}

@Suite struct SchemaTests {
  @Test func `a valid file has no faults`() throws {
    #expect(try faults("<form xmlns='urn:test' id='x' size='A4'><p>字</p><table columns='1'><tr/></table></form>") == [])
  }

  @Test func `all faults come at once, each with line and character`() throws {
    let findings = try faults(
      """
      <form xmlns='urn:test' size='A5'>
        <p>好</p><tabel columns='1'/>
        <table><tr/>
          <p/></table>
        <count>none</count>
        <table columns='1' colums='2'>字</table>
      </form>
      """)
    let seen = findings.map { "\($0.place.line ?? 0):\($0.place.character ?? 0) \($0.message.english)" }
    #expect(
      seen == [
        "1:1 the attribute size cannot be A5", "1:1 element form lacks the attribute id", "2:11 unknown element tabel",
        "3:3 element table lacks the attribute columns", "4:5 element p cannot stand in table",
        "6:3 element table has no attribute colums", "6:3 text cannot stand directly in table",
      ])
    #expect(findings[2].hint?.english == "did you mean table?")
    #expect(findings.allSatisfy { $0.severity == .error && $0.place.file == "f.xml" })
  }

  @Test func `what the glossary cannot know is told in the words of the library`() throws {
    let findings = try faults("<form xmlns='urn:test' id='x'>\n<count>none</count></form>")
    #expect(findings.count == 1, "\(findings)")
    #expect(findings.first?.place.line == 2)
    #expect(findings.first?.message.english.contains("positiveInteger") == true, "\(findings)")
  }

  @Test(arguments: [
    "<form id='x'><p/></form>", "<form xmlns='urn:other' id='x'><p/></form>", "<form xmlns='urn:test' id='x'/>",
  ])
  func `what only the library sees is never lost`(file: String) throws {
    #expect(try !faults(file).isEmpty)
  }

  @Test(arguments: ["<!DOCTYPE form [<!ENTITY a 'b'>]><form/>", "<form", "", "<form>&a;</form>"])
  func `a hostile or broken file gives findings and no crash`(file: String) throws {
    let findings = try faults(file)
    #expect(findings.containError)
  }

  @Test(arguments: [
    "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><ref name='gone'/></start></grammar>", "<x", "<x/>",
  ])
  func `a broken schema is refused`(schema: String) {
    #expect(throws: Refusal.self) { try RelaxNGSchema(bytes: Array(schema.utf8), file: "s.rng") }
  }
}
