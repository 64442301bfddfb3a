import Diagnostics
import IsolatedReading
import ReaderProtocol
import Testing

/// Fields as they come through the wall. Each test starts a reader of its own.
@Suite struct FieldReadingTests {
  private let reader = IsolatedReader()

  private func file(_ sketch: PDFSketch) -> FormFile { reader.read(untrustedBytes: sketch.bytes).file }
  private func codes(_ file: FormFile) -> [String] { file.findings.map(\.code.rawValue) }

  @Test(
    arguments: [
      ("(plain)", "plain", []),
      ("()", "", []),
      ("<FEFF5F204E09>", "张三", []),
      ("<FFFE205F094E>", "\u{5F20}\u{4E09}", []),
      ("<FEFFD840DD64>", "\u{20164}", []),
      ("<EFBBBFE5BCA0>", "\u{5F20}", []),
      ("<FEFF001B007A0068001B5F20>", "\u{5F20}", []),
      ("<FEFF001B007A00680043004E001B5F20>", "\u{5F20}", []),
      ("<FEFF5F204E>", "\u{5F20}\u{FFFD}", ["text-replaced"]),
      ("<FEFFD8405F20>", "\u{FFFD}\u{5F20}", ["text-replaced"]),
      ("<80A0E9>", "\u{2022}\u{20AC}\u{E9}", []),
      ("<419F>", "A\u{FFFD}", ["text-replaced"]), ("<FEFF5F2000004E8C>", "\u{5F20}\0\u{4E8C}", ["text-broken"]),
      ("<FEFF5F200000>", "\u{5F20}\0", []),
      ("<E5BCA0>", "\u{E5}\u{BC}\u{20AC}", ["text-unmarked-utf8"]),
      ("/Name", "Name", ["value-of-other-type"]),
      ("5 0 R", "from a stream", []),
      ("<FEFF0065030100E9>", "e\u{301}\u{E9}", []),
    ] as [(String, String, [String])])
  func `a text field gives its text in whatever encoding it stands`(
    stored: String, text: String, notes: [String]
  ) throws {
    let file = file(
      PDFSketch("<</T(a)/FT/Tx/Rect[1 2 3 4.5]/V \(stored)>>", "<</Length 13>>stream\nfrom a stream\nendstream"))
    let field = try #require(file.fields.first)
    #expect(file.status == .ok)
    #expect(field.value?.all.map { Array($0.unicodeScalars) } == [Array(text.unicodeScalars)])
    #expect(field.page == 1 && field.box == [1, 2, 3, 4.5])
    #expect(codes(file) == notes)
  }

  @Test func `a field without a value is null, and a default is no value`() {
    #expect(file(PDFSketch("<</T(a)/FT/Tx/DV(x)>>")).fields.first?.value == nil)
  }

  @Test func `names are joined, keys inherited, and kids without names are widgets of one field`() {
    let file = file(
      PDFSketch(
        "<</T(top)/FT/Tx/V(down)/Kids[5 0 R 6 0 R]>>", "<</Parent 4 0 R/T(one)/Kids[7 0 R 8 0 R]>>",
        "<</Parent 4 0 R/T(two)/V(own)/Rect[0 0 1 1]>>", "<</Parent 5 0 R/Rect[9 9 9 9]>>",
        "<</Parent 5 0 R/Rect[5 5 6 6]>>", page: "/Annots[6 0 R 8 0 R]"))
    #expect(file.fields.map(\.name) == ["top.one", "top.two"])
    #expect(file.fields.map(\.value) == [.one("down"), .one("own")])
    #expect(file.fields.first?.box == [5, 5, 6, 6])
  }

  @Test func `a field that no page shows is read, with page null`() {
    let file = file(PDFSketch("<</T(a)/FT/Tx/V(x)>>", page: ""))
    #expect(file.fields == [FormField(name: "a", type: .text, value: .one("x"))])
  }

