internal import Fonts

/// Glyphs in the order in which they were first used, each once, found again by a small hash table.
struct GlyphList: Sendable {
  private(set) var glyphs: [GlyphID] = []
  /// Each entry is a glyph, from 1, over its place in `glyphs`; 0 is empty. The table's size is a power of two, and twice the
  /// number of glyphs at least.
  private var table = [UInt64](repeating: 0, count: 128)

  @inline(__always)
  func position(of glyph: GlyphID) -> Int? {
    let entry = table[slot(of: glyph)]
    return entry == 0 ? nil : Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)
  }

  /// - Returns: Where the glyph is, now if not before.
  mutating func insert(_ glyph: GlyphID) -> Int {
    let slot = slot(of: glyph)
    if table[slot] > 0 { return Int(truncatingIfNeeded: table[slot] & 0xFFFF_FFFF) }
    table[slot] = Self.entry(glyph, at: glyphs.count)
    glyphs.append(glyph)
    if glyphs.count * 2 > table.count { grow() }
    return glyphs.count - 1
  }

  private static func entry(_ glyph: GlyphID, at place: Int) -> UInt64 {
    (UInt64(glyph.rawValue) + 1) << 32 | UInt64(place)
  }

  /// Where the glyph stands in the table, or would.
  @inline(__always)
  private func slot(of glyph: GlyphID) -> Int {
    let mask = table.count - 1
    let key = UInt64(glyph.rawValue) + 1
    var slot = Int((UInt32(glyph.rawValue) &* 0x9E37_79B1) >> 15) & mask
    while table[slot] > 0, table[slot] >> 32 != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    table = [UInt64](repeating: 0, count: table.count * 4)
    for (index, glyph) in glyphs.enumerated() { table[slot(of: glyph)] = Self.entry(glyph, at: index) }
  }
}
