private import CHarfBuzz

/// Turns text into glyphs, each character into one, with a fallback for each character.
///
/// Ligatures, contextual forms and kerning stay off, so that the text can be taken out of the page again exactly. A variation
/// selector joins the character before it; so does a combining mark when some font has a glyph for both together, and
/// otherwise it is set over that character as a glyph of its own.
///
/// - Throws: `MissingGlyphs` with all characters that no font of the role has.
package func shape(
  _ text: String, role: FontRole, in fonts: FontCollection
) throws(MissingGlyphs) -> ShapedText {
  var shaping = Shaping(fonts: fonts, role: role)
  for scalar in text.unicodeScalars { shaping.add(scalar) }
  guard shaping.missing.isEmpty else { throw MissingGlyphs(scalars: shaping.missing) }
  return shaping.shaped
}

private struct Shaping {
  let faces: [FontFace]
  let fonts: FontCollection
  let role: FontRole
  var shaped = ShapedText()
  var missing: [Unicode.Scalar] = []

  init(fonts: FontCollection, role: FontRole) {
    self.fonts = fonts
    self.role = role
    faces = fonts.faces(for: role)
  }

  mutating func add(_ scalar: Unicode.Scalar) {
    if scalar.value >= 0x300, joinsPrevious(scalar) { return }
    guard !needsShaping(scalar), let entry = fonts.entry(for: scalar, role: role) else {
      if !missing.contains(scalar) { missing.append(scalar) }
      return
    }
    append(ShapedText.Glyph(id: entry.glyph, advance: entry.advance, scalar: scalar), faces[entry.face])
  }

  private mutating func append(_ glyph: ShapedText.Glyph, _ face: FontFace) {
    if let last = shaped.runs.indices.last, shaped.runs[last].face === face {
      shaped.runs[last].glyphs.append(glyph)
    } else {
      shaped.runs.append(ShapedText.Run(face: face, glyphs: [glyph]))
    }
  }

  /// Whether the character went into the glyph before it.
  private mutating func joinsPrevious(_ scalar: Unicode.Scalar) -> Bool {
    let isSelector = scalar.properties.isVariationSelector
    guard isSelector || scalar.properties.generalCategory.isMark else { return false }
    guard let base = shaped.runs.last?.glyphs.last, base.second == nil else { return false }
    if let (face, glyph) = isSelector ? variation(base, scalar) : composition(base, scalar) {
      removeLast()
      append(
        ShapedText.Glyph(id: glyph, advance: face.thousandths(of: glyph), scalar: base.scalar, second: scalar), face)
      return true
    }
    guard isSelector, let last = shaped.runs.indices.last else { return false }
    // No font tells this variant apart: the plain form prints, and the selector stays in the text.
    shaped.runs[last].glyphs[shaped.runs[last].glyphs.count - 1].second = scalar
    return true
  }

  private func variation(_ base: ShapedText.Glyph, _ selector: Unicode.Scalar) -> (FontFace, GlyphID)? {
    first { $0.glyph(for: base.scalar, variation: selector) }
  }

  private func composition(_ base: ShapedText.Glyph, _ mark: Unicode.Scalar) -> (FontFace, GlyphID)? {
    var composed: hb_codepoint_t = 0
    guard hb_unicode_compose(hb_unicode_funcs_get_default(), base.scalar.value, mark.value, &composed) != 0,
      let scalar = Unicode.Scalar(composed)
    else { return nil }
    return first { $0.glyph(for: scalar) }
  }

  private func first(_ glyph: (FontFace) -> GlyphID?) -> (FontFace, GlyphID)? {
    for face in faces {
      if let found = glyph(face) { return (face, found) }
    }
    return nil
  }

  private mutating func removeLast() {
    guard let last = shaped.runs.indices.last else { return }
    shaped.runs[last].glyphs.removeLast()
    if shaped.runs[last].glyphs.isEmpty { shaped.runs.removeLast() }
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool {
    switch self {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}

/// Scripts that run from the right, join their letters or move them about, by blocks.
private func needsShaping(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x0590: false
  case 0x0590...0x08FF,  // Hebrew to Arabic
    0x0900...0x109F,  // Devanagari to Myanmar, with Thai and Tibetan
    0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF,  // Hangul in single letters
    0x1700...0x18AF,  // Tagalog to Mongolian
    0x1900...0x194F, 0x1A00...0x1BFF, 0x1C00...0x1C4F,  // Limbu, Buginese to Batak, Lepcha
    0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069,  // direction marks
    0xA800...0xA82F, 0xA840...0xA8DF, 0xA8E0...0xA8FF, 0xA930...0xA95F, 0xA980...0xAAFF, 0xABC0...0xABFF,
    0xFB1D...0xFDFF, 0xFE70...0xFEFC,  // presentation forms of Hebrew and Arabic
    0x10800...0x10FFF, 0x11000...0x11FFF, 0x1E800...0x1EFFF:
    true
  default: false
  }
}
