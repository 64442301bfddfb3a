import Testing

@testable import Fonts

struct CharstringTests {
  /// A square of 100 units with one rounded corner, drawn with many operators.
  private let square: [UInt8] =
    [239, 22]  // 100 hmoveto
    + [239, 239, 6]  // 100 100 hlineto: right, up
    + [39, 189, 8, 8].dropLast(4) + [39, 6]  // -100 hlineto
    + [14]

  @Test func `an outline keeps its points on the coarse grid`() throws {
    let simple = try #require(CharstringEncoder.simplified(square, unitsPerEm: 1000))
    let path = try #require(CharstringPath(simple))
    var points: [CharstringPath.Point] = []
    for segment in path.segments {
      switch segment {
      case .move(let point), .line(let point), .curve(_, _, let point): points.append(point)
      }
    }
    #expect(points == [.init(x: 100, y: 0), .init(x: 200, y: 0), .init(x: 200, y: 100), .init(x: 100, y: 100)])
  }

  @Test func `every glyph of a text stays within a step of where it was drawn`() throws {
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
          let step = Double(face.unitsPerEm / CharstringEncoder.stepsPerEm)
          #expect(point.x.remainder(dividingBy: step) == 0 && point.y.remainder(dividingBy: step) == 0)
        }
      }
    }
  }

  @Test(arguments: [[10], [255, 0, 0], [1, 14], [139, 139, 139, 5]] as [[UInt8]])
  func `what is not a flat outline is left as it is`(bytes: [UInt8]) {
    #expect(CharstringEncoder.simplified(bytes, unitsPerEm: 1000) == nil)
  }
}
