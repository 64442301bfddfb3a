import Diagnostics
import IsolatedReading
import ReaderProtocol
import Testing

/// Fields in every place where programs leave them, and what is said of odd ones.
@Suite struct FieldTreeTests {
  private let reader = IsolatedReader()

  private func file(_ sketch: PDFSketch) -> FormFile { reader.read(untrustedBytes: sketch.bytes).file }
  private func codes(_ file: FormFile) -> [String] { file.findings.map(\.code.rawValue) }

  @Test func `a field tells all that it says of itself`() throws {
    let file = file(
      PDFSketch(
        "<</T(a)/FT/Tx/TU<FEFF59D3540D>/TM(map)/Ff 16789507/MaxLen 18/DV(d)/Kids[5 0 R 6 0 R]>>",
        "<</Parent 4 0 R/Subtype/Widget/Rect[0 0 9 9]>>", "<</Parent 4 0 R/Subtype/Widget/Rect[1 1 8 8]>>",
        page: "/Annots[6 0 R]"))
    let field = try #require(file.fields.first)
    #expect(field.tooltip == "姓名" && field.mappingName == "map" && field.maxLength == 18)
    #expect(field.flags == [.readOnly, .required, .multiline, .password, .comb])
    #expect(field.defaultValue == .one("d") && field.value == nil)
    #expect(
      field.widgets == [FormWidget(box: [0, 0, 9, 9]), FormWidget(page: 1, box: [1, 1, 8, 8])] && field.page == 1)
  }

  @Test func `widgets outside the field tree are read with what their parents say, and noted`() {
    let file = file(
      PDFSketch(
        "<</T(a)/FT/Tx/V(1)>>", "<</Subtype/Widget/Parent 6 0 R/T(b)/Rect[0 0 9 9]>>",
        "<</T(top)/FT/Tx/V(2)/MaxLen 7>>", "<</Subtype/Widget/T(c)/FT/Tx/V(3)/Rect[0 0 9 9]>>",
        page: "/Annots[4 0 R 5 0 R 7 0 R 7 0 R]"))
    #expect(file.fields.map(\.name) == ["a", "top.b", "c"])
    #expect(file.fields.map(\.value) == [.one("1"), .one("2"), .one("3")])
    #expect(file.fields.map(\.page) == [1, 1, 1])
    #expect(codes(file) == ["fields-outside-form"])
    #expect(file.findings.first?.message.english.hasPrefix("2 widgets") == true)
  }

  @Test func `a widget that belongs to a field of the tree joins it`() {
    let file = file(
      PDFSketch(
        "<</T(a)/FT/Tx/V(1)/Kids[5 0 R]>>", "<</Subtype/Widget/Parent 4 0 R/Rect[0 0 9 9]>>",
        "<</Subtype/Widget/Parent 4 0 R/Rect[1 1 8 8]>>", page: "/Annots[5 0 R 6 0 R]"))
    #expect(file.fields.map(\.name) == ["a"] && file.fields.first?.widgets.count == 2)
    #expect(codes(file) == ["fields-outside-form"])
  }

  @Test func `a file without a form dictionary still has its widgets`() {
    let text = String(decoding: PDFSketch("<</Subtype/Widget/T(a)/FT/Tx/V(x)/Rect[0 0 9 9]>>").bytes, as: UTF8.self)
    let bytes = Array(text.replacing("/AcroForm<<", with: "/AcroF0rm<<").utf8)
    let file = reader.read(untrustedBytes: bytes).file
    #expect(file.fields.map(\.name) == ["a"] && file.fields.first?.value == .one("x"))
    #expect(codes(file) == ["form-missing", "fields-outside-form"])
  }

  @Test(
    arguments: [
      ("<</T(a)/FT/Tx/Kids[5 0 R]>>", "<</T(b)/Parent 3 0 R>>", ["a.b"], ["field-parent-differs"]),
      ("<</T(a)/FT/Tx/Kids[5 0 R]>>", "<</T(b.c)/Parent 4 0 R>>", ["a.b.c"], ["field-name-ambiguous"]),
      ("<</T(a)/FT/Tx/Kids[5 0 R]>>", "<</T()/Parent 4 0 R>>", ["a"], ["field-name-ambiguous"]),
      ("<</T(a)/FT/Tx/Kids[5 0 R 99 0 R null 7]>>", "<</T(b)>>", ["a.b"], ["field-missing"]),
      ("<</T(a)/FT/Tx/Kids[5 0 R 5 0 R]>>", "<</T(b)>>", ["a.b"], ["field-repeated"]),
      ("<</T(a)/FT/Tx/Kids[5 0 R<</Kids[5 0 R]/T(c)>>]>>", "<</T(b)>>", ["a.b", "a.c"], ["field-loop"]),
      ("<</FT/Tx/Kids[5 0 R<</V(2)>>]>>", "<</V(1)>>", ["", ""], []),
      ("<</T(a)/FT/Tx/MaxLen 2/Kids[5 0 R]>>", "<</T(b)/V(abc)>>", ["a.b"], ["value-too-long"]),
      ("<</T(a)/FT/Tx/V 5 0 R>>", "null", ["a"], []),
      ("<</T 5 0 R/FT/Tx>>", "(indirect)", ["indirect"], []),
      ("<</T/a/FT/Tx>>", "null", [""], []),
    ] as [(String, String, [String], [String])])
  func `odd trees are read, and what is odd is said`(
    root: String, kid: String, names: [String], expected: [String]
  ) {
    let file = file(PDFSketch(root, kid))
    #expect(file.fields.map(\.name) == names)
    #expect(codes(file) == expected)
  }

  @Test(arguments: ["4 0 R 5 0 R", "5 0 R 4 0 R"])
  func `a field listed again beside the root it stands under is that field`(roots: String) {
    let file = file(PDFSketch("<</T(a)/Kids[5 0 R]>>", "<</T(b)/Parent 4 0 R/FT/Tx/V(1)>>", roots: roots))
    #expect(file.fields.map(\.name) == ["a.b"] && file.fields.map(\.value) == [.one("1")])
    #expect(codes(file) == ["field-repeated"])
  }

  @Test func `a root that names a parent is known by it, since viewers do so, and doubted`() {
    let file = file(PDFSketch("<</T(b)/Parent 5 0 R/V(1)>>", "<</T(a)/FT/Tx/Kids[4 0 R]>>", roots: "4 0 R"))
    #expect(file.fields.map(\.name) == ["a.b"] && file.fields.map(\.value) == [.one("1")])
    #expect(codes(file) == ["field-parent-differs"])
  }

  @Test func `canonically equivalent names are two names`() {
    let file = file(
      PDFSketch("<</FT/Tx/Kids[5 0 R 6 0 R]>>", "<</T(\\351)/V(1)>>", "<</T<FEFF00650301>/V(2)>>"))
    #expect(file.fields.map(\.value) == [.one("1"), .one("2")])
  }

  @Test(
    arguments: [
      ("(<body><p>Zhang</p></body>)", "Zhang", []),
      ("(<?xml version=\"1.0\"?><body xmlns=\"x\"><p style=\"a>b\">Zh<b>an</b>g</p></body>)", "Zhang", []),
      ("(<p>Zhang</p><p>San</p>)", "Zhang\nSan", ["rich-text-differs"]),
      ("(<p>&#90;&#x68;ang</p>)", "Zhang", []),
      ("(<p>Zhang &amp; Co &unknown; 1 < 2</p>)", "Zhang & Co &unknown; 1", ["rich-text-differs"]),
      ("(<p>Li</p><style>p {}</style><!-- no -->)", "Li", ["rich-text-differs"]),
      ("<FEFF003C0070003E5F20003C002F0070003E>", "张", ["rich-text-differs"]),
      ("<3C703EE5BCA03C2F703E>", "张", ["rich-text-differs"]),
      ("5 0 R", "Zhang", []),
      ("(<p><![CDATA[Zh]]>ang)", "Zhang", []),
      ("(<<<>>>&&&;<p)", ">>&&&;", ["rich-text-differs"]),
    ] as [(String, String, [String])])
  func `formatted text is told beside the plain one, and a difference is a finding`(
    rich: String, text: String, expected: [String]
  ) {
    let file = file(
      PDFSketch(
        "<</T(a)/FT/Tx/Ff 33554432/V(Zhang)/RV \(rich)>>", "<</Length 25>>stream\n<body><p>Zhang</p></body>\nendstream")
    )
    #expect(file.fields.first?.richText == text)
    #expect(codes(file) == expected)
  }

  @Test func `a password is read, and shown in no finding`() throws {
    let file = file(PDFSketch("<</T(a)/FT/Tx/Ff 8192/V(secret)/RV(<p>other</p>)>>"))
    #expect(file.fields.first?.value == .one("secret") && file.fields.first?.flags == .password)
    let message = try #require(file.findings.first).message
    #expect(message.chinese.contains("所存：“******”，格式文本：“******”"))
  }

  @Test(
    arguments: [
      ("5 0 R", "<datasets/>"), ("[(template)6 0 R(datasets)5 0 R]", "<datasets/>"), ("[(template)6 0 R]", nil),
    ] as [(String, String?)])
  func `the data of an XFA form come along in both of its shapes`(xfa: String, data: String?) throws {
    let datasets = "<</Length 11>>stream\n<datasets/>\nendstream"
    let other = "<</Length 11>>stream\n<template/>\nendstream"
    let hybrid = file(PDFSketch("<</T(a)/FT/Tx>>", datasets, other, form: "/XFA \(xfa)"))
    #expect(hybrid.status == .ok && hybrid.xfa?.isDynamic == false)
    #expect(hybrid.xfa?.untrustedDatasets == data.map { Array($0.utf8) })
    let dynamic = file(PDFSketch("null", datasets, other, form: "/XFA \(xfa)"))
    #expect(dynamic.reason == .xfaDynamic && dynamic.xfa?.isDynamic == true)
    #expect(dynamic.xfa?.untrustedDatasets == data.map { Array($0.utf8) })
  }

  @Test func `a state name is found by its bytes where the value is a string`() {
    let file = file(
      PDFSketch("<</T(a)/FT/Btn/V<CAC7>/AS/#CA#C7/AP<</N<</#CA#C7 5 0 R>>>>>>", "<</Length 4>>stream\n0 S \nendstream"))
    #expect(file.fields.first?.value == .one("是") && file.fields.first?.state == "是")
    #expect(codes(file) == ["value-of-other-type"])
  }

  @Test func `check boxes that share a name are one field, and each tells its state`() {
    let look = "<</Length 12>>stream\n0 0 5 5 re f\nendstream"
    let file = file(
      PDFSketch(
        "<</T(a)/FT/Btn/Ff 33554432/V/Yes/Kids[5 0 R 6 0 R]>>",
        "<</Parent 4 0 R/AS/Yes/Rect[0 0 9 9]/AP<</N<</Yes 7 0 R>>>>>>",
        "<</Parent 4 0 R/AS/Off/Rect[0 0 9 9]/AP<</N<</No 7 0 R>>>>>>", look, page: "/Annots[5 0 R 6 0 R]"))
    #expect(file.fields.map(\.value) == [.one("Yes")])
    #expect(file.fields.first?.options.map(\.export) == ["Yes", "No"])
    #expect(file.fields.first?.widgets.map(\.state) == ["Yes", "Off"] && file.fields.first?.flags == .radiosInUnison)
    #expect(codes(file) == [])
  }

  @Test func `a hybrid file that shows old programs another value is found out`() {
    // Field 4 stands twice: the table has the one value, the cross-reference stream the other.
    var bytes = Array("%PDF-1.5\n".utf8)
    var places: [Int] = []
    func add(_ text: String) {
      places.append(bytes.count)
      bytes += Array(text.utf8)
    }
    add("1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]>>>>endobj\n")
    add("2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n")
    add("3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n")
    add("4 0 obj<</T(a)/FT/Tx/V(old)>>endobj\n")
    let old = table(places, from: 0, size: 6, "/Root 1 0 R", at: bytes.count)
    bytes += Array(old.utf8)
    let first = bytes.count - old.utf8.count
    add("4 0 obj<</T(a)/FT/Tx/V(new)>>endobj\n")
    add("5 0 obj<</T(b)/FT/Tx/V(only)>>endobj\n")
    let entries = places.suffix(2).map { place in
      "01" + hexadecimal(UInt8(place >> 8)) + hexadecimal(UInt8(place & 255)) + "00"
    }.joined()
    add(
      "6 0 obj<</Type/XRef/Size 7/W[1 2 1]/Index[4 2]/Filter/ASCIIHexDecode/Root 1 0 R/Length \(entries.count + 1)>>stream\n"
        + entries + ">\nendstream endobj\n")
    let section = bytes.count
    bytes += Array(
      ("xref\n6 1\n" + entry(places[6]) + "trailer<</Size 7/Root 1 0 R/Prev \(first)/XRefStm \(places[6])>>\n"
        + "startxref\n\(section)\n%%EOF\n").utf8)
    let file = reader.read(untrustedBytes: bytes).file
    #expect(file.fields.map(\.value) == [.one("new"), .one("only")])
    #expect(codes(file).contains("hybrid-file") && codes(file).contains("objects-shadowed"))
  }

  private func entry(_ place: Int) -> String {
    String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n"
  }

  private func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  private func table(_ places: [Int], from first: Int, size: Int, _ trailer: String, at start: Int) -> String {
    "xref\n0 \(places.count + 1)\n0000000000 65535 f \n" + places.map(entry).joined()
      + "trailer<</Size \(size)\(trailer)>>\nstartxref\n\(start)\n%%EOF\n"
  }
}
