import Diagnostics
import IsolatedReading
import ReaderProtocol
import Testing

/// What widgets show, held against what their fields store.
@Suite struct DrawnTests {
  private let reader = IsolatedReader()

  private static let plainFont = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

  /// A field whose appearance, object 5, has this content; object 6 is its font.
  private func read(
    _ entries: String, drawing content: String, font: String = plainFont, form: String = "", more: [String] = []
  ) -> FormFile {
    var sketch = PDFSketch(
      "<</T(a)/FT/Tx/Subtype/Widget/Rect[0 0 90 20]/AP<</N 5 0 R>>\(entries)>>",
      look(content), font, form: form)
    for object in more { sketch = sketch.adding(object) }
    return reader.read(untrustedBytes: sketch.bytes).file
  }

  private func look(_ content: String) -> String {
    "<</Subtype/Form/BBox[0 0 90 20]/Resources<</Font<</F 6 0 R>>>>/Length \(content.utf8.count)>>stream\n\(content)\nendstream"
  }

  private func text(_ string: String) -> String { "/Tx BMC q BT /F 10 Tf 2 5 Td \(string) Tj ET Q EMC" }

  /// The doubts among the findings.
  private func codes(_ file: FormFile) -> [String] { file.findings.map(\.code.rawValue) }

  @Test(
    arguments: [
      ("/V(Hello)", "(Hello)", []),
      ("/V(Hello)", "(Help)", ["drawn-differs"]),
      ("/V(Hello)", "()", ["value-not-drawn"]),
      ("", "(Hello)", ["drawn-differs"]),
      ("/V()", "()", []),
      ("/V( \\r )", "()", []),
      ("/V(two words)", "(two) Tj 0 -2 Td (words)", []),
      ("/V(two\\rlines)", "(two) Tj 0 -9 Td (lines)", []),
      ("/V(1000)", "(100)", ["drawn-differs"]),
      ("/V(12)", "(21)", ["drawn-differs"]),
      ("/Ff 8192/V(secret)", "(******)", []),
      ("/Ff 16777216/MaxLen 3/V(123)", "(1) Tj 30 0 Td (2) Tj 30 0 Td (3)", []),
      ("/Ff 4096/V(long-winded)", "(long-) Tj 0 -9 Td (winded)", []),
      ("/Ff 4096/V(overdone)", "(over-) Tj 0 -9 Td (done)", []),
      ("/V(\\351)", "(\\351)", []),
      ("/V<FEFF00650301>", "(\\351)", []),
      ("/V(hidden)", "3 Tr (hidden)", ["value-not-drawn"]),
      ("/V(away)", "400 0 Td (away)", ["value-not-drawn"]),
      ("/V(a very long text that does not fit in)", "(a very long text that does not fit in)", []),
    ] as [(String, String, [String])])
  func `what a text field shows is held against what it stores`(entries: String, shown: String, expected: [String]) {
    #expect(codes(read(entries, drawing: text(shown).replacing("3 Tr () Tj", with: "3 Tr"))) == expected)
  }

  @Test func `what is drawn comes along as text, and a finding shows both values masked`() throws {
    let file = read("/V(13800138000)", drawing: text("(13900139000)"))
    #expect(file.fields.first?.drawn == FormWidget.Drawn(text: "13900139000"))
    let message = try #require(file.findings.first).message
    #expect(message.chinese.hasSuffix("所存：“13*******00”，显示：“13*******00”。"))
    #expect(!message.english.contains("13800138000"))
  }

  @Test func `an appearance with nothing in it hides a value, unless the viewer is asked to draw anew`() {
    #expect(codes(read("/V(x)", drawing: "")) == ["value-not-drawn"])
    #expect(codes(read("/V(x)", drawing: "", form: "/NeedAppearances true")) == [])
    #expect(read("/V(x)", drawing: "").fields.first?.drawn?.isBlank == true)
  }

  @Test(arguments: ["/F 2", "/F 32", "/Rect[5 5 5 5]"])
  func `a value in a field that no page lets see is noted`(entries: String) {
    let sketch = PDFSketch("<</T(a)/FT/Tx/Subtype/Widget/V(x)\(entries)>>")
    #expect(codes(reader.read(untrustedBytes: sketch.bytes).file) == ["value-not-drawn"])
  }

  /// Two-byte codes: 1 is 张, 2 the geta mark, 3 a radical, 4 has no Unicode value.
  private static let map = "1 beginbfchar <0001> <5F20> <0002> <3013> <0003> <2F08> <0005> <4E09> endbfchar"
  private static let composite = [
    "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[8 0 R]>>",
    "<</Length \(map.utf8.count + 68)>>stream\nbegincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange   \(map) \nendstream",
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
  ]

  @Test(
    arguments: [
      ("<FEFF5F204E09>", "<00010005>", [], true),
      ("<FEFF5F204EBA>", "<00010005>", ["drawn-differs"], true),
      ("<FEFF5F204E09>", "<00010002>", [], false),
      ("<FEFF5F204E09>", "<00010004>", [], false),
      ("<FEFF4EBA>", "<0003>", [], true),
      ("<FEFF5F20>", "<0004>", [], false),
    ] as [(String, String, [String], Bool)])
  func `glyphs that say nothing are unknown, and those of radicals are the ideographs'`(
    stored: String, shown: String, expected: [String], isReadable: Bool
  ) {
    let file = read(
      "/V\(stored)", drawing: text(shown), font: Self.composite[0], more: Array(Self.composite.dropFirst()))
    #expect(codes(file) == expected)
    #expect(file.fields.first?.drawn?.isReadable == isReadable)
  }

