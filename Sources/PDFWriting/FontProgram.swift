internal import Diagnostics
internal import Fonts
internal import PDFObjects

/// The parts of an embedded font, compressed and ready to be written into any number of files.
struct FontProgram: Sendable {
  private let face: FontFace
  private let file: EncodedStream
  private let uncompressedSize: Int
  private let outlines: Outlines
  private let toUnicode: EncodedStream
  private let widths: PDFBytes
  private let baseName: String

  private enum Outlines: Sendable {
    case cff
    /// TrueType, with the way from codes to the program's glyphs; `nil` when they are the same.
    case trueType(glyphMap: EncodedStream?)
  }

  /// A subset for some pages.
  init(_ usage: FontUsage.Font, deflating: Deflating, effort: Deflating.Effort) throws(Refusal) {
    let face = usage.key.face
    let coded = usage.coded
    let subset: FontSubset
    do {
      subset = try face.subset(coded.map { $0.glyph }, codes: coded.map { $0.code })
    } catch {
      throw Refusal(Self.broken(error))
    }
    switch subset.program {
    case .cff(let bytes):
      file = deflating.encode(bytes, effort)
      uncompressedSize = bytes.count
      outlines = .cff
    case .trueType(let bytes, let map):
      file = deflating.encode(bytes, effort)
      uncompressedSize = bytes.count
      outlines = .trueType(glyphMap: deflating.encode(map, effort))
    }
    toUnicode = deflating.encode(
      ToUnicode.map(coded.map { (code: $0.code, scalars: usage.scalars(of: $0.glyph)) }), effort)
    widths = Self.widths(of: coded, in: face)
    baseName = Self.tag(coded, rank: usage.key.rank) + "+" + face.postScriptName
    self.face = face
  }

  /// The whole of a TrueType font that has one glyph to stand for all characters that it lacks: that glyph means nothing.
  init(entry face: FontFace, deflating: Deflating) {
    let bytes = face.wholeFile
    file = deflating.encode(bytes, .thorough)
    uncompressedSize = bytes.count
    outlines = .trueType(glyphMap: nil)
    // The geta mark, the printer's sign for a missing sort.
    let substitute = face.glyph(for: "\u{3013}")
    let meanings = (0x20...0xFFFF).compactMap { Unicode.Scalar($0) }.compactMap { scalar in
      face.glyph(for: scalar).flatMap { $0 == substitute ? nil : (code: $0.rawValue, scalars: [scalar]) }
    }
    toUnicode = deflating.encode(ToUnicode.map(meanings.sorted { $0.code < $1.code }), .thorough)
    widths = Self.widths(of: (0..<face.glyphCount).map { (GlyphID(UInt16($0)), UInt16($0)) }, in: face)
    baseName = face.postScriptName.filter { $0 != " " }
    self.face = face
  }

  private var isCFF: Bool {
    if case .cff = outlines { true } else { false }
  }

  private static func broken(_ font: BrokenFont) -> Finding {
    Finding(
      .error, .fontUnreadable,
      Phrase(
        "字体“\(font.familyName)”的文件已损坏，无法嵌入。",
        "The file of the font \(font.familyName) is damaged; it cannot be embedded."),
      hint: Phrase("请重新安装该字体。", "Install that font again."))
  }

  func write(to file: inout PDFFile) -> ObjectID {
    let font = file.reserve()
    write(font, in: &file)
    return font
  }

  /// Writes the font as a composite one with two-byte codes (ISO 32000-1, 9.7).
  func write(_ font: ObjectID, in file: inout PDFFile) {
    let descriptor = writeDescriptor(in: &file)
    let descendant = writeDescendant(descriptor, in: &file)
    let map = file.write(toUnicode)
    var body = PDFBytes()
    body.raw("<</Type/Font/Subtype/Type0/BaseFont")
    // For CFF the name of the composite font ends with that of its encoding (9.7.6.2).
    body.name(isCFF ? baseName + "-Identity-H" : baseName)
    body.raw("/Encoding/Identity-H/DescendantFonts[")
    body.reference(descendant)
    body.raw("]/ToUnicode ")
    body.reference(map)
    body.raw(">>")
    file.write(font, body)
  }

