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
  private var faces: [FontFace] = []
  private var face = 0
  private var known = KnownChoices()

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
    if face < faces.count, faces[face] === next { return }
    face = faces.firstIndex { $0 === next } ?? faces.count
    if face == faces.count { faces.append(next) }
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
    let face = faces[self.face]
    let rank = glyph.second == nil ? face.characters.rank(of: glyph.scalar, in: glyph.id) : nil
    guard let rank else {
      let cluster = Cluster(base: glyph.scalar, second: glyph.second)
      return (own(glyph.id, FontKey(face: face, rank: 0), cluster), cluster)
    }
    let key = FontKey(face: face, rank: rank)
    let choice = given(glyph.id, key) ?? own(glyph.id, key, nil)
    known.remember(choice, for: glyph, face: self.face)
    return (choice, nil)
  }

  private func given(_ glyph: GlyphID, _ key: FontKey) -> Choice? {
    guard let given, let index = given.find(key), let code = given.fonts[index].code(of: glyph) else { return nil }
    return Choice(name: Name(isGiven: true, index: index), code: code)
  }

  private mutating func own(_ glyph: GlyphID, _ key: FontKey, _ cluster: Cluster?) -> Choice {
    let index = usage.index(of: key)
    return Choice(name: Name(isGiven: false, index: index), code: usage.use(glyph, in: index, as: cluster))
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