  private static func notEmbedded(_ map: String) -> (font: String, more: [String]) {
    (
      "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/\(map)/DescendantFonts[7 0 R]>>",
      [
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
      ]
    )
  }

  /// 张三 and 张 12, as programs write them that draw with a font of the system: the codes of these maps are characters.
  @Test(
    arguments: [
      ("UniGB-UCS2-H", "<FEFF5F204E09>", "<5F204E09>", []),
      ("UniGB-UTF16-H", "<FEFF5F204E09>", "<5F204E09>", []),
      ("GBK-EUC-H", "<FEFF5F204E09>", "<D5C5C8FD>", []),
      ("GBK-EUC-H", "<FEFF5F2000310032>", "<D5C53132>", []),
      ("UniGB-UCS2-H", "<FEFF5F204E09>", "<5F204E8C>", ["drawn-differs"]),
      ("GBK-EUC-H", "<FEFF5F2000310032>", "<D5C53133>", ["drawn-differs"]),
    ] as [(String, String, String, [String])])
  func `what stands there in a Chinese font that is not embedded is read, figures of half a width too`(
    map: String, stored: String, shown: String, expected: [String]
  ) {
    let (font, more) = Self.notEmbedded(map)
    let file = read("/V\(stored)", drawing: text(shown), font: font, more: more)
    #expect(codes(file) == expected)
    #expect(file.fields.first?.drawn?.isReadable == true)
  }

  @Test(
    arguments: [
      ("/Ff 131072/V(B)", "(Bee)", []),
      ("/Ff 131072/V(B)", "(B)", []),
      ("/Ff 131072/V(B)", "(C)", ["drawn-differs"]),
      ("/V(B)", "(Bee) Tj 0 -9 Td (C)", []),
    ] as [(String, String, [String])])
  func `a combo box shows the label of its value, a list box all its options`(
    entries: String, shown: String, expected: [String]
  ) {
    let sketch = PDFSketch(
      "<</T(a)/FT/Ch/Opt[[(B)(Bee)](C)]/Subtype/Widget/Rect[0 0 90 20]/AP<</N 5 0 R>>\(entries)>>", look(text(shown)),
      Self.plainFont)
    #expect(codes(reader.read(untrustedBytes: sketch.bytes).file) == expected)
  }

  @Test(
    arguments: [
      ("/V/Yes/AS/Yes", "0 0 m 5 5 l S", "", []),
      ("/V/Yes/AS/Yes", "", "", ["value-not-drawn"]),
      ("/V/Off/AS/Off", "0 0 m 5 5 l S", "", []),
      ("/V/Off/AS/Off", "0 0 m 5 5 l S", "0 0 m 5 5 l S", ["drawn-differs"]),
      ("/V/Off/AS/Off", "", "0 0 m 5 5 l S", ["drawn-differs"]),
      ("/V/Off/AS/Off", "0 0 9 9 re S 0 0 m 5 5 l S", "0 0 9 9 re S", []),
      ("/V/Yes/AS/Gone", "0 0 m 5 5 l S", "", ["state-differs", "value-not-drawn"]),
    ] as [(String, String, String, [String])])
  func `a button that is on shows something, and off does not look like on`(
    entries: String, on: String, off: String, expected: [String]
  ) {
    let sketch = PDFSketch(
      "<</T(a)/FT/Btn/Subtype/Widget/Rect[0 0 9 9]/AP<</N<</Yes 5 0 R/Off 7 0 R>>>>\(entries)>>", look(on),
      Self.plainFont, look(off))
    let file = reader.read(untrustedBytes: sketch.bytes).file
    #expect(codes(file) == expected)
  }

  @Test func `a ticked look of the off state is found by its mark`() {
    let sketch = PDFSketch(
      "<</T(a)/FT/Btn/Subtype/Widget/Rect[0 0 9 9]/AS/Off/AP<</N<</Yes 7 0 R/Off 5 0 R>>>>>>", look(text("(4)")),
      "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>", look("0 0 m 5 5 l S"))
    let file = reader.read(untrustedBytes: sketch.bytes).file
    #expect(file.fields.first?.drawn?.text == "\u{2714}" && file.fields.first?.state == "Off")
    #expect(codes(file) == ["drawn-differs"])
  }

  @Test func `appearances inside encrypted, compressed and prefixed files are read as well`() {
    let plain = PDFSketch(
      "<</T(a)/FT/Tx/Subtype/Widget/Rect[0 0 90 20]/V(x)/AP<</N 5 0 R>>>>", look(text("(y)")), Self.plainFont
    ).bytes
    let prefixed = reader.read(untrustedBytes: Array("some bytes before\n".utf8) + plain).file
    #expect(prefixed.fields.first?.drawn?.text == "y")
  }

  @Test(arguments: [
    "/F 9 Tf (x) Tj BI /W 1 ID EI Q Q Q BT", "((((", "<< /A [ <<", "<41", "/X Do /X Do", "\\", "%",
    String(repeating: "q ", count: 10_000), String(repeating: "[", count: 10_000), "1e999 Tr (x) Tj", "/ / /#",
  ])
  func `broken contents end`(content: String) {
    #expect(read("/V(x)", drawing: content).status == .ok)
  }

  @Test func `forms that draw themselves end`() {
    let content = "/X Do /X Do /X Do /X Do"
    let sketch = PDFSketch(
      "<</T(a)/FT/Tx/Subtype/Widget/Rect[0 0 90 20]/V(x)/AP<</N 5 0 R>>>>",
      "<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length \(content.utf8.count)>>stream\n\(content)\nendstream"
    )
    #expect(codes(reader.read(untrustedBytes: sketch.bytes).file) == ["value-not-drawn"])
  }
}
