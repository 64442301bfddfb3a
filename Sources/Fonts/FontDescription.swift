/// What the tables `head`, `hhea`, `OS/2` and `post` say of a font, in font units.
package struct FontDescription: Sendable {
  package var ascender: Int
  package var descender: Int
  package var capHeight: Int
  /// The box that holds every glyph: left, bottom, right, top.
  package var box: [Int]
  /// In degrees; negative leans to the right.
  package var italicAngle: Int
  /// 400 is regular, 700 bold.
  package var weight: Int
  package var isSerif: Bool
  package var isFixedPitch: Bool
  var allowsEmbedding: Bool

  /// - Returns: `nil` when the font has no usable `head` table.
  init?(_ file: HarfBuzzFace) {
    let box = file.withTable("head") { head in (0..<4).compactMap { head.i16(36 + $0 * 2) } }
    guard box.count == 4, file.unitsPerEm > 0 else { return nil }
    self.box = box
    let em = file.unitsPerEm
    (italicAngle, isFixedPitch) = file.withTable("post") { post in
      ((post.i32(4) ?? 0) >> 16, (post.i32(12) ?? 0) != 0)
    }
    let lineMetrics = file.withTable("hhea") { (ascender: $0.i16(4), descender: $0.i16(6)) }
    let os2 = file.withTable("OS/2") { OS2($0) }
    ascender = Self.plausible(os2.ascender, em) ?? Self.plausible(lineMetrics.ascender, em) ?? em * 88 / 100
    descender = -abs(Self.plausible(os2.descender, em) ?? Self.plausible(lineMetrics.descender, em) ?? em * 12 / 100)
    capHeight = Self.plausible(os2.capHeight, em) ?? em * 7 / 10
    weight = os2.weight
    isSerif = os2.isSerif
    allowsEmbedding = os2.allowsEmbedding
  }

  /// Fonts with a zero or a wild number in these places are common.
  private static func plausible(_ units: Int?, _ em: Int) -> Int? {
    units.flatMap { abs($0) > em / 100 && abs($0) < em * 3 ? $0 : nil }
  }

  private struct OS2 {
    var ascender: Int?
    var descender: Int?
    var capHeight: Int?
    var weight: Int
    var isSerif: Bool
    var allowsEmbedding: Bool

    init(_ table: BigEndianBytes) {
      ascender = table.i16(68)
      descender = table.i16(70)
      capHeight = (table.u16(0) ?? 0) >= 2 ? table.i16(88) : nil
      weight = table.u16(4) ?? 400
      // PANOSE: family kind 2 is text, serif styles 11 to 15 are the sans serif ones.
      isSerif = table.u8(32) == 2 && !(11...15).contains(table.u8(33) ?? 0)
      // fsType: bit 1 alone forbids embedding, bit 8 forbids subsets, bit 9 allows bitmaps only (OpenType, OS/2).
      let licence = table.u16(8) ?? 0
      let restricted = licence & 0x000E == 0x0002
      allowsEmbedding = !restricted && licence & 0x0300 == 0
    }
  }
}
