import Glibc
import IsolatedReading
import ReaderProtocol
import Testing

/// Files that are broken or made to harm: one answer each, and the reader goes on.
@Suite struct HostileFileTests {
  private let reader = IsolatedReader()

  private static let form = PDFSketch(
    "<</T(a)/FT/Tx/V(value)/Kids[5 0 R]>>", "<</Parent 4 0 R/Rect[0 0 9 9]/Subtype/Widget>>",
    catalog: "/OpenAction<</S/JavaScript/JS(x)>>"
  ).bytes

  @Test(arguments: [
    ("", false), ("\r\n\0\0 \u{1A}", false), ("\n%Signed by nobody\n%%EOF\n", false),
    ("\n4 0 obj <</T(a)/FT/Tx/V(ot", true),
    ("\n4", true), ("</html>", true),
  ])
  func `what stands behind the end of a file is no part of it, and that it stands there is said`(
    tail: String, isNoted: Bool
  ) {
    let file = reader.read(untrustedBytes: Self.form + Array(tail.utf8)).file
    #expect(file.fields.map(\.value) == [.one("value")])
    #expect(file.findings.contains { $0.code.rawValue == "recovered" } == isNoted)
  }

  /// Zero bytes are white space to readers, also in the midst of a text in hexadecimal digits, of which they take a piece away.
  @Test(arguments: [
    ("/V<FEFF0061\(zeros(8))0062>", true), ("/V<FEFF0061\(zeros(3))0062>", false), ("\(zeros(20))", true),
    ("/DA(\(zeros(20)))", false), ("/V(\\(\\)())/Q\(zeros(9))1", true),
  ])
  func `a row of zero bytes where none is written is a piece that was lost`(entries: String, isNoted: Bool) {
    let sketch = PDFSketch("<</T(a)/FT/Tx\(entries)>>", "<</Length 40>>stream\n\(Self.zeros(40))\nendstream")
    let file = reader.read(untrustedBytes: sketch.bytes).file
    #expect(file.findings.contains { $0.code.rawValue == "recovered" } == isNoted)
  }

  private static func zeros(_ count: Int) -> String { String(repeating: "\0", count: count) }

  /// Data of zlib's format, not made any smaller: one stored block.
  private func zlib(_ text: String, sum: [UInt8]) -> [UInt8] {
    let data = Array(text.utf8)
    return [0x78, 0x01, 0x01, UInt8(data.count), 0, ~UInt8(data.count), 0xFF] + data + sum
  }

  @Test(arguments: ["/Type/ObjStm/N 1/First 4", "/Type/EmbeddedFile"])
  func `compressed data whose check sum is wrong are damaged, though readers take them; no data at all are whole`(
    entries: String
  ) {
    let (right, wrong): ([UInt8], [UInt8]) = ([0x06, 0x2C, 0x02, 0x15], [0x06, 0x2C, 0x02, 0x16])
    for (data, isNoted) in [(zlib("hello", sum: right), false), (zlib("hello", sum: wrong), true), ([], false)] {
      let head = "<<\(entries)/Filter/FlateDecode/Length \(data.count)>>stream\n"
      let catalog = entries.hasPrefix("/Type/ObjStm") ? "" : "/Metadata 5 0 R"
      let sketch = PDFSketch("<</T(a)/FT/Tx/V(x)>>", catalog: catalog)
        .adding(Array(head.utf8) + data + Array("\nendstream".utf8))
      let file = reader.read(untrustedBytes: sketch.bytes).file
      #expect(file.findings.contains { $0.code.rawValue == "recovered" } == isNoted, "\(data)")
    }
  }

  @Test func `a file cut anywhere has an answer, and a whole one is read after it`() {
    for length in stride(from: 0, to: Self.form.count, by: 16) {
      let file = reader.read(untrustedBytes: Array(Self.form.prefix(length))).file
      #expect(file.status != .failed)
      #expect(file.status == .refused || file.findings.contains { $0.code.rawValue == "recovered" })
    }
    #expect(reader.read(untrustedBytes: Self.form).file.fields.map(\.name) == ["a"])
  }

