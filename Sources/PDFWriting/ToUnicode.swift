internal import Fonts
internal import PDFObjects

/// The way back from a font's codes to characters (ISO 32000-1, 9.10.3).
enum ToUnicode {
  /// - Parameter meanings: What each glyph stands for, by rising glyphs; a glyph without characters is left out.
  static func map(_ meanings: [(glyph: GlyphID, scalars: [Unicode.Scalar])]) -> [UInt8] {
    let lines = meanings.filter { !$0.scalars.isEmpty }
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
        for unit in String(String.UnicodeScalarView(scalars)).utf16 { map.hex16(unit) }
        map.raw(">\n")
      }
      map.raw("endbfchar\n")
    }
    map.raw("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return map.bytes
  }
}
