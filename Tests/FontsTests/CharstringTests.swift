import Testing

@testable import Fonts

struct CharstringTests {
  typealias Point = CharstringPath.Point

  /// Integers as charstrings write them.
  private func bytes(_ tokens: [Int], _ code: [UInt8]) -> [UInt8] {
    tokens.flatMap { [28, UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] } + code
  }

  /// Every operator that draws, after a move to (100, 200), and where it leads.
  @Test(arguments: [
    (5, [1, 2, 3, 4], Point(x: 104, y: 206)), (6, [1, 2, 3], Point(x: 104, y: 202)),
    (7, [1, 2, 3], Point(x: 102, y: 204)),
    (8, [1, 2, 3, 4, 5, 6], Point(x: 109, y: 212)), (24, [1, 2, 3, 4, 5, 6, 7, 8], Point(x: 116, y: 220)),
    (25, [7, 8, 1, 2, 3, 4, 5, 6], Point(x: 116, y: 220)), (26, [1, 2, 3, 4, 5], Point(x: 104, y: 211)),
    (27, [1, 2, 3, 4, 5], Point(x: 110, y: 205)), (30, [1, 2, 3, 4, 5], Point(x: 106, y: 209)),
    (31, [1, 2, 3, 4, 5], Point(x: 108, y: 207)), (31, [1, 2, 3, 4, 1, 2, 3, 4], Point(x: 109, y: 211)),
  ])
  func `Each drawing operator leads where the specification says`(_ code: Int, _ numbers: [Int], _ end: Point) throws {
    let path = try #require(CharstringPath(bytes([100, 200], [21]) + bytes(numbers, [UInt8(code), 14])))
    #expect(path.contours.first?.segments.last?.end == end)
  }

  @Test(arguments: [
    (35, [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 50], Point(x: 118, y: 224)),
    (34, [1, 2, 3, 4, 5, 6, 7], Point(x: 125, y: 200)),
    (36, [1, 2, 3, 4, 5, 6, 7, 8, 9], Point(x: 131, y: 200)),
    (37, [9, 2, 9, 4, 9, 6, 9, 2, 9, 4, 5], Point(x: 150, y: 200)),
  ])
  func `Flexes are two curves`(_ code: Int, _ numbers: [Int], _ end: Point) throws {
    let path = try #require(CharstringPath(bytes([100, 200], [21]) + bytes(numbers, [12, UInt8(code), 14])))
    #expect(path.contours.first?.segments.count == 2)
    #expect(path.contours.first?.segments.last?.end == end)
  }

  @Test(arguments: [
    [UInt8](), [139, 139, 21], [139, 5, 14], [28, 0], [139, 139, 3, 14], [139, 10, 14], [12], [19, 255, 14],
    [139, 139, 21, 139, 8, 14], [139, 139, 139, 139, 14],
  ])
  func `What is more or less than an outline is left alone`(_ charstring: [UInt8]) {
    #expect(CharstringPath(charstring) == nil)
  }

  @Test func `Outlines written anew are the same outlines, and rounding moves no point far`() throws {
    for role in [FontRole.form, .heading] {
      let face = try TestFonts.load().mainFace(for: role)
      let glyphs = (1...3000).map { GlyphID(UInt16($0 * 21)) }
      let originals = try #require(
        face.file.withSubset(of: glyphs, flat: true) { subset in
          subset.withTable("CFF ") { table in
            CFFReader(table).map { font in
              glyphs.compactMap { subset.newGlyph($0).flatMap { font.charstring($0) } }
            }
          }
        })
      let paths = originals.compactMap { CharstringPath($0.bytes) }
      #expect(originals.count == glyphs.count && paths.count == glyphs.count)
      for path in paths {
        #expect(CharstringPath(CharstringWriter.bytes(of: path)) == path)
        let rounded = path.rounded(to: 4)
        #expect(CharstringPath(CharstringWriter.bytes(of: rounded)) == rounded)
        #expect(rounded.rounded(to: 4) == rounded)
        #expect(rounded.width == path.width)
        guard rounded.contours.count == path.contours.count else { continue }
        for (new, old) in zip(rounded.contours, path.contours) {
          #expect(max(abs(new.start.x - old.start.x), abs(new.start.y - old.start.y)) <= 2)
        }
      }
    }
  }
}
