/// A font program for the glyphs that a document uses, ready to be embedded in a PDF.
package struct FontSubset: Sendable {
  package enum Program: Sendable {
    /// A CID-keyed CFF table (FontFile3, CIDFontType0C). Its CIDs are the glyph ids of the whole font.
    case cff([UInt8])
    /// A TrueType file (FontFile2), and where each glyph of the whole font went in it, for CIDToGIDMap: two bytes each,
    /// big-endian, by glyph id.
    case trueType([UInt8], glyphMap: [UInt8])
  }

  package var program: Program
}

/// A font that cannot be subset: its file is broken inside.
package struct BrokenFont: Error, Sendable {
  package var familyName: String
}

extension FontFace {
  /// The program of some glyphs. The same glyphs give the same bytes, in whatever order they come.
  package func subset(_ glyphs: some Sequence<GlyphID>) throws(BrokenFont) -> FontSubset {
    let wanted = Set(glyphs).subtracting([GlyphID(0)]).sorted()
    let program: FontSubset.Program? =
      switch outlines {
      case .cff: cffSubset(wanted).map { .cff($0) }
      case .trueType: trueTypeSubset(wanted)
      }
    guard let program else { throw BrokenFont(familyName: familyName) }
    return FontSubset(program: program)
  }

  private func cffSubset(_ wanted: [GlyphID]) -> [UInt8]? {
    guard let outlines = charstrings.charstrings([GlyphID(0)] + wanted, of: file) else { return nil }
    return CFFWriter(name: postScriptName, unitsPerEm: unitsPerEm, box: description.box)
      .table(glyphs: [GlyphID(0)] + wanted, outlines: outlines)
  }

  private func trueTypeSubset(_ wanted: [GlyphID]) -> FontSubset.Program? {
    file.withSubset(of: wanted, flat: false) { subset in
      var map = [UInt8](repeating: 0, count: (wanted.last.map { Int($0.rawValue) + 1 } ?? 1) * 2)
      for glyph in wanted {
        guard let new = subset.newGlyph(glyph) else { return nil }
        map[Int(glyph.rawValue) * 2] = UInt8(truncatingIfNeeded: new >> 8)
        map[Int(glyph.rawValue) * 2 + 1] = UInt8(truncatingIfNeeded: new)
      }
      return .trueType(subset.fontFile, glyphMap: map)
    }
  }
}
