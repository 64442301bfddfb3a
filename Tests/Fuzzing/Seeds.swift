import Foundation
import Handover
import ReaderProtocol
import Records
import Samples

/// Honest inputs to start from: small files as this project and the reader write them, from fictitious people.
struct Seeds {
  let toolkit: Toolkit
  /// Gets a folder for each target.
  let folder: String

  /// - Throws: when a file cannot be made.
  func write() throws {
    let work = NSTemporaryDirectory() + "handover-seeds-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    try writeLists(in: work)
    try writePapers(in: work)
    try writeSigned()
    for (number, message) in messages.enumerated() { try put(message, named: "message-\(number)", for: .wire) }
    for (target, text) in Self.texts { try put(Array(text.utf8), named: "sample", for: target) }
  }

  private func writeLists(in work: String) throws {
    let profile = try toolkit.profile("liaocheng", only: "info-table")
    let people = try SamplePeople(seed: 7, flavour: .mixed).records(3, through: toolkit.gate(profile.rules))
    for ending in ["csv", "json", "jsonl", "xlsx", "xml"] {
      let path = "\(work)/people.\(ending)"
      try toolkit.write(people, to: path)
      try copy(path, to: ending == "xlsx" ? .xlsx : ending == "xml" ? .formXML : .list)
    }
    try toolkit.writeSheet(of: "liaocheng/info-table", to: "\(work)/sheet.xlsx", rows: 5, list: "\(work)/people.xlsx")
    for target in [FuzzTarget.xlsx, .zip] { try copy("\(work)/sheet.xlsx", to: target) }
  }

  private func writePapers(in work: String) throws {
    for form in ["info-table", "archive-roster"] {
      for kind in [GenerationRequest.Kind.xml, .fillable] {
        let output = "\(work)/\(form)-\(kind.rawValue)"
        var request = GenerationRequest(
          form: form, profile: "liaocheng", list: "\(work)/people.xlsx", output: output)
        request.kind = kind
        _ = try toolkit.generate(request) { _ in }
        for name in try files(of: output) {
          let targets: [FuzzTarget] = name.hasSuffix(".xml") ? [.formXML, .xml] : name.hasSuffix(".pdf") ? [.pdf] : []
          for target in targets { try copy("\(output)/\(name)", to: target) }
        }
      }
    }
  }

