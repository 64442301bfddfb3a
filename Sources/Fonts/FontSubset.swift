/// A font program for the glyphs that a document uses, ready to be embedded in a PDF.
package struct FontSubset: Sendable {
  package enum Program: Sendable {
    /// A CID-keyed CFF table (FontFile3, CIDFontType0C). Its CIDs are the codes that were asked for.
    case cff([UInt8])
    /// A TrueType file (FontFile2), and where the glyph of each code is in it, for CIDToGIDMap: two bytes each,
    /// big-endian, by code.
    case trueType([UInt8], glyphMap: [UInt8])
  }

  package var program: Program
}

/// A font that cannot be subset: its file is broken inside.
package struct BrokenFont: Error, Sendable {
  package var familyName: String
}

extension FontFace {
  /// The program of some glyphs under codes of the caller's choice. Code 0 stands for no character.
  ///
  /// - Parameters:
  ///   - glyphs: Each at most once.
  ///   - codes: Of these glyphs, rising from 1 or more.
  package func subset(_ glyphs: [GlyphID], codes: [UInt16]) throws(BrokenFont) -> FontSubset {
    precondition(glyphs.count == codes.count && codes.first != 0, "each glyph has a code")
    let program: FontSubset.Program? =
      switch outlines {
      case .cff: cffSubset(glyphs, codes).map { .cff($0) }
      case .trueType: trueTypeSubset(glyphs, codes)
      }
    guard let program else { throw BrokenFont(familyName: familyName) }
    return FontSubset(program: program)
  }

  private func cffSubset(_ glyphs: [GlyphID], _ codes: [UInt16]) -> [UInt8]? {
    guard let outlines = charstrings.charstrings([GlyphID(0)] + glyphs, of: file) else { return nil }
    return writer.table(codes: codes, outlines: outlines)
  }

  private func trueTypeSubset(_ glyphs: [GlyphID], _ codes: [UInt16]) -> FontSubset.Program? {
    file.withSubset(of: glyphs, flat: false) { subset in
      var map = [UInt8](repeating: 0, count: (codes.last.map { Int($0) + 1 } ?? 1) * 2)
      for (glyph, code) in zip(glyphs, codes) {
        guard let new = subset.newGlyph(glyph) else { return nil }
        map[Int(code) * 2] = UInt8(truncatingIfNeeded: new >> 8)
        map[Int(code) * 2 + 1] = UInt8(truncatingIfNeeded: new)
      }
      return .trueType(subset.fontFile, glyphMap: map)
    }
  }
}