  @Test(
    arguments: [
      ("/V/Yes/AS/Yes", "", .one("Yes"), []),
      ("/V/Off/AS/Off", "", nil, []),
      ("", "", nil, []),
      ("/AS/Yes", "", .one("Yes"), ["state-differs"]),
      ("/V/Yes/AS/Off", "", .one("Yes"), ["state-differs"]),
      ("/V/Maybe", "", .one("Maybe"), ["state-unknown"]),
      ("/V/Yes/AS/Yes", "/Opt[<FEFF662F>]", .one("是"), []),
      ("/V(Yes)/AS/Yes", "", .one("Yes"), ["value-of-other-type"]),
      ("/V(/Yes)/AS/Yes", "", .one("Yes"), ["value-of-other-type"]),
    ] as [(String, String, FormField.Value?, [String])])
  func `a check box gives the export value of its state`(
    state: String, opt: String, value: FormField.Value?, notes: [String]
  ) {
    let file = file(
      PDFSketch(
        "<</T(a)/FT/Btn/AP<</N<</Yes 5 0 R>>>>\(state)\(opt)>>", "<</Length 12>>stream\n0 0 5 5 re f\nendstream"))
    #expect(file.fields.first?.type == .checkbox)
    #expect(file.fields.first?.value == value)
    #expect(codes(file) == notes)
  }

  @Test(arguments: [("#E6#98#AF", "是"), ("#CA#C7", "是"), ("Oui#E9", "Oui\u{E9}"), ("OP#C7#C3O", "OP\u{C7}\u{C3}O")])
  func `a state name is decoded as the bytes suggest`(name: String, text: String) {
    let file = file(PDFSketch("<</T(a)/FT/Btn/V/\(name)/AS/\(name)/AP<</N<</\(name) 3 0 R>>>>>>"))
    #expect(file.fields.first?.value == .one(text))
    #expect(file.fields.first?.options == [FormField.Option(export: text, label: text)])
  }

  @Test func `a radio group gives the chosen export value, and equal ones once`() {
    let kids = (0..<3).map { "<</Parent 4 0 R/AS/\($0 == 2 ? "2" : "Off")/AP<</N<</\($0) 3 0 R>>>>>>" }
    let file = file(
      PDFSketch(
        "<</T(r)/FT/Btn/Ff 32768/V/2/Opt[(a)(b)(b)]/Kids[5 0 R 6 0 R 7 0 R]>>", kids[0], kids[1], kids[2]))
    #expect(file.fields.map(\.type) == [.radio])
    #expect(file.fields.first?.value == .one("b"))
    #expect(file.fields.first?.options.map(\.export) == ["a", "b"])
  }

  @Test func `values that a program wrote into the widgets of a group do not hide the group's own`() {
    let kids = (0..<2).map { number in
      let state = number == 1 ? "/1" : "/Off"
      return "<</Parent 4 0 R/Subtype/Widget/V\(state)/AS\(state)/AP<</N<</\(number) 3 0 R>>>>>>"
    }
    let file = file(PDFSketch("<</T(r)/FT/Btn/Ff 32768/V/1/Kids[5 0 R 6 0 R]>>", kids[0], kids[1]))
    #expect(file.fields.first?.value == .one("1"))
    #expect(!codes(file).contains("values-differ"))
  }

  /// As Chromium and PDFium save it.
  @Test func `metadata that are compressed and do not say so are read`() {
    let packed: [UInt8] = [
      0x78, 0x9C, 0xB3, 0xA9, 0xB0, 0xF3, 0x48, 0xCC, 0x4B, 0xC9, 0x2F, 0x4B, 0x2D, 0xB2, 0xD1, 0xAF, 0xB0, 0x03, 0x00,
      0x2A, 0x99, 0x05, 0x4B,
    ]
    let stream = Array("<</Type/Metadata/Length \(packed.count)>>\nstream\n".utf8) + packed + Array("\nendstream".utf8)
    let file = file(PDFSketch("<</T(a)/FT/Tx/V(x)>>", catalog: "/Metadata 5 0 R").adding(stream))
    #expect(file.metadata.xmp == "<x>Handover</x>")
  }

  @Test(arguments: [("/Off", "Off", FormField.Value?.none), ("/Yes", "Yes", .one("Yes"))])
  func `a group's state may stand as a text with its slash`(text: String, state: String, value: FormField.Value?) {
    let kid = "<</Parent 4 0 R/Subtype/Widget/V/\(state)/AS/\(state)/AP<</N<</Yes 3 0 R/Off 3 0 R>>>>>>"
    let file = file(PDFSketch("<</T(c)/FT/Btn/V(\(text))/Kids[5 0 R 6 0 R]>>", kid, kid))
    #expect(file.fields.first?.value == value)
    #expect(codes(file).contains("value-of-other-type"))
    #expect(!codes(file).contains("values-differ"))
  }

