import Testing

@testable import Fonts

struct CharstringOperatorTests {
  typealias Point = CharstringPath.Point

  /// Integers as charstrings write them, and what follows.
  private func bytes(_ numbers: [Int], _ code: [UInt8]) -> [UInt8] {
    numbers.flatMap { [28, UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] } + code
  }

  private func end(of path: CharstringPath) -> Point? {
    switch path.segments.last {
    case .move(let end), .line(let end), .curve(_, _, let end): end
    case nil: nil
    }
  }

  private func starts(of path: CharstringPath) -> [Point] {
    path.segments.compactMap { if case .move(let start) = $0 { start } else { nil } }
  }

  /// Every operator that draws, after a move to (100, 200), and where it leads (Technical Note 5177, 4.1).
  @Test(arguments: [
    ([5], [1, 2, 3, 4], Point(x: 104, y: 206)), ([6], [1, 2, 3], Point(x: 104, y: 202)),
    ([7], [1, 2, 3], Point(x: 102, y: 204)), ([8], [1, 2, 3, 4, 5, 6], Point(x: 109, y: 212)),
    ([24], [1, 2, 3, 4, 5, 6, 7, 8], Point(x: 116, y: 220)), ([25], [7, 8, 1, 2, 3, 4, 5, 6], Point(x: 116, y: 220)),
    ([26], [1, 2, 3, 4, 5], Point(x: 104, y: 211)), ([27], [1, 2, 3, 4, 5], Point(x: 110, y: 205)),
    ([30], [1, 2, 3, 4, 5], Point(x: 106, y: 209)), ([31], [1, 2, 3, 4, 5], Point(x: 108, y: 207)),
    ([31], [1, 2, 3, 4, 1, 2, 3, 4], Point(x: 109, y: 211)),
    ([12, 34], [1, 2, 3, 4, 5, 6, 7], Point(x: 125, y: 200)),
    ([12, 35], [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 50], Point(x: 118, y: 224)),
    ([12, 36], [1, 2, 3, 4, 5, 6, 7, 8, 9], Point(x: 131, y: 200)),
    ([12, 37], [9, 2, 9, 4, 9, 6, 9, 2, 9, 4, 5], Point(x: 150, y: 200)),
  ])
  func `Each drawing operator leads where the specification says`(
    _ code: [UInt8], _ numbers: [Int], _ expected: Point
  ) throws {
    let path = try #require(CharstringPath(bytes([100, 200], [21]) + bytes(numbers, code + [14])))
    #expect(end(of: path) == expected)
  }

  @Test func `An outline on the grid stays where it is when it is written anew`() throws {
    for role in [FontRole.form, .title] {
      let face = try TestFonts.load().mainFace(for: role)
      let glyphs = (1...2000).map { GlyphID(UInt16($0 * 31)) }
      let outlines = try #require(face.charstrings.charstrings(glyphs, of: face.file))
      for outline in outlines {
        #expect(outline.unitsPerEm == GridOutline.stepsPerEm)
        let again = try #require(
          CharstringEncoder.simplified(outline.bytes, widths: outline.widths, unitsPerEm: outline.unitsPerEm))
        let (old, new) = (try #require(CharstringPath(outline.bytes)), try #require(CharstringPath(again.bytes)))
        #expect(new.width == old.width && starts(of: new) == starts(of: old))
      }
    }
  }
}
