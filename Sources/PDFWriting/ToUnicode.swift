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
    let runs = runs(of: lines.map(\.code))
    let isList = runs.count * 2 < lines.count
    if isList { writeRanges(runs, lines, &map) } else { writeSingly(lines, &map) }
    map.raw("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return map.bytes
  }

  /// Neighbouring codes that differ in their last byte only, which is what a range may hold.
  private static func runs(of codes: [UInt16]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (index, code) in codes.enumerated() {
      if let last = runs.last, codes[index - 1] + 1 == code, code & 0xFF != 0, last.count < 100 {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }

  /// Each range with a list of what its codes stand for.
  private static func writeRanges(
    _ runs: [Range<Int>], _ lines: [(code: UInt16, scalars: [Unicode.Scalar])], _ map: inout PDFBytes
  ) {
    for start in stride(from: 0, to: runs.count, by: 100) {
      let block = runs[start..<min(start + 100, runs.count)]
      map.integer(block.count)
      map.raw(" beginbfrange\n")
      for run in block {
        code(lines[run.lowerBound].code, &map)
        code(lines[run.upperBound - 1].code, &map)
        map.raw("[")
        for index in run { text(lines[index].scalars, &map) }
        map.raw("]\n")
      }
      map.raw("endbfrange\n")
    }
  }

  private static func writeSingly(_ lines: [(code: UInt16, scalars: [Unicode.Scalar])], _ map: inout PDFBytes) {
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