  @Test(arguments: [("Yes", "Off", FormField.Value?.none), ("Off", "Yes", .one("Yes"))])
  func `what all widgets of a check box store and show counts more than what its group still says`(
    group: String, widgets: String, value: FormField.Value?
  ) {
    let kid = "<</Parent 4 0 R/Subtype/Widget/V/\(widgets)/AS/\(widgets)/AP<</N<</Yes 3 0 R/Off 3 0 R>>>>>>"
    let file = file(PDFSketch("<</T(c)/FT/Btn/V/\(group)/Kids[5 0 R 6 0 R]>>", kid, kid))
    #expect(file.fields.first?.value == value)
    #expect(codes(file).contains("values-differ"))
  }

  @Test(
    arguments: [
      ("/V(B)", .one("B"), []),
      ("/V(Bee)", .one("B"), ["choice-by-label"]),
      ("/V(Z)", .one("Z"), ["choice-unknown"]),
      ("/Ff 393216/V(Z)", .one("Z"), []),
      ("/V[(B)(C)]/I[0 1]", .many(["B", "C"]), []),
      ("/V[(B)]/I[1]", .many(["B"]), ["choice-indices-differ"]),
      ("/V[]", .many([]), []),
      ("", nil, []),
    ] as [(String, FormField.Value?, [String])])
  func `a choice gives its export values`(entries: String, value: FormField.Value?, notes: [String]) {
    let file = file(PDFSketch("<</T(a)/FT/Ch/Opt[[(B)(Bee)](C)]\(entries)>>"))
    #expect(file.fields.first?.options == [.init(export: "B", label: "Bee"), .init(export: "C", label: "C")])
    #expect(file.fields.first?.value == value)
    #expect(codes(file) == notes)
  }

  @Test func `equal names of equal type are one field, and different values are noted`() {
    let file = file(
      PDFSketch("<</T(p)/Kids[5 0 R 6 0 R 7 0 R]>>", "<</T(a)/FT/Tx/V(1)>>", "<</T(a)/FT/Tx/V(2)>>", "<</T(a)/FT/Ch>>"))
    #expect(file.fields.map(\.type) == [.text, .choice])
    #expect(file.fields.first?.value == .one("1"))
    #expect(codes(file) == ["values-differ", "field-types-differ"])
  }

  @Test func `push buttons hold nothing, and fields without a type are left out with a word`() {
    let file = file(
      PDFSketch("<</T(p)/Kids[5 0 R 6 0 R]>>", "<</T(a)/FT/Btn/Ff 65536/V/X>>", "<</T(b)>>"))
    #expect(file.fields == [FormField(name: "p.a", type: .push)])
    #expect(codes(file) == ["field-without-type"])
  }

  @Test func `signatures say whether they are there and cover the file`() throws {
    let empty = file(PDFSketch("<</T(s)/FT/Sig>>"))
    #expect(empty.signatures == [FormSignature(field: "s", verdict: .unsigned)])
    let sketch = "<</T(s)/FT/Sig/V<</ByteRange[0 100 110 9999]/Contents<3000>/Name(A)/M(D:20240131120000+08'00')>>>>"
    let signature = try #require(file(PDFSketch(sketch)).signatures.first)
    #expect(signature.verdict == .broken && signature.coversWholeFile == false)
    #expect(signature.signer == "A" && signature.time == "2024-01-31T12:00:00+08:00")
  }

  @Test func `a range that leaves out the contents alone covers the file`() throws {
    var text = String(
      decoding: PDFSketch("<</T(s)/FT/Sig/V<</ByteRange[0 @@@ ### $$$]/Contents<3000>>>>>").bytes, as: UTF8.self)
    let all = text.utf8.count
    let hole = try #require(text.firstRange(of: "<3000>")).lowerBound
    let start = text.utf8.distance(from: text.startIndex, to: hole)
    for (mark, number) in [("@@@", start), ("###", start + 6), ("$$$", all - start - 6)] {
      let range = try #require(text.firstRange(of: mark))
      text.replaceSubrange(range, with: String(repeating: " ", count: 3 - String(number).count) + String(number))
    }
    let whole = reader.read(untrustedBytes: Array(text.utf8)).file
    #expect(whole.signatures.first?.coversWholeFile == true)
    let longer = reader.read(untrustedBytes: Array((text + "%more\n").utf8)).file
    #expect(longer.signatures.first?.coversWholeFile == false)
  }
}
