import Diagnostics
import ReaderProtocol
import Testing

@testable import FormDataReading

/// XFA data and the XDP files around them.
struct XDPTests {
  private func datasets(_ data: String) -> [UInt8] {
    Array(
      "<xfa:datasets xmlns:xfa=\"http://www.xfa.org/schema/xfa-data/1.0/\"><xfa:data>\(data)</xfa:data></xfa:datasets>"
        .utf8)
  }

  private func xdp(_ packets: String) -> [UInt8] {
    Array("<?xml version=\"1.0\"?><xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\">\(packets)</xdp:xdp>".utf8)
  }

  private func lines(_ fields: [FormField]) -> [String] {
    fields.map { "\($0.name)=\($0.value?.all.joined(separator: "|") ?? "-")" }
  }

  @Test func `elements without elements are fields, numbered among those of their name`() throws {
    let fields = try xfaFields(
      untrustedXML: datasets(
        """
        <form1><name>张三</name>
          <row id="7"><phone>1</phone><phone>2</phone></row><row><phone/></row>
          <none xfa:dataNode="dataGroup"/>
        </form1>
        """))
    #expect(
      lines(fields) == [
        "form1[0].name[0]=张三", "form1[0].row[0].id[0]=7", "form1[0].row[0].phone[0]=1", "form1[0].row[0].phone[1]=2",
        "form1[0].row[1].phone[0]=",
      ])
  }

  @Test func `rich text in the data gives its plain text`() throws {
    let fields = try xfaFields(
      untrustedXML: datasets(
        """
        <f><t xfa:contentType="text/html"><body xmlns="http://www.w3.org/1999/xhtml"><p>a<b>b</b></p><p>c</p></body></t></f>
        """))
    #expect(lines(fields) == ["f[0].t[0]=ab\nc"])
  }

  @Test func `data are found in a packet, in all packets, and alone`() throws {
    let alone = Array("<form1><a>1</a></form1>".utf8)
    let packet = datasets("<form1><a>1</a></form1>")
    let all = xdp("<template><form1><a>no</a></form1></template>" + String(decoding: packet, as: UTF8.self))
    for bytes in [alone, packet, all] { #expect(lines(try xfaFields(untrustedXML: bytes)) == ["form1[0].a[0]=1"]) }
  }

  @Test(arguments: [
    ("form1[0].a[0]", "form1[0].#subform[2].a[0]"), ("form1[0].g[1].a[0]", "form1[0].#subform[0].g[1].a[0]"),
    ("form1[0].b[0]", "form1[0].Page2[0].b[0]"), ("form1[0].c[0]", nil), ("form1[0].g[0].a[3]", nil),
  ])
  func `a value of the data finds the field of a static form`(name: String, field: String?) {
    let names = XFANames([
      "form1[0].#subform[2].a[0]", "form1[0].#subform[0].g[1].a[0]", "form1[0].Page2[0].b[0]", "form1[0].Page1[0].c[0]",
      "form1[0].Page2[0].c[0]",
    ])
    #expect(names.field(for: name) == field)
  }

  @Test func `fields for which a form's data have another value are noted`() {
    let names = ["f[0].#subform[0].a[0]", "f[0].#subform[0].b[0]", "f[0].#subform[0].c[0]", "f[0].#subform[0].d[0]"]
    let fields = [
      FormField(name: names[0], type: .text, value: .one("x\ry")), FormField(name: names[1], type: .text),
      FormField(name: names[2], type: .checkbox), FormField(name: names[3], type: .text, value: .one("1")),
    ]
    var file = FormFile(status: .ok, fields: fields, xfa: FormXFA(isDynamic: false))
    file.xfa?.untrustedDatasets = datasets("<f><a>x\ny</a><b/><c>0</c><d>2</d><e>unbound</e></f>")
    file.takeXFA()
    #expect(file.notes == [FormNote(.xfaDiffers, field: names[3])])
    #expect(file.xfa?.fields.count == 5)
    file.xfa?.untrustedDatasets = Array("<broken".utf8)
    file.takeXFA()
    #expect(file.notes.last == FormNote(.xfaUnreadable))
  }

  @Test func `an XDP gives its data and the PDF inside`() throws {
    let data = String(decoding: datasets("<form1><a>1</a></form1>"), as: UTF8.self)
    let read = try readXDP(
      untrustedBytes: xdp(
        data
          + "<pdf xmlns=\"http://ns.adobe.com/xdp/pdf/\"><document><chunk>JVBE\n Ri0x\r\nLjQ=</chunk></document></pdf>")
    )
    #expect(lines(read.file.fields) == ["form1[0].a[0]=1"])
    #expect(read.file.kind == .xdp)
    #expect(read.untrustedPDF == Array("%PDF-1.4".utf8))
    let other = try readXDP(untrustedBytes: xdp(data + "<pdf xmlns=\"http://ns.adobe.com/xdp/pdf/\" href=\"x.pdf\"/>"))
    #expect(other.file.target == "x.pdf")
    #expect(other.untrustedPDF == nil)
  }

  @Test(arguments: ["J*BE", "JVBER", "JVBE=Ri0x", ""])
  func `a PDF in bad Base64 is a refusal`(chunk: String) {
    let packet = "<pdf xmlns=\"http://ns.adobe.com/xdp/pdf/\"><document><chunk>\(chunk)</chunk></document></pdf>"
    #expect(throws: Refusal.self) { try readXDP(untrustedBytes: xdp(packet)) }
  }

  @Test func `an XDP with neither data nor PDF, and what is none, are refusals`() {
    #expect(throws: Refusal.self) { try readXDP(untrustedBytes: xdp("<template/>")) }
    #expect(throws: Refusal.self) { try readXDP(untrustedBytes: Array("<a/>".utf8)) }
    #expect(throws: Refusal.self) { try xfaFields(untrustedXML: datasets(String(repeating: "<a>", count: 500))) }
  }

  @Test func `a PDF of many megabytes comes out whole`() throws {
    let chunk = String(repeating: "QUJD", count: 4 << 20)
    let packet = "<pdf xmlns=\"http://ns.adobe.com/xdp/pdf/\"><document><chunk>\(chunk)</chunk></document></pdf>"
    #expect(try readXDP(untrustedBytes: xdp(packet)).untrustedPDF?.count == 12 << 20)
  }
}
