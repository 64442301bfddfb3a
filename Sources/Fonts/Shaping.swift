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
  var shaped = ShapedText()
  var text = text
  let missing = text.withUTF8 { shape($0, role: role, in: fonts, into: &shaped) }
  guard missing.isEmpty else { throw MissingGlyphs(scalars: missing) }
  return shaped
}

/// The same for UTF-8, in the memory of a text shaped before.
///
/// - Returns: The characters that no font of the role has, each once; `shaped` goes without them.
package func shape(
  _ text: UnsafeBufferPointer<UInt8>, role: FontRole, in fonts: FontCollection, into shaped: inout ShapedText
) -> [Unicode.Scalar] {
  shaped.faces = fonts.faces(for: role)
  shaped.removeAll()
  let table = fonts.table(for: role)
  var missing: [Unicode.Scalar] = []
  var position = 0
  while position < text.count {
    let scalar = text.scalar(at: &position)
    let entry = table[scalar]
    if let entry, entry.isPlain {
      shaped.append(entry, scalar)
    } else if !(scalar.mayJoinPrevious && shaped.joinLast(scalar)) {
      if let entry, !scalar.needsShaping {
        shaped.append(entry, scalar)
      } else if !missing.contains(scalar) {
        missing.append(scalar)
      }
    }
  }
  return missing
}

extension ShapedText {
  fileprivate mutating func append(_ entry: GlyphTable.Entry, _ scalar: Unicode.Scalar) {
    glyphs.append(Glyph(id: entry.glyph, face: entry.face, advance: entry.advance, scalar: scalar))
  }

  /// Puts a selector or mark into the last glyph; `false` when it must stand by itself.
  fileprivate mutating func joinLast(_ scalar: Unicode.Scalar) -> Bool {
    guard let base = glyphs.last, base.second == nil else { return false }
    let isSelector = scalar.properties.isVariationSelector
    if let (face, glyph) = isSelector ? variation(base, scalar) : composition(base, scalar) {
      glyphs[glyphs.count - 1] = Glyph(
        id: glyph, face: face, advance: faces[face].thousandths(of: glyph), scalar: base.scalar, second: scalar)
      return true
    }
    // No font tells this variant apart: the plain form prints, and the selector stays in the text.
    if isSelector { glyphs[glyphs.count - 1].second = scalar }
    return isSelector
  }

  private func variation(_ base: Glyph, _ selector: Unicode.Scalar) -> (face: Int, GlyphID)? {
    first { $0.glyph(for: base.scalar, variation: selector) }
  }

  private func composition(_ base: Glyph, _ mark: Unicode.Scalar) -> (face: Int, GlyphID)? {
    var composed: hb_codepoint_t = 0
    guard hb_unicode_compose(hb_unicode_funcs_get_default(), base.scalar.value, mark.value, &composed) != 0,
      let scalar = Unicode.Scalar(composed)
    else { return nil }
    return first { $0.glyph(for: scalar) }
  }

  private func first(_ glyph: (FontFace) -> GlyphID?) -> (face: Int, GlyphID)? {
    for (index, face) in faces.enumerated() {
      if let found = glyph(face) { return (index, found) }
    }
    return nil
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

extension Unicode.Scalar {
  /// Whether it is a variation selector or a combining mark.
  var mayJoinPrevious: Bool {
    value >= 0x300 && (properties.isVariationSelector || properties.generalCategory.isMark)
  }

  /// Scripts that run from the right, join their letters or move them about, by blocks.
  var needsShaping: Bool {
    switch value {
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
}
