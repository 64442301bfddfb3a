internal import Fonts
internal import Pages

/// Finds for each glyph the font of the PDF that it is taken from, and its code there.
///
/// The same few hundred glyphs come again and again: what was found out is kept in a small table, and most glyphs cost one look
/// into it.
struct FontChoice {
  /// The fonts that values bring.
  private(set) var usage: FontUsage
  /// Fonts that stand in the file already: those of a form's fixed part.
  private let given: FontUsage?
  /// The faces met so far; `face` is the place of the one that was turned to.
  private var faces: [Met] = []
  private var face = 0
  private var known = KnownChoices()

  /// A face, and what each of its glyphs needs to know.
  private struct Met {
    let face: FontFace
    let characters: ScalarsOfGlyphs
    /// Where the font of its plain characters stands among the own ones.
    var plain: Int?
  }

  /// A font as content names it.
  struct Name: Equatable {
    var isGiven: Bool
    var index: Int
  }

  struct Choice {
    var name: Name
    var code: UInt16
  }

  init(given: FontUsage?, coding: FontUsage.Coding) {
    self.given = given
    usage = FontUsage(coding: coding)
  }

  /// Says of which face the next glyphs are.
  mutating func turn(to next: FontFace) {
    if face < faces.count, faces[face].face === next { return }
    face = faces.firstIndex { $0.face === next } ?? faces.count
    if face == faces.count { faces.append(Met(face: next, characters: next.characters)) }
  }

  /// What is known of a glyph already; `nil` when it has to be found out.
  @inline(__always)
  func recall(_ glyph: GlyphRun.Glyph) -> Choice? {
    glyph.second == nil ? known.recall(glyph, face: face) : nil
  }

  /// Finds out about a glyph.
  ///
  /// - Returns: Also what must be said of it because the font does not say it.
  mutating func choose(_ glyph: GlyphRun.Glyph) -> (Choice, Cluster?) {
    guard let rank = rank(of: glyph) else {
      let cluster = Cluster(base: glyph.scalar, second: glyph.second)
      return (own(glyph.id, rank: 0, cluster), cluster)
    }
    let choice = given(glyph.id, rank: rank) ?? own(glyph.id, rank: rank, nil)
    known.remember(choice, for: glyph, face: face)
    return (choice, nil)
  }

  private func rank(of glyph: GlyphRun.Glyph) -> Int? {
    guard glyph.second == nil else { return nil }
    if faces[face].characters.isFirst(glyph.scalar, of: glyph.id) { return 0 }
    return faces[face].characters.rank(of: glyph.scalar, in: glyph.id)
  }

  private func given(_ glyph: GlyphID, rank: Int) -> Choice? {
    guard let given, let index = given.find(FontKey(face: faces[face].face, rank: rank)),
      let code = given.code(of: glyph, in: index)
    else { return nil }
    return Choice(name: Name(isGiven: true, index: index), code: code)
  }

  private mutating func own(_ glyph: GlyphID, rank: Int, _ cluster: Cluster?) -> Choice {
    let index = font(rank: rank)
    return Choice(name: Name(isGiven: false, index: index), code: usage.use(glyph, in: index, as: cluster))
  }

  private mutating func font(rank: Int) -> Int {
    if rank == 0, let plain = faces[face].plain { return plain }
    let index = usage.index(of: FontKey(face: faces[face].face, rank: rank))
    if rank == 0 { faces[face].plain = index }
    return index
  }
}

/// The last choices, by glyph, each in one word: face and glyph and character above code and font.
private struct KnownChoices {
  private static let size = 512
  private var entries = [UInt64](repeating: 0, count: Self.size)

  @inline(__always)
  func recall(_ glyph: GlyphRun.Glyph, face: Int) -> FontChoice.Choice? {
    let entry = entries[Int(glyph.id.rawValue) & (Self.size - 1)]
    guard entry >> 20 == Self.key(glyph, face) else { return nil }
    return FontChoice.Choice(
      name: FontChoice.Name(isGiven: entry & 8 != 0, index: Int(truncatingIfNeeded: entry & 7)),
      code: UInt16(truncatingIfNeeded: entry >> 4))
  }

  /// Choices for which a word has no room are found out each time.
  mutating func remember(_ choice: FontChoice.Choice, for glyph: GlyphRun.Glyph, face: Int) {
    guard face < 127, choice.name.index < 8 else { return }
    let font = UInt64(choice.name.index) | (choice.name.isGiven ? 8 : 0)
    entries[Int(glyph.id.rawValue) & (Self.size - 1)] =
      Self.key(glyph, face) << 20 | UInt64(choice.code) << 4 | font
  }

  /// 44 bits, never 0.
  @inline(__always)
  private static func key(_ glyph: GlyphRun.Glyph, _ face: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: face + 1) << 37 | UInt64(glyph.scalar.value) << 16 | UInt64(glyph.id.rawValue)
  }
}
