import Testing

@testable import MailParts

/// E-mails as mail programs write them, and as nobody should.
struct MailTests {
  private func mail(_ text: String) -> MailMessage {
    MailMessage(untrustedBytes: Array(text.replacing("\n", with: "\r\n").utf8))
  }

  private func part(_ header: String, _ body: String = "x") -> [MailFile] {
    mail("From: a@b\nMIME-Version: 1.0\n\(header)\n\n\(body)").files
  }

  private func text(_ file: MailFile?) -> String? { file.map { String(decoding: $0.bytes, as: UTF8.self) } }

  @Test func `files are taken out of nested multiparts, and the mail's words are not`() {
    let files = mail(
      """
      From: a@b
      Content-Type: multipart/mixed; boundary="=_outer"

      no part
      --=_outer
      Content-Type: multipart/alternative; boundary=inner

      --inner
      Content-Type: text/plain

      words
      --inner
      Content-Type: text/html

      <p>words</p>
      --inner--
      --=_outer
      Content-Type: application/pdf; name="a.pdf"
      Content-Transfer-Encoding: base64

      JVBE
      Ri0x
      --=_outer
      Content-Type: text/plain
      Content-Disposition: attachment; filename=b.txt

      one
      two
      --=_outer--
      epilogue
      """
    ).files
    #expect(files.map(\.name) == ["a.pdf", "b.txt"])
    #expect(files.map(\.type) == ["application/pdf", "text/plain"])
    #expect(files.map { text($0) } == ["%PDF-1", "one\r\ntwo"])
  }

  @Test(arguments: [
    ("filename=\"信息表.pdf\"", "信息表.pdf"),
    ("filename=\"=?UTF-8?B?5L+h5oGv6KGoLnBkZg==?=\"", "信息表.pdf"),
    ("filename=\"=?gb2312?B?0MXPorHtLnBkZg==?=\"", "信息表.pdf"),
    ("filename==?GBK?Q?=D0=C5=CF=A2=B1=ED.pdf?=", "信息表.pdf"),
    // Words cut in the midst of a character, on lines of their own.
    ("filename=\"=?UTF-8?B?5L+h5oE=?=\n =?UTF-8?B?r+ihqC5wZGY=?=\"", "信息表.pdf"),
    ("filename*=UTF-8''%E4%BF%A1%E6%81%AF%E8%A1%A8.pdf", "信息表.pdf"),
    ("filename*=GB18030'zh'%D0%C5%CF%A2%B1%ED.pdf", "信息表.pdf"),
    ("filename*0*=UTF-8''%E4%BF%A1; filename*1*=%E6%81%AF; filename*2=\"a;b.pdf\"", "信息a;b.pdf"),
    ("filename*0=\"long \"; filename*1=\"name.pdf\"", "long name.pdf"),
    ("filename=\"a \\\"b\\\".pdf\"; size=1", "a \"b\".pdf"),
    ("filename=\"C:\\Users\\x.pdf\"", "C:\\Users\\x.pdf"),
    ("filename=\"=?unknown?B?YS5wZGY=?=\"", "a.pdf"),
    ("filename=\"=?UTF-8?B?broken\"", "=?UTF-8?B?broken"),
    ("filename=\"a =?UTF-8?Q?b_c?= d\"", "a b c d"),
  ])
  func `names are read in whichever way they are written`(parameter: String, name: String) {
    let files = part("Content-Disposition: attachment; \(parameter)")
    #expect(files.map(\.name) == [name])
  }

  @Test func `bare bytes of GBK are a name too`() {
    let head = Array("From: a@b\r\nContent-Disposition: attachment; filename=\"".utf8)
    let bytes = head + [0xD0, 0xC5, 0xCF, 0xA2] + Array(".pdf\"\r\n\r\nx".utf8)
    #expect(MailMessage(untrustedBytes: bytes).files.map(\.name) == ["信息.pdf"])
  }

  @Test(arguments: [
    ("base64", "YWJj\nZA==\n", "abcd"), ("BASE64", "YQ==YmM=", "abc"), ("base64", "YW!Jj", "abc"),
    ("base64", "YWJjZ", "abc"),
    ("quoted-printable", "a=3Db=\nc=E5=BC=A0 =\t\nd=zz", "a=bc张 d=zz"), ("8bit", "张三\n", "张三\r\n"),
    ("binary", "a", "a"),
    ("x-uuencode", "begin", "begin"),
  ])
  func `transfer encodings are undone, with what does not belong there passed over`(
    encoding: String, body: String, content: String
  ) {
    let files = part("Content-Type: application/pdf\nContent-Transfer-Encoding: \(encoding)", body)
    #expect(text(files.first) == content)
  }

  @Test func `a forwarded mail gives its files, and a logo in the text is none`() {
    let files = mail(
      """
      From: a@b
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: message/rfc822

      From: c@d
      Content-Disposition: attachment; filename="inner.pdf"

      %PDF
      --b
      Content-Type: image/png; name=logo.png
      Content-ID: <logo>

      png
      --b
      Content-Type: application/pkcs7-signature; name=smime.p7s

      sig
      --b--
      """
    ).files
    #expect(files.map(\.name) == ["inner.pdf"])
    #expect(text(files.first) == "%PDF")
  }

  @Test func `a mail of one file, one from a mailbox, and one that breaks off are read`() {
    #expect(part("Content-Type: application/pdf; name=x.pdf", "%PDF").map(\.name) == ["x.pdf"])
    let box = "From x@y Sat Nov 21 2026\nFrom: a@b\nContent-Type: application/pdf; name=x.pdf\n\n%PDF"
    #expect(mail(box).files.map(\.name) == ["x.pdf"])
    let cut = "From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\n\n%PDF"
    #expect(mail(cut).files.map { text($0) } == ["%PDF"])
    #expect(mail("").files == [])
    #expect(mail("From: a@b").files == [])
  }

  @Test func `ten thousand nested multiparts end with a word`() {
    var text = ""
    for level in 0..<10_000 { text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
    let nested = mail(text)
    #expect(nested.isTooDeep)
    #expect(nested.files == [])
    let forwarded = mail(String(repeating: "Content-Type: message/rfc822\n\n", count: 10_000))
    #expect(forwarded.isTooDeep)
  }

  @Test func `parts, parameters and names without end are cut`() {
    let parts =
      "From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\n", count: 200_000)
    #expect(mail(parts).isTooMuch)
    let name = String(repeating: "=?UTF-8?Q?a?= ", count: 5_000)
    #expect(part("Content-Disposition: attachment; filename=\"\(name)\"").first?.name?.count == 1_000)
    let parameters = (0..<20_000).map { "; filename*\($0)=a" }.joined()
    #expect((part("Content-Disposition: attachment\(parameters)").first?.name?.count ?? 0) <= 1_000)
    let header = "From: a@b\nX: " + String(repeating: "y", count: 3 << 20) + "\nContent-Type: application/pdf\n\n%PDF"
    #expect(mail(header).files.count <= 1)
  }
}
