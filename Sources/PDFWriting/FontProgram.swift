internal import Diagnostics
internal import Fonts
internal import PDFObjects

/// The parts of an embedded font, compressed and ready to be written into any number of files.
struct FontProgram: Sendable {
  let usage: FontUsage.Font
  private let file: EncodedStream
  private let uncompressedSize: Int
  private let glyphMap: EncodedStream?
  private let toUnicode: EncodedStream
  private let widths: PDFBytes
  private let baseName: String

  init(_ usage: FontUsage.Font, deflating: Deflating, effort: Deflating.Effort) throws(Refusal) {
    self.usage = usage
    let face = usage.key.face
    let subset: FontSubset
    do {
      subset = try face.subset(usage.glyphs)
    } catch {
      throw Refusal(Self.broken(error))
    }
    switch subset.program {
    case .cff(let bytes):
      file = deflating.encode(bytes, effort)
      uncompressedSize = bytes.count
      glyphMap = nil
    case .trueType(let bytes, let map):
      file = deflating.encode(bytes, effort)
      uncompressedSize = bytes.count
      glyphMap = deflating.encode(map, effort)
    }
    toUnicode = deflating.encode(Self.toUnicode(usage).bytes, effort)
    widths = Self.widths(usage)
    baseName = Self.tag(usage) + "+" + face.postScriptName
  }

  private static func broken(_ font: BrokenFont) -> Finding {
    Finding(
      .error, .fontUnreadable,
      Phrase(
        "字体“\(font.familyName)”的文件已损坏，无法嵌入。", "The file of the font \(font.familyName) is damaged; it cannot be embedded."),
      hint: Phrase("请重新安装该字体。", "Install that font again."))
  }

  /// Writes the font as a composite one with two-byte codes (ISO 32000-1, 9.7).
  func write(_ font: ObjectID, in file: inout PDFFile) {
    let descriptor = writeDescriptor(in: &file)
    let descendant = writeDescendant(descriptor, in: &file)
    let map = file.write(toUnicode)
    var body = PDFBytes()
    body.raw("<</Type/Font/Subtype/Type0/BaseFont")
    // For CFF the name of the composite font ends with that of its encoding (9.7.6.2).
    body.name(glyphMap == nil ? baseName + "-Identity-H" : baseName)
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
    glyphMap == nil ? body.raw("/CIDFontType0") : body.raw("/CIDFontType2")
    body.raw("/BaseFont")
    body.name(baseName)
    body.raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ")
    body.reference(descriptor)
    body.raw("/DW 1000")
    body.raw(widths)
    if let glyphMap {
      body.raw("/CIDToGIDMap ")
      body.reference(file.write(glyphMap))
    }
    body.raw(">>")
    return file.write(body)
  }

  private func writeDescriptor(in file: inout PDFFile) -> ObjectID {
    let face = usage.key.face
    let font = face.description
    var entries = PDFBytes()
    if glyphMap == nil {
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
    glyphMap == nil ? body.raw("/FontFile3 ") : body.raw("/FontFile2 ")
    body.reference(program)
    body.raw(">>")
    return file.write(body)
  }

  /// `/W` for all glyphs that are not as wide as a Han character.
  private static func widths(_ usage: FontUsage.Font) -> PDFBytes {
    var body = PDFBytes()
    var next: Int?
    for glyph in usage.glyphs {
      let width = usage.key.face.thousandths(of: glyph)
      guard width != 1000 else { continue }
      if next != Int(glyph.rawValue) {
        next == nil ? body.raw("/W[") : body.raw("]")
        body.integer(Int(glyph.rawValue))
        body.raw("[")
      } else {
        body.raw(" ")
      }
      body.integer(width)
      next = Int(glyph.rawValue) + 1
    }
    if next != nil { body.raw("]]") }
    return body
  }

  /// Six letters that tell this subset from others of the font (9.6.4), the same for the same glyphs.
  private static func tag(_ usage: FontUsage.Font) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01B3 }
    mix(UInt64(usage.key.rank))
    for glyph in usage.glyphs { mix(UInt64(glyph.rawValue)) }
    return String(
      decoding: (0..<6).map { _ -> UInt8 in
        hash = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
        return UInt8(ascii: "A") + UInt8((hash >> 40) % 26)
      }, as: UTF8.self)
  }

  /// The way back from codes to characters (9.10.3).
  private static func toUnicode(_ usage: FontUsage.Font) -> PDFBytes {
    let lines = usage.glyphs.map { ($0, usage.scalars(of: $0)) }.filter { !$0.1.isEmpty }
    var map = PDFBytes()
    map.raw("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n")
    map.raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n")
    map.raw("/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n")
    map.raw("1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
    for start in stride(from: 0, to: lines.count, by: 100) {
      let block = lines[start..<min(start + 100, lines.count)]
      map.integer(block.count)
      map.raw(" beginbfchar\n")
      for (glyph, scalars) in block {
        map.raw("<")
        map.hex16(glyph.rawValue)
        map.raw("><")
        for scalar in scalars {
          for unit in String(scalar).utf16 { map.hex16(unit) }
        }
        map.raw(">\n")
      }
      map.raw("endbfchar\n")
    }
    map.raw("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return map
  }
}