  /// The signed files of the tests, and the signature in each, as it stands in its hole.
  private func writeSigned() throws {
    for name in try files(of: Self.signed) where name.hasSuffix(".pdf") {
      try copy("\(Self.signed)/\(name)", to: .pdf)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Self.signed)/\(name)"))
      guard let start = bytes.range(of: Data("/Contents <".utf8)) ?? bytes.range(of: Data("/Contents<".utf8)) else {
        continue
      }
      let digits = bytes[start.upperBound...].prefix { $0 != UInt8(ascii: ">") }
      try put(decoded(hexadecimal: digits), named: name, for: .signature)
    }
  }

  private static let signed = "Tests/Fixtures/signed"

  private func decoded(hexadecimal digits: Data) -> [UInt8] {
    let halves = digits.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
    let bytes = stride(from: 0, to: halves.count - 1, by: 2).map { halves[$0] << 4 | halves[$0 + 1] }
    // A hole is filled up with zeros.
    return Array(bytes.prefix((bytes.lastIndex { $0 != 0 } ?? 0) + 1))
  }

  private func files(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func copy(_ path: String, to target: FuzzTarget) throws {
    try put(
      [UInt8](Data(contentsOf: URL(fileURLWithPath: path))), named: (path as NSString).lastPathComponent, for: target)
  }

  private func put(_ bytes: [UInt8], named name: String, for target: FuzzTarget) throws {
    let own = "\(folder)/\(target.rawValue)"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: "\(own)/\(name)"))
  }

  /// Small files of the kinds that we only read.
  private static let texts: [(FuzzTarget, String)] = [
    (
      .fdf,
      """
      %FDF-1.2
      1 0 obj<</FDF<</F(a.pdf)/Fields[<</T(retiree)/Kids[<</T(name)/V(\\376\\377\\137\\040)/RV(<p>x</p>)>>]>><</T(a)/V/1>>]>>>>endobj
      trailer<</Root 1 0 R>>
      %%EOF
      """
    ),
    (
      .pdf,
      """
      %PDF-1.7
      1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]/XFA 6 0 R>>>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R 5 0 R]>>endobj
      4 0 obj<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/V/On/AS/On/Opt[(x)(y)]/AP<</N<</On 6 0 R/Off 6 0 R>>>>/Rect[0 0 1 1]>>endobj
      5 0 obj<</Type/Annot/Subtype/Widget/FT/Ch/Ff 2097152/T(c)/V[(x)]/I[0]/Opt[[(x)(y)]]/Rect[0 0 1 1]/Parent 5 0 R>>endobj
      6 0 obj<</Length 20>>stream
      <xfa:data xmlns:xfa=""/>
      endstream endobj
      trailer<</Root 1 0 R/Size 7>>
      """
    ),
    (
      .xfdf,
      """
      <?xml version="1.0"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><f href="a.pdf"/><fields><field name="retiree">\
      <field name="name"><value>x</value><value-richtext><p>x</p></value-richtext></field></field></fields></xfdf>
      """
    ),
    (
      .xdp,
      """
      <xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>\
      <form1><row><a>1</a></row><row><a>2</a></row></form1></xfa:data></xfa:datasets><pdf><document><chunk>JVBERi0=</chunk>\
      </document></pdf></xdp:xdp>
      """
    ),
    (
      .mail,
      """
      From: a@example.org\r
      Subject: =?GB18030?B?1cU=?=\r
      Content-Type: multipart/mixed; boundary=x\r
      \r
      --x\r
      Content-Type: application/pdf; name*=UTF-8''%E5%BC%A0.pdf\r
      Content-Transfer-Encoding: base64\r
      \r
      JVBERi0=\r
      --x--\r
      """
    ),
  ]

  /// One message of each kind.
  private var messages: [[UInt8]] {
    let field = FormField(
      name: "retiree.name", type: .text, value: .one("张三"), options: [FormField.Option(export: "1", label: "是")],
      page: 1, box: [1, 2, 3, 4])
    let file = FormFile(
      status: .ok, fields: [field], signatures: [FormSignature(field: "s", verdict: .unsigned)],
      attachments: [FormAttachment(name: "record.xml", size: 3)],
      active: [ActiveItem(kind: "JavaScript", place: "field a", event: "K", digest: "00", excerpt: "x")], revisions: 1,
      metadata: FormMetadata(pageCount: 1, information: [FormMetadata.Entry(key: "Title", value: "t")], xmp: "<x/>"),
      notes: FormNote.Code.allCases.map { FormNote($0, field: "f", detail: "d") })
    let answers: [ReaderAnswer] = [
      .ready(version: 2, ReaderConfinement(isFiltered: true, isFenced: true)), .file(file),
      .attachment(UntrustedAttachment(name: "record.xml", bytes: [1, 2, 3])), .pageText("字"),
      .secondOpinion(SecondOpinion(notes: [FormNote(.readersDiffer)])), .picture([1]), .leftOut, .done,
      .page(PageContent(width: 595, height: 842)),
    ]
    let questions: [ReaderRequest.Question] = [
      .inspect(InspectionWish(attachments: ["record.xml"], pageTexts: true)),
      .picture(PictureWish(page: 1, box: [1, 2, 3, 4])), .pages(PageWish()), .unpackMail,
    ]
    return answers.map { $0.encoded() }
      + questions.map { ReaderRequest($0, passwords: ["p"], roots: [[1]]).encoded() }
  }
}
