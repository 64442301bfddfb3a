import Fonts
import Foundation
import Testing

struct SubsetTests {
  let fonts: FontCollection

  init() throws { fonts = try TestFonts.load() }

  private func glyphs(_ text: String, _ face: FontFace) -> [GlyphID] {
    text.unicodeScalars.compactMap { face.glyph(for: $0) }
  }

  @Test func `A subset does not depend on the order of asking or on what was asked before`() throws {
    let face = fonts.mainFace(for: .form)
    let first = try face.subset(glyphs("退休人员", face))
    _ = try face.subset(glyphs("档案移交名册", face))
    let second = try face.subset(glyphs("员人休退退", face))
    let other = try TestFonts.load().mainFace(for: .form)
    let third = try other.subset(glyphs("员人休退", other))
    #expect(bytes(first) == bytes(second))
    #expect(bytes(first) == bytes(third))
  }

  @Test func `A subset of a large font is small`() throws {
    let face = fonts.mainFace(for: .form)
    let text = String(String.UnicodeScalarView((0x4E00..<0x4E32).compactMap { Unicode.Scalar($0) }))
    let size = try bytes(face.subset(glyphs(text, face))).count
    #expect(size > 2_000 && size < 14_000)
  }

  @Test func `A TrueType subset maps each glyph of the font to its own`() throws {
    let face = try #require(fonts.faces(for: .form).first { $0.outlines == .trueType })
    let wanted = glyphs("𠅤", face)
    guard case .trueType(let file, let map) = try face.subset(wanted).program else {
      Issue.record("not TrueType")
      return
    }
    let glyph = try #require(wanted.first)
    #expect(Array(file.prefix(4)) == [0, 1, 0, 0])
    #expect(map.count == Int(glyph.rawValue) * 2 + 2)
    #expect(map.suffix(2) == [0, 1])
  }

  private func bytes(_ subset: FontSubset) -> [UInt8] {
    switch subset.program {
    case .cff(let bytes): bytes
    case .trueType(let bytes, _): bytes
    }
  }
}
