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

  @Test func `Content is written as everything else is`() {
    var numbers = [0, 1, -1, 9, 10, 99, 100, 101, 110, -5, -50, -100, 12_345, Int.max, Int.min]
    var seed: UInt64 = 1
    for shift in 0..<2000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      numbers.append(Int(truncatingIfNeeded: seed) >> (shift % 64))
    }
    // Small at first, so that it has to grow in the midst of things.
    var content = ContentBytes(capacity: 0)
    var plain = PDFBytes()
    for number in numbers {
      content.integer(number)
      plain.integer(number)
      content.raw(" Td ")
      plain.raw(" Td ")
      content.hundredths(number)
      plain.hundredths(number)
      content.raw(plain.bytes, 0..<plain.count / 2)
      plain.bytes += plain.bytes[0..<plain.count / 2]
      content.raw(plain)
      plain.raw(plain)
      content.hex16(UInt16(truncatingIfNeeded: number))
      plain.hex16(UInt16(truncatingIfNeeded: number))
      guard plain.count > 10_000 else { continue }
      #expect(content.count == plain.count)
      #expect(content.bytes == plain.bytes)
      content = ContentBytes(capacity: 0)
      plain = PDFBytes()
    }
    for value in UInt16.min...UInt16.max {
      content.literal16(value)
      plain.literal16(value)
    }
    #expect(content.bytes == plain.bytes)
  }
}
