import Diagnostics
import Testing
import XMLTrees

struct XMLSchemaTests {
  private static let schema = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x" elementFormDefault="qualified">
      <xs:element name="a"><xs:complexType><xs:all>
        <xs:element name="n" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
          <xs:pattern value="[0-9]{3}"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="t"/>
      </xs:all></xs:complexType></xs:element>
    </xs:schema>
    """

  private func faults(_ text: String) throws -> [String] {
    let schema = try XMLSchema(bytes: Array(Self.schema.utf8))
    return schema.validate(untrustedBytes: Array(text.utf8), file: "a.xml").map {
      "\($0.place.line ?? 0):\($0.place.character ?? 0) \($0.message.english)"
    }
  }

  @Test func `a valid file has no faults`() throws {
    #expect(try faults("<a xmlns='urn:x'><t/><n>123</n></a>") == [])
  }

  @Test func `faults have line and character, and never the value`() throws {
    let found = try faults("<a xmlns='urn:x'>\n  <t/>\n  <n>secret</n>\n</a>")
    #expect(found == ["3:3 does not fit the schema: n is not written as it should be"])
  }

  @Test func `what is missing and what is too much is told`() throws {
    #expect(try faults("<a xmlns='urn:x'><n>123</n></a>").count == 1)
    #expect(
      try faults("<a xmlns='urn:x'><t/><z/></a>") == [
        "1:22 does not fit the schema: z does not belong here, or lacks what it must hold"
      ])
    #expect(try faults("<b xmlns='urn:x'/>") == ["1:1 does not fit the schema: b is no root element of this form"])
  }

  @Test func `what is no XML, or no schema, is refused`() throws {
    #expect(try faults("<a xmlns='urn:x'>").isEmpty == false)
    #expect(throws: Refusal.self) { try XMLSchema(bytes: Array("<a/>".utf8)) }
  }
}
