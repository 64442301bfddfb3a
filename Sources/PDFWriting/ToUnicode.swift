internal import PDFObjects

/// The way back from a font's codes to characters (ISO 32000-1, 9.10.3).
enum ToUnicode {
  /// - Parameter meanings: What each code stands for, by rising codes; one without characters is left out.
  static func map(_ meanings: [(code: UInt16, scalars: [Unicode.Scalar])]) -> [UInt8] {
    let lines = meanings.filter { !$0.scalars.isEmpty }
    var map = PDFBytes()
    map.raw("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n")
    map.raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n")
    map.raw("/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n")
    map.raw("1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
    write(lines, &map)
    map.raw("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return map.bytes
  }

  /// One by one, not as ranges with lists: of those Ghostscript 10.0, which stands behind many a "print to PDF", keeps one byte of each
  /// value, and the text of the print is lost.
  private static func write(_ lines: [(code: UInt16, scalars: [Unicode.Scalar])], _ map: inout PDFBytes) {
    for start in stride(from: 0, to: lines.count, by: 100) {
      let block = lines[start..<min(start + 100, lines.count)]
      map.integer(block.count)
      map.raw(" beginbfchar\n")
      for line in block {
        code(line.code, &map)
        text(line.scalars, &map)
        map.raw("\n")
      }
      map.raw("endbfchar\n")
    }
  }

  private static func code(_ code: UInt16, _ map: inout PDFBytes) {
    map.raw("<")
    map.hex16(code)
    map.raw(">")
  }

  private static func text(_ scalars: [Unicode.Scalar], _ map: inout PDFBytes) {
    map.raw("<")
    for scalar in scalars { for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { map.hex16(unit) } }
    map.raw(">")
  }
}
