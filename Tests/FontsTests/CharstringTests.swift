import Testing

@testable import Fonts

struct CharstringTests {
  /// A square of 100 units with one rounded corner, drawn with many operators.
  private let square: [UInt8] =
    [239, 22]  // 100 hmoveto
    + [239, 239, 6]  // 100 100 hlineto: right, up
    + [39, 189, 8, 8].dropLast(4) + [39, 6]  // -100 hlineto
    + [14]

  private func simplified(_ bytes: [UInt8], standard: Double = 1000) -> Charstring? {
    CharstringEncoder.simplified(bytes, widths: .init(standard: standard, nominal: 600), unitsPerEm: 1000)
  }

  @Test func `an outline keeps its points on the coarse grid`() throws {
    let simple = try #require(simplified(square))
    let path = try #require(CharstringPath(simple.bytes))
    var points: [CharstringPath.Point] = []
    for segment in path.segments {
      switch segment {
      case .move(let point), .line(let point), .curve(_, _, let point): points.append(point)
      }
    }
    // Of 128 steps to the em.
    #expect(points == [.init(x: 13, y: 0), .init(x: 26, y: 0), .init(x: 26, y: 13), .init(x: 13, y: 13)])
    #expect(simple.unitsPerEm == GridOutline.stepsPerEm)
  }

  @Test func `every glyph of a text is drawn on the grid`() throws {
    let face = try TestFonts.load().mainFace(for: .form)
    let glyphs = "国有企业退休人员信息表0123456789Xx·√年月日".unicodeScalars.compactMap { face.glyph(for: $0) }
    try #require(glyphs.count > 20)
    let outlines = try #require(face.charstrings.charstrings(glyphs, of: face.file))
    for outline in outlines {
      let path = try #require(CharstringPath(outline.bytes))
      #expect(!path.segments.isEmpty)
      for segment in path.segments {
        switch segment {
        case .move(let point), .line(let point), .curve(_, _, let point):
          #expect(point.x == point.x.rounded() && point.y == point.y.rounded())
        }
      }
    }
  }

  @Test(arguments: [[10], [255, 0, 0], [1, 14], [139, 139, 139, 5]] as [[UInt8]])
  func `what is not a flat outline is left as it is`(bytes: [UInt8]) {
    #expect(simplified(bytes) == nil)
  }

  /// Advances of 1000, 500 and 224 units: the em itself is not written, and what is no whole step is a fraction.
  @Test func `an advance stays what it was`() throws {
    func advance(_ standard: Double, _ bytes: [UInt8]) throws -> Double {
      let simple = try #require(simplified(bytes, standard: standard))
      return try #require(CharstringPath(simple.bytes)).width ?? simple.widths.standard
    }
    #expect(try advance(1000, square) == 128)
    #expect(try advance(500, square) == 64)
    #expect(try abs(advance(224, square) - 28.672) < 0.0001)
    #expect(try advance(1000, [39] + square) == 64)
  }

  @Test func `what an outline need not say is left out`() throws {
    // Right, right again, up, and back to the start: one line less, and none to close.
    let triangle: [UInt8] = [139, 22] + [239, 139, 239, 139, 139, 239, 5] + [159, 139, 5] + [14]
    let closing: [UInt8] = [139, 22] + [239, 139, 239, 139, 139, 239, 5] + [28, 255, 56, 39, 5] + [14]
    func count(_ bytes: [UInt8]) throws -> Int? {
      CharstringPath(try #require(simplified(bytes)).bytes)?.segments.count
    }
    #expect(try count(closing) == 3)
    #expect(try count(triangle) == 4)
  }
}
