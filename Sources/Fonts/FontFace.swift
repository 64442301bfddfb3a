private import CHarfBuzz

/// One face of a font file, shared by everything that is set in it; equal only to itself.
///
/// Numbers are in font units, of which `unitsPerEm` make the font size. The file is mapped, not read: opening costs
/// a fraction of a millisecond even for fonts of 25 MB, and only what is used comes into memory.
package final class FontFace: Sendable, Hashable {
  /// The family under which it was asked for, such as `Noto Serif CJK SC`.
  package let familyName: String
  package let postScriptName: String
  package let unitsPerEm: Int
  /// The top of the em box of Han characters over the baseline (the typographic ascender), not the tallest accent.
  package let ascender: Int
  /// Under the baseline, so negative.
  package let descender: Int
  package let capHeight: Int
  /// Everything that a PDF font descriptor asks for.
  package let description: FontDescription
  /// How its outlines are written.
  package let outlines: Outlines
  package let glyphCount: Int

  /// The two kinds of outlines in OpenType.
  package enum Outlines: Sendable {
    case cff
    case trueType
  }

  let file: HarfBuzzFace
  let charstrings: CharstringCache
  /// Writes subsets of CFF outlines.
  let writer: CFFWriter
  private let scalarsOfGlyphs: OnceTable<ScalarsOfGlyphs>

  /// - Parameters:
  ///   - path: The font file.
  ///   - index: Which face of a collection; 0 for a plain file.
  /// - Returns: `nil` when the file is not an OpenType font with outlines that a PDF can hold.
  package init?(path: String, index: Int, familyName: String) {
    guard let file = HarfBuzzFace(path: path, index: index) else { return nil }
    let outlines: Outlines
    switch (file.hasTable("CFF "), file.hasTable("glyf")) {
    case (true, _): outlines = .cff
    case (_, true): outlines = .trueType
    default: return nil
    }
    guard let description = FontDescription(file) else { return nil }
    self.file = file
    self.outlines = outlines
    self.description = description
    self.familyName = familyName
    postScriptName = file.postScriptName ?? familyName
    unitsPerEm = file.unitsPerEm
    glyphCount = file.glyphCount
    ascender = description.ascender
    descender = description.descender
    capHeight = description.capHeight
    charstrings = CharstringCache()
    let unitsPerEm = file.unitsPerEm
    writer = CFFWriter(
      name: postScriptName,
      box: description.box.map { edge in
        Int((Double(edge * GridOutline.stepsPerEm) / Double(unitsPerEm)).rounded())
      })
    scalarsOfGlyphs = OnceTable()
  }

  package static func == (a: FontFace, b: FontFace) -> Bool { a === b }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

  /// The glyph of a character, or of a character with a variation selector; `nil` when the font has none.
  package func glyph(for scalar: Unicode.Scalar, variation: Unicode.Scalar? = nil) -> GlyphID? {
    file.glyph(for: scalar, variation: variation)
  }

  /// A glyph's advance in font units.
  package func advance(of glyph: GlyphID) -> Int { file.advance(of: glyph) }

  /// A glyph's advance in thousandths of the font size, rounded as PDF's width tables have it.
  package func thousandths(of glyph: GlyphID) -> Int {
    inThousandths(advance(of: glyph))
  }

  /// A measure in font units, in thousandths of the font size.
  package func inThousandths(_ units: Int) -> Int {
    unitsPerEm == 1000 ? units : Int((Double(units) * 1000 / Double(unitsPerEm)).rounded())
  }

  /// Whether the licence bits of the font (OS/2 fsType) let a subset of it be embedded in a document.
  package var allowsEmbedding: Bool { description.allowsEmbedding }

  /// The whole file of the face, for fonts that are made to be embedded whole.
  package var wholeFile: [UInt8] { file.wholeFile }

  /// The characters that the font's character map gives a glyph, the one that it stands for first.
  package var characters: ScalarsOfGlyphs {
    scalarsOfGlyphs.value { ScalarsOfGlyphs(self.file) }
  }
}
