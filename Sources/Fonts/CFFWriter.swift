/// Writes a CID-keyed CFF table (Adobe Technical Note 5176) from single outlines.
///
/// A CID is the glyph's id in the whole font, so that a page's text does not depend on what else a file holds.
struct CFFWriter {
  var name: String
  var unitsPerEm: Int
  /// Left, bottom, right, top.
  var box: [Int]

  /// - Parameter glyphs: Rising, the first one 0.
  func table(glyphs: [GlyphID], outlines: [Charstring]) -> [UInt8] {
    let fonts = Parts(outlines)
    let head: [UInt8] = [1, 0, 4, 4] + index([Array(name.utf8)])
    let strings = index([Array("Adobe".utf8), Array("Identity".utf8)]) + index([])
    let charset: [UInt8] =
      [0] + glyphs.dropFirst().flatMap { (glyph: GlyphID) -> [UInt8] in bytes16(Int(glyph.rawValue)) }
    let selection = fonts.selection
    let charstrings = index(outlines.map(\.bytes))
    let topSize = index([top(cids: glyphs, Offsets())]).count
    var offsets = Offsets()
    offsets.charset = head.count + topSize + strings.count
    offsets.selection = offsets.charset + charset.count
    offsets.charstrings = offsets.selection + selection.count
    offsets.fonts = offsets.charstrings + charstrings.count
    var table = head + index([top(cids: glyphs, offsets)]) + strings + charset + selection + charstrings
    table += fontArray(fonts, at: offsets.fonts)
    return table
  }

  private struct Offsets {
    var charset = 0
    var selection = 0
    var charstrings = 0
    var fonts = 0
  }

  /// The parts of the font: glyphs whose widths count from the same numbers.
  private struct Parts {
    var widths: [Charstring.Widths] = []
    private var ofGlyphs: [Int] = []

    init(_ outlines: [Charstring]) {
      for outline in outlines {
        if let known = widths.firstIndex(of: outline.widths) {
          ofGlyphs.append(known)
        } else {
          ofGlyphs.append(widths.count)
          widths.append(outline.widths)
        }
      }
    }

    /// FDSelect, format 3.
    var selection: [UInt8] {
      var ranges: [UInt8] = []
      var count = 0
      for (glyph, font) in ofGlyphs.enumerated() where glyph == 0 || ofGlyphs[glyph - 1] != font {
        ranges += bytes16(glyph) + [UInt8(truncatingIfNeeded: font)]
        count += 1
      }
      return [3] + bytes16(count) + ranges + bytes16(ofGlyphs.count)
    }
  }

  private func top(cids: [GlyphID], _ offsets: Offsets) -> [UInt8] {
    // ROS comes first; 391 and 392 are the first two strings of our own.
    var bytes = integer(391) + integer(392) + integer(0) + [12, 30]
    if unitsPerEm != 1000 {
      let scale = real(1 / Double(unitsPerEm))
      bytes += scale + integer(0) + integer(0) + scale + integer(0) + integer(0) + [12, 7]
    }
    bytes += box.flatMap { integer($0) } + [5]
    bytes += integer(Int(cids.last?.rawValue ?? 0) + 1) + [12, 34]
    bytes += offset(offsets.charset) + [15] + offset(offsets.selection) + [12, 37]
    bytes += offset(offsets.charstrings) + [17] + offset(offsets.fonts) + [12, 36]
    return bytes
  }

  private func fontArray(_ fonts: Parts, at start: Int) -> [UInt8] {
    let privates: [[UInt8]] = fonts.widths.map { number($0.standard) + [20] + number($0.nominal) + [21] }
    func array(from first: Int) -> [UInt8] {
      var position = first
      return index(
        privates.map { entries -> [UInt8] in
          defer { position += entries.count }
          return integer(entries.count) + offset(position) + [18]
        })
    }
    return array(from: start + array(from: 0).count) + privates.flatMap { $0 }
  }
}

private func index(_ items: [[UInt8]]) -> [UInt8] {
  guard !items.isEmpty else { return [0, 0] }
  let total = items.reduce(1) { $0 + $1.count }
  let size = total < 0x100 ? 1 : total < 0x1_0000 ? 2 : total < 0x100_0000 ? 3 : 4
  var bytes = bytes16(items.count) + [UInt8(size)]
  bytes.reserveCapacity(bytes.count + (items.count + 1) * size + total)
  var offset = 1
  func append(_ offset: Int) {
    for shift in stride(from: (size - 1) * 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: offset >> shift))
    }
  }
  append(offset)
  for item in items {
    offset += item.count
    append(offset)
  }
  for item in items { bytes += item }
  return bytes
}

private func bytes16(_ value: Int) -> [UInt8] {
  [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
}

private func integer(_ value: Int) -> [UInt8] {
  switch value {
  case -107...107: [UInt8(value + 139)]
  case 108...1131: [UInt8(247 + (value - 108) >> 8), UInt8((value - 108) & 255)]
  case -1131...(-108): [UInt8(251 + (-value - 108) >> 8), UInt8((-value - 108) & 255)]
  case -32768...32767: [28] + bytes16(value)
  default: offset(value)
  }
}

/// A number that always takes five bytes, so that a dictionary's length does not depend on where things stand.
private func offset(_ value: Int) -> [UInt8] { [29] + bytes16(value >> 16) + bytes16(value) }

private func number(_ value: Double) -> [UInt8] {
  value == value.rounded() && abs(value) < 1e6 ? integer(Int(value)) : real(value)
}

/// A number in half bytes.
private func real(_ value: Double) -> [UInt8] {
  var nibbles: [UInt8] = []
  var text = "\(value)"[...]
  while let character = text.popFirst() {
    switch character {
    case ".": nibbles.append(10)
    case "e":
      if text.first == "-" {
        text.removeFirst()
        nibbles.append(12)
      } else {
        nibbles.append(11)
      }
    case "-": nibbles.append(14)
    default: nibbles.append(UInt8(character.wholeNumberValue ?? 0))
    }
  }
  nibbles.append(15)
  if !nibbles.count.isMultiple(of: 2) { nibbles.append(15) }
  return [30] + stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
}