  @Test func `flipped bits never end the reader`() {
    var state: UInt64 = 20_260_101
    for _ in 0..<200 {
      var bytes = Self.form
      for _ in 0..<4 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] ^= 1 << UInt8(state >> 61)
      }
      #expect(reader.read(untrustedBytes: bytes).file.status != .failed)
    }
  }

  @Test(arguments: [
    ("<</T(a)/FT/Tx/V(x)/Kids[4 0 R]>>", ["a"]),
    ("<</T(a)/FT/Tx/Parent 4 0 R>>", ["a"]),
    ("<</T(a)/FT/Btn/Ff 32768/Opt 4 0 R/AP 4 0 R/V/X/Kids[4 0 R 4 0 R]>>", ["a"]),
    (String(repeating: "<</T(a)/FT/Tx/Kids[", count: 3_000) + String(repeating: "]>>", count: 3_000), []),
    (String(repeating: "[", count: 100_000), []),
    ("<</T(a)/FT/Tx/Rect[1e999 0 0 0]/V(x)>>", ["a"]),
  ])
  func `loops and depths end`(field: String, names: [String]) {
    let file = reader.read(untrustedBytes: PDFSketch(field).bytes).file
    #expect(file.status == .ok && file.fields.map(\.name) == names)
  }

  @Test func `a tree of ten thousand levels ends with a word`() {
    var sketch = PDFSketch("<</T(a)/FT/Tx/Kids[5 0 R]>>")
    for index in 5..<10_005 { sketch = sketch.adding("<</T(a)/Kids[\(index + 1) 0 R]>>") }
    let file = reader.read(untrustedBytes: sketch.bytes).file
    #expect(file.findings.map(\.code.rawValue) == ["field-too-deep"])
  }

  @Test(arguments: ["/Prev 9", "/Prev 99999999", "/XRefStm 9"])
  func `cross-references that lead nowhere are mended`(trailer: String) {
    let file = reader.read(untrustedBytes: PDFSketch("<</T(a)/FT/Tx/V(x)>>").withTrailer(trailer).bytes).file
    #expect(file.fields.first?.value == .one("x"))
  }

  @Test func `what is no file has an answer at once`() throws {
    var template = Array("/tmp/reader-tests-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    let pipe = folder + "/pipe"
    mkfifo(pipe, 0o600)
    defer {
      unlink(pipe)
      rmdir(folder)
    }
    #expect(reader.read(pipe).file.reason == .notAFile)
    #expect(reader.read(folder).file.reason == .notAFile)
    #expect(reader.read("/dev/zero").file.reason == .notAFile)
    #expect(reader.read(folder + "/none").file.reason == .missing)
    #expect(reader.read("").file.reason == .missing)
  }

  @Test func `a file over the limit is refused unread`() {
    var limits = ReaderLimits()
    limits.document = 100
    #expect(IsolatedReader(limits: limits).read(untrustedBytes: Self.form).file.reason == .tooLarge)
  }

  @Test(arguments: ["/V 5 0 R", "/V(x)/EF<</F 5 0 R>>"])
  func `a stream that unpacks to gigabytes costs its value and no more`(entries: String) {
    var limits = ReaderLimits()
    limits.memory = 400 << 20
    // Filling that much memory takes its time on a busy machine.
    limits.seconds = 100
    let reader = IsolatedReader(limits: limits)
    // Run-length coded thrice: each pair 81 81 stands for 128 times 81.
    let raw = [UInt8](repeating: 0x81, count: 16 << 10)
    let head = "<</Length \(raw.count)/Filter[/RunLengthDecode/RunLengthDecode/RunLengthDecode]>>stream\n"
    let sketch = PDFSketch("<</T(a)/FT/Tx\(entries)>>", catalog: "/AF[4 0 R]")
      .adding(Array(head.utf8) + raw + Array("\nendstream".utf8))
    let file = reader.read(untrustedBytes: sketch.bytes).file
    #expect(file.status == .ok && file.fields.map(\.name) == ["a"])
    let codes = file.findings.map(\.code.rawValue)
    #expect(codes.contains("value-unreadable") || codes.contains("attachment-unreadable"))
    #expect(reader.read(untrustedBytes: Self.form).file.status == .ok)
  }

  @Test func `an answer over the limit is a refusal`() {
    var limits = ReaderLimits()
    limits.answer = 10_000
    let value = String(repeating: "x", count: 20_000)
    let reader = IsolatedReader(limits: limits)
    #expect(reader.read(untrustedBytes: PDFSketch("<</T(a)/FT/Tx/V(\(value))>>").bytes).file.reason == .tooLarge)
    #expect(reader.read(untrustedBytes: Self.form).file.status == .ok)
  }
}
