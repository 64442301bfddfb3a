import Fonts
import Measures
import Testing

struct ShapingTests {
  let fonts: FontCollection

  init() throws { fonts = try TestFonts.load() }

  @Test func `Every character of a name gets a glyph of its own, rare ones from a fallback font`() throws {
    let text = "张䶮𠅤𬎆㛃𫖯"
    let shaped = try shape(text, role: .body, in: fonts)
    let glyphs = shaped.glyphs
    #expect(glyphs.map(\.scalar) == Array(text.unicodeScalars))
    #expect(glyphs.allSatisfy { $0.id != GlyphID(0) && $0.advance > 0 })
    #expect(Set(shaped.glyphs.map { shaped.faces[$0.face].familyName }).count > 1)
  }

  @Test func `Han characters are as wide as the font size`() throws {
    let shaped = try shape("退休人员", role: .form, in: fonts)
    #expect(shaped.glyphs.allSatisfy { $0.face == 0 })
    #expect(shaped.thousandths(of: 0..<4) == 4000)
    #expect(shaped.width(at: .points(10.5)) == .points(42))
  }

  @Test func `Characters that canonical equivalence makes equal stay what they are`() throws {
    let shaped = try shape("\u{F92C}\u{90CE}", role: .form, in: fonts)
    #expect(shaped.glyphs.map(\.scalar.value) == [0xF92C, 0x90CE])
  }

  @Test func `A variation selector joins its base`() throws {
    let shaped = try shape("葛\u{E0100}城", role: .form, in: fonts)
    let glyphs = shaped.glyphs
    #expect(glyphs.map(\.scalar.value) == [0x845B, 0x57CE])
    #expect(glyphs.map(\.second?.value) == [0xE0100, nil])
  }

  @Test func `A combining mark takes the glyph of the composed letter`() throws {
    let shaped = try shape("e\u{301}", role: .form, in: fonts)
    let glyph = try #require(shaped.glyphs.first)
    #expect(shaped.glyphs.count == 1)
    #expect(glyph.id == shaped.faces[glyph.face].glyph(for: "\u{E9}"))
    #expect(glyph.scalar == "e" && glyph.second == "\u{301}")
  }

  @Test(arguments: ["\u{10FFFD}", "\u{E000}", "مح", "བོད"])
  func `What no font can print is named, each character once`(_ text: String) throws {
    var found: [Unicode.Scalar] = []
    do { _ = try shape("甲" + text + text, role: .form, in: fonts) } catch { found = error.scalars }
    #expect(found == Array(text.unicodeScalars))
  }

  @Test func `Workers that shape at once get the same glyphs`() async throws {
    let text = String(String.UnicodeScalarView((0x4E00..<0x5E00).compactMap { Unicode.Scalar($0) }))
    let expected = try shape(text, role: .title, in: TestFonts.load()).glyphs
    let fonts = self.fonts
    try await withThrowingTaskGroup(of: [ShapedText.Glyph].self) { group in
      for _ in 0..<8 { group.addTask { try shape(text, role: .title, in: fonts).glyphs } }
      for try await glyphs in group { #expect(glyphs == expected) }
    }
  }

  private func quick(_ text: String, _ role: FontRole, _ glyphs: inout [PlacedGlyph]) -> PlainLine? {
    var text = text
    return text.withUTF8 { fonts.setPlainly($0, role: role, into: &glyphs) }
  }

  @Test(arguments: [
    "", "聊城", "Handover2026", "买买提·吐尔逊", "0635-8240000", "北京 ", "张䶮", "䶮", "𠅤𬎆", "葛\u{E0100}城", "e\u{301}", "\u{301}",
    "\u{FE00}", "\u{10FFFD}", "甲\u{10FFFD}", "مح", "\u{F92C}", "（１２）",
  ])
  func `The quick way sets the same glyphs as shaping, or none`(_ text: String) throws {
    for role in FontRole.allCases {
      var glyphs = [PlacedGlyph(id: GlyphID(7), scalar: "x")]
      let line = quick(text, role, &glyphs)
      #expect(glyphs.first == PlacedGlyph(id: GlyphID(7), scalar: "x"))
      guard let line else {
        #expect(glyphs.count == 1)
        continue
      }
      let shaped = try shape(text, role: role, in: fonts)
      #expect(glyphs.dropFirst().map(\.id) == shaped.glyphs.map(\.id))
      #expect(glyphs.dropFirst().map(\.scalar) == shaped.glyphs.map(\.scalar))
      #expect(shaped.glyphs.allSatisfy { shaped.faces[$0.face] == line.face && $0.second == nil })
      #expect(line.width == shaped.thousandths(of: shaped.glyphs.indices))
    }
  }

  @Test func `Plain Han text goes the quick way`() {
    var glyphs: [PlacedGlyph] = []
    #expect(quick("聊城市东昌府区", .form, &glyphs)?.width == 7000)
    #expect(glyphs.count == 7)
  }
}
