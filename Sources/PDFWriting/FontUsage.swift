internal import Fonts

/// A font as a PDF knows it: a face, and which of its characters a glyph means.
///
/// Where several characters share a glyph, the first is in the font of rank 0, the next in one of rank 1: each glyph of a font
/// then stands for one character, and text can be taken out exactly.
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

/// Which glyphs of which fonts some pages use, and by which codes they call them.
struct FontUsage: Sendable {
  /// How glyphs get their codes.
  enum Coding: Sendable {
    /// In the order of their use, from 1: small numbers for a file of its own.
    case sequence
    /// A glyph's id in the whole font, whatever else the file holds: so the same value gives the same bytes on every page
    /// and in every worker, for files that papers share.
    case glyphIDs

    @inline(__always)
    func code(of glyph: GlyphID, at place: Int) -> UInt16 {
      self == .sequence ? UInt16(truncatingIfNeeded: place + 1) : glyph.rawValue
    }
  }

  struct Font: Sendable {
    let key: FontKey
    let coding: Coding
    private(set) var glyphs = GlyphList()
    /// Of glyphs that no single character has: what the least of their uses stood for.
    private(set) var clusters: [GlyphID: Cluster] = [:]

    init(key: FontKey, coding: Coding) {
      self.key = key
      self.coding = coding
    }

    /// The glyph's code, if the font has the glyph.
    @inline(__always)
    func code(of glyph: GlyphID) -> UInt16? {
      guard let place = glyphs.position(of: glyph) else { return nil }
      return coding.code(of: glyph, at: place)
    }

    /// Takes the glyph into the font.
    ///
    /// - Returns: Its code.
    mutating func use(_ glyph: GlyphID, as cluster: Cluster?) -> UInt16 {
      if let cluster { clusters[glyph] = min(cluster, clusters[glyph] ?? cluster) }
      return coding.code(of: glyph, at: glyphs.insert(glyph))
    }

    mutating func merge(_ other: Font) {
      for glyph in other.glyphs.glyphs { _ = glyphs.insert(glyph) }
      clusters.merge(other.clusters) { min($0, $1) }
    }

    /// All glyphs with their codes, these rising.
    var coded: [(glyph: GlyphID, code: UInt16)] {
      switch coding {
      case .sequence: glyphs.glyphs.enumerated().map { ($1, coding.code(of: $1, at: $0)) }
      case .glyphIDs: glyphs.glyphs.filter { $0.rawValue > 0 }.sorted().map { ($0, $0.rawValue) }
      }
    }

    /// What a glyph means by itself.
    func scalars(of glyph: GlyphID) -> [Unicode.Scalar] {
      if let scalar = key.face.characters.scalar(of: glyph, rank: key.rank) { return [scalar] }
      return clusters[glyph]?.scalars ?? []
    }
  }

  let coding: Coding
  private(set) var fonts: [Font] = []

  init(coding: Coding) { self.coding = coding }

  /// The font's place in `fonts`.
  mutating func index(of key: FontKey) -> Int {
    if let known = find(key) { return known }
    fonts.append(Font(key: key, coding: coding))
    return fonts.count - 1
  }

  func find(_ key: FontKey) -> Int? {
    fonts.firstIndex { $0.key.face === key.face && $0.key.rank == key.rank }
  }

  @inline(__always)
  func code(of glyph: GlyphID, in font: Int) -> UInt16? { fonts[font].code(of: glyph) }

  mutating func use(_ glyph: GlyphID, in font: Int, as cluster: Cluster?) -> UInt16 {
    fonts[font].use(glyph, as: cluster)
  }

  mutating func merge(_ other: Font, into font: Int) { fonts[font].merge(other) }
}
