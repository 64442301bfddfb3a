/// Finds the outlines in a CFF table (Adobe Technical Note 5176), whether keyed by name or by CID.
struct CFFReader {
  private let table: BigEndianBytes
  private let outlines: Index
  private let fontOfGlyph: [UInt8]
  private let widths: [Charstring.Widths]

  /// - Returns: `nil` when the table is broken.
  init?(_ table: BigEndianBytes) {
    self.table = table
    guard let header = table.u8(2), let names = Index(table, at: header),
      let tops = Index(table, at: names.end), let topRange = tops.range(0),
      let top = Self.dictionary(table, topRange), let start = top[17]?.first,
      let outlines = Index(table, at: Int(start))
    else { return nil }
    self.outlines = outlines
    if let fonts = top[Self.escaped(36)]?.first, let selection = top[Self.escaped(37)]?.first {
      guard let index = Index(table, at: Int(fonts)) else { return nil }
      let dictionaries = (0..<index.count).map { index.range($0).flatMap { Self.dictionary(table, $0) } ?? [:] }
      widths = dictionaries.map { Self.widths(table, $0) }
      guard let fontOfGlyph = Self.selection(table, at: Int(selection), count: outlines.count),
        fontOfGlyph.allSatisfy({ Int($0) < index.count })
      else { return nil }
      self.fontOfGlyph = fontOfGlyph
    } else {
      widths = [Self.widths(table, top)]
      fontOfGlyph = [UInt8](repeating: 0, count: outlines.count)
    }
  }

  /// A glyph's outline and what its advance counts from.
  func charstring(_ glyph: Int) -> (bytes: [UInt8], widths: Charstring.Widths)? {
    guard let range = outlines.range(glyph), let bytes = table.slice(range) else { return nil }
    return (Array(bytes.bytes), widths[Int(fontOfGlyph[glyph])])
  }

  /// An INDEX: a count, offsets, data.
  private struct Index {
    private let table: BigEndianBytes
    private let start: Int
    private let offsetSize: Int
    let count: Int
    /// The first byte after it.
    private(set) var end: Int

    init?(_ table: BigEndianBytes, at start: Int) {
      guard let count = table.u16(start) else { return nil }
      self.table = table
      self.start = start
      self.count = count
      guard count > 0 else {
        (offsetSize, end) = (1, start + 2)
        return
      }
      guard let size = table.u8(start + 2), (1...4).contains(size) else { return nil }
      (offsetSize, end) = (size, 0)
      guard let last = offset(count) else { return nil }
      end = last
    }

    private func offset(_ item: Int) -> Int? {
      let data = start + 3 + (count + 1) * offsetSize - 1
      return table.unsigned(start + 3 + item * offsetSize, size: offsetSize).map { data + $0 }
    }

    func range(_ item: Int) -> Range<Int>? {
      guard item >= 0, item < count, let lower = offset(item), let upper = offset(item + 1), lower <= upper,
        upper <= table.count
      else { return nil }
      return lower..<upper
    }
  }

  private static func escaped(_ code: Int) -> Int { 1200 + code }

  private static func widths(_ table: BigEndianBytes, _ font: [Int: [Double]]) -> Charstring.Widths {
    guard let entry = font[18], entry.count == 2, entry[0] >= 0, entry[1] >= 0,
      entry[0] + entry[1] <= Double(table.count),
      let values = dictionary(table, Int(entry[1])..<Int(entry[1] + entry[0]))
    else { return Charstring.Widths(standard: 0, nominal: 0) }
    return Charstring.Widths(standard: values[20]?.first ?? 0, nominal: values[21]?.first ?? 0)
  }

  /// Which of a CID-keyed font's parts each glyph belongs to (FDSelect).
  private static func selection(_ table: BigEndianBytes, at start: Int, count: Int) -> [UInt8]? {
    if table.u8(start) == 0 {
      return table.slice(start + 1..<start + 1 + count).map { Array($0.bytes) }
    }
    guard table.u8(start) == 3, let ranges = table.u16(start + 1) else { return nil }
    var fonts: [UInt8] = []
    for range in 0..<ranges {
      let place = start + 3 + range * 3
      guard let first = table.u16(place), let font = table.u8(place + 2), let next = table.u16(place + 3),
        first == fonts.count, next > first, next <= count
      else { return nil }
      fonts.append(contentsOf: repeatElement(UInt8(font), count: next - first))
    }
    return fonts.count == count ? fonts : nil
  }

  /// A DICT: operands by operator; two-byte operators count from 1200.
  private static func dictionary(_ table: BigEndianBytes, _ range: Range<Int>) -> [Int: [Double]]? {
    guard range.upperBound <= table.count else { return nil }
    var result: [Int: [Double]] = [:]
    var operands: [Double] = []
    var position = range.lowerBound
    while position < range.upperBound, let byte = table.u8(position) {
      switch byte {
      case 12:
        guard let code = table.u8(position + 1) else { return nil }
        result[escaped(code)] = operands
        operands = []
        position += 2
      case 0...21:
        result[byte] = operands
        operands = []
        position += 1
      default:
        guard let (value, length) = number(table, at: position, byte) else { return nil }
        operands.append(value)
        position += length
      }
    }
    return result
  }

  private static func number(_ table: BigEndianBytes, at position: Int, _ byte: Int) -> (Double, Int)? {
    switch byte {
    case 28: return table.i16(position + 1).map { (Double($0), 3) }
    case 29: return table.i32(position + 1).map { (Double($0), 5) }
    case 30: return real(table, at: position + 1)
    case 32...246: return (Double(byte - 139), 1)
    case 247...250: return table.u8(position + 1).map { (Double((byte - 247) * 256 + $0 + 108), 2) }
    case 251...254: return table.u8(position + 1).map { (Double(-(byte - 251) * 256 - $0 - 108), 2) }
    default: return nil
    }
  }

  /// A number in half bytes, ended by 15.
  private static func real(_ table: BigEndianBytes, at start: Int) -> (Double, Int)? {
    var text = ""
    var position = start
    while let byte = table.u8(position) {
      position += 1
      for nibble in [byte >> 4, byte & 15] {
        switch nibble {
        case 0...9: text += String(nibble)
        case 10: text += "."
        case 11: text += "E"
        case 12: text += "E-"
        case 14: text += "-"
        default: return Double(text).map { ($0, position - start + 1) }
        }
      }
    }
    return nil
  }
}