  private func writeDescendant(_ descriptor: ObjectID, in file: inout PDFFile) -> ObjectID {
    var body = PDFBytes()
    body.raw("<</Type/Font/Subtype")
    isCFF ? body.raw("/CIDFontType0") : body.raw("/CIDFontType2")
    body.raw("/BaseFont")
    body.name(baseName)
    body.raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ")
    body.reference(descriptor)
    body.raw("/DW 1000")
    body.raw(widths)
    switch outlines {
    case .cff: break
    case .trueType(let glyphMap?):
      body.raw("/CIDToGIDMap ")
      body.reference(file.write(glyphMap))
    case .trueType(nil): body.raw("/CIDToGIDMap/Identity")
    }
    body.raw(">>")
    return file.write(body)
  }

  private func writeDescriptor(in file: inout PDFFile) -> ObjectID {
    let font = face.description
    var entries = PDFBytes()
    if isCFF {
      entries.raw("/Subtype/CIDFontType0C")
    } else {
      entries.raw("/Length1 ")
      entries.integer(uncompressedSize)
    }
    let program = file.write(self.file, entries: entries)
    var body = PDFBytes()
    body.raw("<</Type/FontDescriptor/FontName")
    body.name(baseName)
    body.raw("/Flags ")
    // Symbolic (bit 3), as every composite font; serif (bit 2), fixed pitch (bit 1), italic (bit 7).
    body.integer(4 | (font.isSerif ? 2 : 0) | (font.isFixedPitch ? 1 : 0) | (font.italicAngle == 0 ? 0 : 64))
    body.raw("/FontBBox[")
    for (index, edge) in font.box.enumerated() {
      if index > 0 { body.raw(" ") }
      body.integer(face.inThousandths(edge))
    }
    body.raw("]/ItalicAngle ")
    body.integer(font.italicAngle)
    body.raw("/Ascent ")
    body.integer(face.inThousandths(font.ascender))
    body.raw("/Descent ")
    body.integer(face.inThousandths(font.descender))
    body.raw("/CapHeight ")
    body.integer(face.inThousandths(font.capHeight))
    // Nothing in an OpenType font says how thick its stems are; this is the usual guess from its weight.
    body.raw("/StemV ")
    body.integer(50 + (font.weight / 65) * (font.weight / 65))
    isCFF ? body.raw("/FontFile3 ") : body.raw("/FontFile2 ")
    body.reference(program)
    body.raw(">>")
    return file.write(body)
  }

  /// `/W` for all glyphs that are not as wide as a Han character.
  private static func widths(of coded: [(glyph: GlyphID, code: UInt16)], in face: FontFace) -> PDFBytes {
    var body = PDFBytes()
    var next: Int?
    for (glyph, code) in coded {
      let width = face.thousandths(of: glyph)
      guard width != 1000 else { continue }
      if next != Int(code) {
        next == nil ? body.raw("/W[") : body.raw("]")
        body.integer(Int(code))
        body.raw("[")
      } else {
        body.raw(" ")
      }
      body.integer(width)
      next = Int(code) + 1
    }
    if next != nil { body.raw("]]") }
    return body
  }

  /// Six letters that tell this subset from others of the font (9.6.4), the same for the same glyphs.
  private static func tag(_ coded: [(glyph: GlyphID, code: UInt16)], rank: Int) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01B3 }
    mix(UInt64(rank))
    for (glyph, code) in coded { mix(UInt64(glyph.rawValue) << 16 | UInt64(code)) }
    return String(
      decoding: (0..<6).map { _ -> UInt8 in
        hash = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
        return UInt8(ascii: "A") + UInt8((hash >> 40) % 26)
      }, as: UTF8.self)
  }
}
