internal import Fonts

/// A font as a PDF knows it: a face, and which of its characters a glyph means.
///
/// A glyph's code in a PDF is its id in the whole font, whatever else the file holds: so the same value gives the same bytes on
/// every page and in every worker. Where several characters share a glyph, the first is in the font of rank 0, the next
/// in one of rank 1: each glyph of a font then stands for one character, and text can be taken out exactly.
struct FontKey: Hashable {
  var face: FontFace
  var rank: Int
}

/// Characters that only a mark in the text can tell apart: a base with a variation selector or an accent in one glyph.
struct Cluster: Hashable, Comparable {
  var base: Unicode.Scalar
  var second: Unicode.Scalar?

  static func < (a: Cluster, b: Cluster) -> Bool {
    (a.base.value, a.second?.value ?? 0) < (b.base.value, b.second?.value ?? 0)
  }

  var scalars: [Unicode.Scalar] { [base] + (second.map { [$0] } ?? []) }
}

/// Which glyphs of which fonts some pages use.
struct FontUsage: Sendable {
  struct Font: Sendable {
    let key: FontKey
    var glyphs = GlyphSet()
    /// Of glyphs that no single character has: what the least of their uses stood for.
    var clusters: [GlyphID: Cluster] = [:]

    /// What a glyph means by itself.
    func scalars(of glyph: GlyphID) -> [Unicode.Scalar] {
      if let scalar = key.face.characters.scalar(of: glyph, rank: key.rank) { return [scalar] }
      return clusters[glyph]?.scalars ?? []
    }
  }

  private(set) var fonts: [Font] = []

  /// The font's place in `fonts`.
  mutating func index(of key: FontKey) -> Int {
    if let known = fonts.firstIndex(where: { $0.key.face === key.face && $0.key.rank == key.rank }) { return known }
    fonts.append(Font(key: key))
    return fonts.count - 1
  }

  mutating func use(_ glyph: GlyphID, in font: Int, as cluster: Cluster?) {
    fonts[font].glyphs.insert(glyph)
    guard let cluster else { return }
    fonts[font].clusters[glyph] = min(cluster, fonts[font].clusters[glyph] ?? cluster)
  }

  mutating func merge(_ other: Font, into font: Int) {
    fonts[font].glyphs.formUnion(other.glyphs)
    fonts[font].clusters.merge(other.clusters) { min($0, $1) }
  }

  func font(_ key: FontKey) -> Font? { fonts.first { $0.key == key } }
}

/// Glyph ids as bits.
struct GlyphSet: Sendable {
  private var words = [UInt64](repeating: 0, count: 1024)

  mutating func insert(_ glyph: GlyphID) {
    words[Int(glyph.rawValue) >> 6] |= 1 << UInt64(glyph.rawValue & 63)
  }

  func contains(_ glyph: GlyphID) -> Bool {
    words[Int(glyph.rawValue) >> 6] >> UInt64(glyph.rawValue & 63) & 1 == 1
  }

  mutating func formUnion(_ other: GlyphSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// The glyphs in rising order.
  var sorted: [GlyphID] {
    var glyphs: [GlyphID] = []
    for (index, word) in words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        glyphs.append(GlyphID(UInt16(index << 6 | rest.trailingZeroBitCount)))
        rest &= rest - 1
      }
    }
    return glyphs
  }
}
