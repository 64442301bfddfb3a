import IsolatedReading
import ReaderProtocol
import Testing

/// FDF and e-mails, read behind the wall.
struct FormDataFileTests {
  private let reader = IsolatedReader(readerPath: IsolatedReader.pathBesideThisProgram())

  private func fdf(_ fields: String, more: String = "", objects: String = "", trailer: String? = nil) -> [UInt8] {
    Array(
      """
      %FDF-1.2
      1 0 obj
      << /FDF << /Fields [ \(fields) ] \(more) >> >>
      endobj
      \(objects)\(trailer ?? "trailer\n<< /Root 1 0 R >>\n%%EOF\n")
      """.utf8)
  }

  private func read(_ bytes: [UInt8]) -> FormFile { reader.read(untrustedBytes: bytes).file }

  private func lines(_ file: FormFile) -> [String] {
    file.fields.map { "\($0.name):\($0.type.rawValue)=\($0.value?.all.joined(separator: "|") ?? "-")" }
  }

  @Test func `fields of every kind are read, nested and flat`() {
    let file = read(
      fdf(
        """
        << /T (p3) /Kids [ << /T (retiree) /Kids [ << /T (name) /V (a\\(b\\)) >> << /T (sex) /V /1 >> ] >> ] >>
        << /T (p3.retiree.list) /V [ (x) (y) ] /Opt [ (x) [ (y) (why) ] ] >>
        << /T (long) /V 2 0 R >> << /T (none) >> << /T (null) /V null >> << /T (empty) /V () >> 3 0 R
        """, more: "/F (form.pdf) /ID [ <aa> <bb> ]",
        objects: """
          2 0 obj
          << /Length 6 >>
          stream
          stream
          endstream
          endobj
          3 0 obj
          << /T <FEFF59D3540D> /V <FEFF5F204E09D842DFB7> >>
          endobj

          """))
    #expect(file.status == .ok)
    #expect(file.kind == .fdf)
    #expect(file.target == "form.pdf")
    #expect(file.notes == [])
    #expect(
      lines(file) == [
        "p3.retiree.name:text=a(b)", "p3.retiree.sex:checkbox=1", "p3.retiree.list:choice=x|y", "long:text=stream",
        "none:text=-", "null:text=-", "empty:text=", "姓名:text=张三𠮷",
      ])
    #expect(file.fields[2].options.map(\.label) == ["x", "why"])
  }

  @Test(arguments: [
    ("", "<D5C5C8FD>", "\u{D5}\u{C5}\u{C8}\u{FD}"), ("/Encoding /GBK", "<D5C5C8FD>", "张三"),
    ("/Encoding /utf_8", "<E5BCA0>", "张"), ("/Encoding /GBK", "<FEFF5F20>", "张"), ("", "<EFBBBFE5BCA0>", "张"),
  ])
  func `strings are in the encoding that the file names, unless they have a mark`(
    encoding: String, string: String, text: String
  ) {
    #expect(read(fdf("<< /T (a) /V \(string) >>", more: encoding)).fields.first?.value == .one(text))
  }

  @Test(arguments: ["", "/Encoding /GBK"])
  func `U+0000 within a text is noticed in any encoding, one at its end is not`(encoding: String) {
    let file = read(fdf("<< /T (a) /V (x\\000y) >> << /T (b) /V (xy\\000) >>", more: encoding))
    #expect(file.notes == [FormNote(.textBroken, field: "a")])
  }

  @Test func `rich text stands in for a value that is not there, and is held against one that is`() {
    let rich = "/RV (<body><p>a<b>b</b></p></body>)"
    let file = read(fdf("<< /T (a) \(rich) >> << /T (b) \(rich) /V (ab) >> << /T (c) \(rich) /V (ac) >>"))
    #expect(lines(file) == ["a:text=ab", "b:text=ab", "c:text=ac"])
    #expect(file.notes == [FormNote(.richTextDiffers, field: "c")])
  }

  @Test func `a file without a trailer is whole; one whose fields are cut off says so`() {
    let whole = fdf("<< /T (a) /V (1) >>")
    let bare = read(fdf("<< /T (a) /V (1) >>", trailer: ""))
    #expect(lines(bare) == ["a:text=1"])
    #expect(bare.notes.isEmpty)
    for length in stride(from: 0, to: whole.count - 8, by: 7) {
      let file = read(Array(whole[..<length]))
      #expect(file.status != .ok || file.notes == [FormNote(.recovered)] || lines(file) == lines(bare), "\(length)")
    }
  }

  @Test func `loops, repeated names, scripts and encryption are noticed`() {
    let loop = read(
      fdf(
        "2 0 R", objects: "2 0 obj\n<< /T (a) /Kids [ 2 0 R 3 0 R ] >>\nendobj\n3 0 obj\n<< /T (b) /V (1) >>\nendobj\n")
    )
    #expect(lines(loop) == ["a.b:text=1"])
    #expect(loop.notes == [FormNote(.fieldLoop)])
    let twice = read(fdf("<< /T (a) /V (1) >> << /T (a) /V (2) >>"))
    #expect(lines(twice) == ["a:text=1"])
    #expect(twice.notes == [FormNote(.valuesDiffer, field: "a")])
    let active = read(fdf("<< /T (a) /A << /S /Launch >> >>", more: "/JavaScript << /Before (x) >>"))
    #expect(active.activeContent == ["JavaScript", "Launch"])
    #expect(read(fdf("", more: "/EncryptionRevision 1")).reason == .encrypted)
    #expect(read(Array("%FDF-1.2\nnothing".utf8)).reason == .damaged)
  }

  @Test func `a hundred thousand levels and names without end cost nothing`() {
    let deep = String(repeating: "<< /T (a) /Kids [ ", count: 100_000)
    #expect(read(fdf(deep)).fields.count < 1_000)
    let long = String(repeating: "n", count: 100_000)
    let kids = (0..<2_000).map { "<< /T (\($0)) /V (1) >>" }.joined()
    let file = read(fdf("<< /T (\(long)) /Kids [ \(kids) ] >> << /T (b) /V (1) >>"))
    #expect(lines(file) == ["b:text=1"])
  }

  @Test func `a mail's files come over the wall, and what is wrong with them`() throws {
    let mail = """
      From: a@b\r
      Content-Type: multipart/mixed; boundary=b\r
      \r
      --b\r
      Content-Type: application/pdf; name="=?gb2312?B?0MXPorHtLnBkZg==?="\r
      Content-Transfer-Encoding: base64\r
      \r
      JVB!ERi0x\r
      --b\r
      Content-Type: application/octet-stream\r
      \r
      x\r
      --b--\r

      """
    let answer = reader.unpackMail(try ReturnedDocument(untrustedBytes: Array(mail.utf8)))
    #expect(answer.untrustedAttachments.map(\.name) == ["信息表.pdf", ""])
    #expect(answer.untrustedAttachments.first?.bytes == Array("%PDF-1".utf8))
    #expect(answer.file.notes == [FormNote(.mailPartDamaged)])
    #expect(reader.unpackMail(try ReturnedDocument(untrustedBytes: [])).untrustedAttachments == [])
  }
}
