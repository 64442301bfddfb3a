import Testing

@testable import Typesetting

struct LineBreakingTests {
  @Test func `no line starts with closing punctuation`() throws {
    #expect(try Fixture.lines("退休人员，社会化管理。", ems: 4) == ["退休人", "员，社会", "化管理。"])
  }

  @Test func `no line ends with opening punctuation`() throws {
    #expect(try Fixture.lines("企业名称（章）和个人", ems: 5) == ["企业名称", "（章）和个", "人"])
  }

  @Test func `words and numbers stay whole`() throws {
    let lines = try Fixture.lines("编号为Handover2026号", ems: 9)
    #expect(lines == ["编号为", "Handover2026号"])
  }

  @Test func `a word wider than a line is broken where it must be, and nothing is lost`() throws {
    let lines = try Fixture.lines("Internationalisation", ems: 3)
    #expect(lines.count > 2)
    #expect(lines.joined() == "Internationalisation")
  }

  @Test func `the dot inside a name neither starts nor ends a line`() throws {
    for ems in [2.0, 3, 4, 5] {
      let lines = try Fixture.lines("买买提·吐尔逊·阿不都", ems: ems)
      #expect(lines.joined() == "买买提·吐尔逊·阿不都")
      if ems >= 4 { #expect(lines.allSatisfy { !$0.hasPrefix("·") && !$0.hasSuffix("·") }) }
    }
  }

  @Test func `spaces hang over the edge instead of starting a line`() throws {
    #expect(try Fixture.lines("北京 上海", ems: 2) == ["北京", "上海"])
  }

  /// Han, letters and digits have a rule of their own; one more character of another kind has libunibreak asked about all.
  @Test func `the quick rule for words is that of the Unicode standard`() throws {
    let alphabet = Array("一龥聊城0123456789AZaz")
    var seed: UInt64 = 3
    for _ in 0..<300 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let text = String((0..<24).map { alphabet[Int(seed >> ($0 + 8)) % alphabet.count] })
      let (quick, careful) = (LineBreaking(try Fixture.set(text)), LineBreaking(try Fixture.set(text + "，")))
      for index in 0..<23 { #expect(quick.mayBreak(after: index) == careful.mayBreak(after: index), "\(text)") }
    }
  }
}
