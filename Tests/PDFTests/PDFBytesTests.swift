import PDFObjects
import Testing

struct PDFBytesTests {
  private func written(_ write: (inout PDFBytes) -> Void) -> String {
    var out = PDFBytes()
    write(&out)
    return String(decoding: out.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.004, "0"), (-0.004, "0"), (0.005, "0.01"), (595.2756, "595.28"),
    (0.05, "0.05"), (100, "100"), (-0.1, "-0.1"), (99.999, "100"), (.infinity, "0"), (.nan, "0"), (1e300, "0"),
  ])
  func `Numbers have two decimals at most and no trailing zeros`(_ value: Double, _ expected: String) {
    #expect(written { $0.number(value) } == expected)
  }

  @Test(arguments: [
    ("Type", "/Type"), ("text/xml", "/text#2Fxml"), ("a b", "/a#20b"), ("男", "/#E7#94#B7"),
    ("#()<>[]{}%", "/#23#28#29#3C#3E#5B#5D#7B#7D#25"),
    ("", "/"),
  ])
  func `Names escape everything but plain characters`(_ name: String, _ expected: String) {
    #expect(written { $0.name(name) } == expected)
  }

  @Test(arguments: [
    ("plain (text) \\", "(plain \\(text\\) \\\\)"), ("", "()"), ("张", "<FEFF5F20>"), ("𠅤", "<FEFFD840DD64>"),
    ("line\nbreak", "<FEFF006C0069006E0065000A0062007200650061006B>"), ("é", "<FEFF00E9>"),
  ])
  func `Text strings are ASCII as it stands, or UTF-16 with its mark`(_ text: String, _ expected: String) {
    #expect(written { $0.text(text) } == expected)
  }

  @Test(arguments: [("a", "b"), ("a", "ab"), ("a b", "ab"), ("z", "张"), ("李", "𠅤")])
  func `Names in trees are sorted as their bytes`(_ earlier: String, _ later: String) {
    #expect(PDFBytes.textStringBytes(earlier).lexicographicallyPrecedes(PDFBytes.textStringBytes(later)))
  }
}
