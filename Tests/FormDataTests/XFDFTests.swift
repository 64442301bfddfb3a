import Diagnostics
import ReaderProtocol
import Testing

@testable import FormDataReading

/// XFDF as programs write it, and as nobody should.
struct XFDFTests {
  private func xfdf(_ content: String, head: String = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>") -> [UInt8] {
    Array("\(head)<xfdf xmlns=\"http://ns.adobe.com/xfdf/\" xml:space=\"preserve\">\(content)</xfdf>".utf8)
  }

  private func values(_ file: FormFile) -> [String: FormField.Value?] {
    Dictionary(file.fields.map { ($0.name, $0.value) }) { first, _ in first }
  }

  private func code(_ bytes: [UInt8]) -> String? {
    do throws(Refusal) {
      _ = try readXFDF(untrustedBytes: bytes)
      return nil
    } catch {
      return error.findings.first?.code.rawValue
    }
  }

  @Test(arguments: [
    "<field name='p3'><field name='retiree'><field name='name'><value>张三</value></field></field></field>",
    "<field name='p3.retiree.name'><value>张三</value></field>",
    "<field name='p3'><field name='retiree.name'><value>张<![CDATA[三]]></value></field></field>",
    "<field name='p3.retiree.name'><value-richtext><body><p><b>张</b>三</p></body></value-richtext></field>",
  ])
  func `nested names and flat names mean the same field`(field: String) throws {
    let file = try readXFDF(untrustedBytes: xfdf("<fields>\(field)</fields>"))
    #expect(file.fields.map(\.name) == ["p3.retiree.name"])
    #expect(values(file) == ["p3.retiree.name": .one("张三")])
    #expect(file.notes == [])
    #expect(file.kind == .xfdf)
  }

