import Fonts
import Measures
import Testing

struct ShapingTests {
  let fonts: FontCollection

  init() throws { fonts = try TestFonts.load() }

  @Test func `Every character of a name gets a glyph of its own, rare ones from a fallback font`() throws {
    let text = "张䶮𠅤𬎆㛃𫖯"
    let shaped = try shape(text, role: .body, in: fonts)
    let glyphs = shaped.runs.flatMap(\.glyphs)
    #expect(glyphs.map(\.scalar) == Array(text.unicodeScalars))
    #expect(glyphs.allSatisfy { $0.id != GlyphID(0) && $0.advance > 0 })
    #expect(Set(shaped.runs.map { $0.face.familyName }).count > 1)
  }

  @Test func `Han characters are as wide as the font size`() throws {
    let shaped = try shape("退休人员", role: .form, in: fonts)
    #expect(shaped.runs.count == 1)
    #expect(shaped.thousandths == 4000)
    #expect(shaped.width(at: .points(10.5)) == .points(42))
  }

  @Test func `Characters that canonical equivalence makes equal stay what they are`() throws {
    let shaped = try shape("\u{F92C}\u{90CE}", role: .form, in: fonts)
    #expect(shaped.runs.flatMap(\.glyphs).map(\.scalar.value) == [0xF92C, 0x90CE])
  }

  @Test func `A variation selector joins its base`() throws {
    let shaped = try shape("葛\u{E0100}城", role: .form, in: fonts)
    let glyphs = shaped.runs.flatMap(\.glyphs)
    #expect(glyphs.map(\.scalar.value) == [0x845B, 0x57CE])
    #expect(glyphs.map(\.second?.value) == [0xE0100, nil])
  }

  @Test func `A combining mark takes the glyph of the composed letter`() throws {
    let shaped = try shape("e\u{301}", role: .form, in: fonts)
    let glyph = try #require(shaped.runs.flatMap(\.glyphs).first)
    #expect(shaped.runs.flatMap(\.glyphs).count == 1)
    #expect(glyph.id == shaped.runs[0].face.glyph(for: "\u{E9}"))
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
    let expected = try shape(text, role: .title, in: TestFonts.load()).runs.flatMap(\.glyphs)
    let fonts = self.fonts
    try await withThrowingTaskGroup(of: [ShapedText.Glyph].self) { group in
      for _ in 0..<8 { group.addTask { try shape(text, role: .title, in: fonts).runs.flatMap(\.glyphs) } }
      for try await glyphs in group { #expect(glyphs == expected) }
    }
  }
}
