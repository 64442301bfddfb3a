import Fonts
import Foundation
import Testing

struct SubsetTests {
  let fonts: FontCollection

  init() throws { fonts = try TestFonts.load() }

  private func glyphs(_ text: String, _ face: FontFace) -> [GlyphID] {
    text.unicodeScalars.compactMap { face.glyph(for: $0) }
  }

  private func subset(_ text: String, _ face: FontFace) throws -> FontSubset {
    let glyphs = glyphs(text, face)
    return try face.subset(glyphs, codes: glyphs.indices.map { UInt16($0 + 1) })
  }

  @Test func `A subset does not depend on what was asked before`() throws {
    let face = fonts.mainFace(for: .form)
    let first = try subset("退休人员", face)
    _ = try subset("档案移交名册", face)
    let second = try subset("退休人员", face)
    let third = try subset("退休人员", TestFonts.load().mainFace(for: .form))
    #expect(bytes(first) == bytes(second))
    #expect(bytes(first) == bytes(third))
  }

  @Test func `A subset of a large font is small`() throws {
    let face = fonts.mainFace(for: .form)
    let text = String(String.UnicodeScalarView((0x4E00..<0x4E32).compactMap { Unicode.Scalar($0) }))
    let size = try bytes(subset(text, face)).count
    #expect(size > 2_000 && size < 10_000)
  }

  @Test func `A TrueType subset maps each glyph of the font to its own`() throws {
    let face = try #require(fonts.faces(for: .form).first { $0.outlines == .trueType })
    let wanted = glyphs("𠅤", face)
    guard case .trueType(let file, let map) = try face.subset(wanted, codes: [7]).program else {
      Issue.record("not TrueType")
      return
    }
    #expect(Array(file.prefix(4)) == [0, 1, 0, 0])
    #expect(map == [UInt8](repeating: 0, count: 14) + [0, 1])
  }

  @Test func `Codes stand in the font as they were asked for, in a row or not`() throws {
    let face = fonts.mainFace(for: .form)
    let wanted = glyphs("退休人员", face)
    func charset(_ codes: [UInt16]) throws -> Bool {
      let expected: [UInt8] =
        codes == [5, 6, 7, 8] ? [2, 0, 5, 0, 3] : [0] + codes.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
      return try !bytes(face.subset(wanted, codes: codes)).ranges(of: expected).isEmpty
    }
    #expect(try charset([5, 6, 7, 8]))
    #expect(try charset([300, 301, 400, 40_000]))
  }

  private func bytes(_ subset: FontSubset) -> [UInt8] {
    switch subset.program {
    case .cff(let bytes): bytes
    case .trueType(let bytes, _): bytes
    }
  }
}