  @Test func `a field has no value, an empty one, one, or several`() throws {
    let file = try readXFDF(
      untrustedBytes: xfdf(
        """
        <fields><field name="a"/><field name="b"><value/></field><field name="c"><value> x
        y&amp;z&#x20BB7; </value></field><field name="d"><value>1</value><value>2</value></field></fields>
        """))
    #expect(
      values(file) == ["a": nil, "b": .one(""), "c": .one(" x\ny&z\u{20BB7} "), "d": .many(["1", "2"])])
    #expect(file.fields.map(\.type) == [.text, .text, .text, .choice])
  }

  @Test func `rich text gives its paragraphs as lines`() throws {
    let file = try readXFDF(
      untrustedBytes: xfdf(
        """
        <fields><field name="a"><value-richtext><body xmlns="http://www.w3.org/1999/xhtml">
          <p>one <i>two</i></p>
          <p>three<br/>four</p>
        </body></value-richtext></field></fields>
        """))
    #expect(values(file) == ["a": .one("one two\nthree\nfour")])
  }

  @Test func `the PDF is named, annotations are noted, and names that differ by composition alone stay two`() throws {
    let file = try readXFDF(
      untrustedBytes: xfdf(
        """
        <annots><text page="0"><contents>no data</contents></text></annots>
        <fields><field name="\u{E9}"><value>1</value></field><field name="e\u{301}"><value>2</value></field></fields>
        <ids original="AA" modified="BB"/><f href="../../etc/form.pdf"/>
        """))
    #expect(file.target == "../../etc/form.pdf")
    #expect(file.fields.count == 2)
    #expect(file.notes == [FormNote(.annotationsIgnored)])
  }

  @Test func `of two values for one name the first counts, and that there are two is said`() throws {
    let fields = "<field name='a'><value>1</value></field><field name='a'><value>2</value></field>"
    let file = try readXFDF(untrustedBytes: xfdf("<fields>\(fields)</fields>"))
    #expect(values(file) == ["a": .one("1")])
    #expect(file.notes == [FormNote(.valuesDiffer, field: "a")])
    let same = try readXFDF(
      untrustedBytes: xfdf("<fields>\(fields.replacing(">2<", with: ">1<"))<field name='a'/></fields>"))
    #expect(same.notes == [])
  }

  @Test(arguments: ["GB2312", "gbk", "GB18030", "cp936"])
  func `files labelled GB2312 hold what GB 18030 can`(label: String) throws {
    // 镕 (not in GB 2312), 㐂 and 𠮷 (four bytes).
    let name: [UInt8] = [0xE9, 0x46, 0x81, 0x39, 0xEF, 0x31, 0x95, 0x34, 0xB2, 0x35]
    let text = xfdf(
      "<fields><field name='a'><value>@</value></field></fields>", head: "<?xml version='1.0' encoding='\(label)'?>")
    let file = try readXFDF(untrustedBytes: text.flatMap { $0 == UInt8(ascii: "@") ? name : [$0] })
    #expect(values(file) == ["a": .one("镕㐂𠮷")])
  }

  @Test(arguments: [true, false])
  func `UTF-16 is read with and without its declaration`(declared: Bool) throws {
    let head = declared ? "<?xml version='1.0' encoding='UTF-16'?>" : ""
    let text = String(
      decoding: xfdf("<fields><field name='姓名'><value>𠮷</value></field></fields>", head: head), as: UTF8.self)
    let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    #expect(values(try readXFDF(untrustedBytes: little)) == ["姓名": .one("𠮷")])
    #expect(values(try readXFDF(untrustedBytes: big)) == ["姓名": .one("𠮷")])
  }

  @Test(arguments: ["&#55362;&#57271;", "&#xD842;&#xdfb7;", "&#134071;"])
  func `a rare character may stand as references to its two halves`(character: String) throws {
    let field = "<fields><field name='a'><value>王&amp;\(character)&#10;五</value></field></fields>"
    #expect(try values(readXFDF(untrustedBytes: xfdf(field))) == ["a": .one("王&𠮷\n五")])
  }

  @Test(arguments: ["&#55362;", "&#57271;&#55362;", "&#55362;x&#57271;", "&#55362;&#55362;"])
  func `half a character is refused`(halves: String) {
    #expect(code(xfdf("<fields><field name='a'><value>\(halves)</value></field></fields>")) == "xml-malformed")
  }

  @Test func `a mark and white space before the declaration do no harm`() throws {
    let text = xfdf("<fields><field name='a'><value>1</value></field></fields>")
    #expect(try readXFDF(untrustedBytes: [0xEF, 0xBB, 0xBF] + text).fields.count == 1)
    #expect(try readXFDF(untrustedBytes: Array("\r\n \n".utf8) + text).fields.count == 1)
  }

  @Test func `what is hostile or broken is refused with its reason`() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><xfdf><fields/></xfdf>"
    #expect(code(Array(bomb.utf8)) == "xml-doctype")
    #expect(code([]) == "xml-malformed")
    #expect(code(Array("<xfdf><fields>".utf8)) == "xml-malformed")
    #expect(code(Array("<html/>".utf8)) == "form-data-malformed")
    #expect(code(Array(String(repeating: "<a>", count: 1_000_000).utf8)) != nil)
    let nested = "<xfdf><fields>" + String(repeating: "<field name='a'>", count: 1_000_000)
    #expect(code(Array(nested.utf8)) == "xml-too-large")
    let many = "<xfdf><fields>" + (0..<1_000_000).map { "<field name='\($0)'><value>1</value></field>" }.joined()
    #expect(code(Array(many.utf8)) == "form-data-too-large")
    #expect(
      code(
        xfdf("<fields><field name='a'><value>" + String(repeating: "x", count: 5 << 20) + "</value></field></fields>"))
        == "xml-too-large")
  }

  @Test func `a name that every field repeats cannot fill the memory`() throws {
    let long = String(repeating: "n", count: 1 << 20)
    let fields = (0..<10_000).map { "<field name='\($0)'><value>1</value></field>" }.joined()
    let file = try readXFDF(
      untrustedBytes: xfdf("<fields><field name='\(long)'>\(fields)</field><field name='a'><value/></field></fields>"))
    #expect(file.fields.map(\.name) == ["a"])
    #expect(file.notes == [FormNote(.fieldNameTooLong)])
  }

  @Test func `a file of one line and a million references is read in time`() throws {
    let value = String(repeating: "&amp;", count: 800_000)
    let file = try readXFDF(untrustedBytes: xfdf("<fields><field name='a'><value>\(value)</value></field></fields>"))
    #expect(values(file) == ["a": .one(String(repeating: "&", count: 800_000))])
  }
}
