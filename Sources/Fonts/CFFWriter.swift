/// Writes a CID-keyed CFF table (Adobe Technical Note 5176) from single outlines.
struct CFFWriter: Sendable {
  /// The header and the font's name.
  private let head: [UInt8]
  /// What the font's dictionary says whatever glyphs there are.
  private let dictionary: [UInt8]
  private let strings: [UInt8]

  /// - Parameter box: Left, bottom, right, top, in units of `GridOutline`.
  init(name: String, box: [Int]) {
    head = [1, 0, 4, 4] + index([Array(name.utf8)])
    strings = index([Array("Adobe".utf8), Array("Identity".utf8)]) + index([])
    // ROS comes first; 391 and 392 are the first two strings of our own.
    dictionary =
      integer(391) + integer(392) + integer(0) + [12, 30] + matrix(1 / Double(GridOutline.stepsPerEm))
      + box.flatMap { integer($0) } + [5]
  }

  /// - Parameters:
  ///   - codes: The CIDs of all glyphs but the first, rising; that one is 0.
  ///   - outlines: Of all glyphs.
  func table(codes: [UInt16], outlines: [Charstring]) -> [UInt8] {
    let fonts = Parts(outlines)
    let charset = Self.charset(codes)
    let selection = fonts.selection
    var ends: [Int] = [1]
    ends.reserveCapacity(outlines.count + 1)
    for outline in outlines { ends.append((ends.last ?? 1) + outline.bytes.count) }
    let charstrings = indexHead(ends: ends)
    let topSize = index([top(codes, Offsets())]).count
    var offsets = Offsets()
    offsets.charset = head.count + topSize + strings.count
    offsets.selection = offsets.charset + charset.count
    offsets.charstrings = offsets.selection + selection.count
    offsets.fonts = offsets.charstrings + charstrings.count + (ends.last ?? 1) - 1
    var table = head
    table.reserveCapacity(offsets.fonts + 64)
    table += index([top(codes, offsets)])
    table += strings
    table += charset
    table += selection
    table += charstrings
    for outline in outlines { table += outline.bytes }
    table += fontArray(fonts, at: offsets.fonts)
    return table
  }

  /// As one range where it is one, otherwise as a list.
  private static func charset(_ codes: [UInt16]) -> [UInt8] {
    if let first = codes.first, let last = codes.last, Int(last) - Int(first) == codes.count - 1 {
      return [2] + bytes16(Int(first)) + bytes16(codes.count - 1)
    }
    return codes.reduce(into: [0]) { list, code in
      list.append(UInt8(truncatingIfNeeded: code >> 8))
      list.append(UInt8(truncatingIfNeeded: code))
    }
  }

  private struct Offsets {
    var charset = 0
    var selection = 0
    var charstrings = 0
    var fonts = 0
  }

  /// The parts of the font: glyphs on one grid whose widths count from the same numbers. Nearly always there is one.
  private struct Parts {
    struct Part: Equatable {
      var unitsPerEm: Int
      var widths: Charstring.Widths
    }

    var parts: [Part] = []
    private var ranges: [UInt8] = []
    private var count = 0
    private let glyphs: Int

    init(_ outlines: [Charstring]) {
      glyphs = outlines.count
      var last: Int?
      for (glyph, outline) in outlines.enumerated() {
        let part = Part(unitsPerEm: outline.unitsPerEm, widths: outline.widths)
        if let last, parts[last] == part { continue }
        let place = parts.firstIndex(of: part) ?? parts.count
        if place == parts.count { parts.append(part) }
        ranges += bytes16(glyph) + [UInt8(truncatingIfNeeded: place)]
        count += 1
        last = place
      }
    }

    /// FDSelect, format 3.
    var selection: [UInt8] { [3] + bytes16(count) + ranges + bytes16(glyphs) }
  }

  private func top(_ codes: [UInt16], _ offsets: Offsets) -> [UInt8] {
    var bytes = dictionary
    bytes += integer(Int(codes.last ?? 0) + 1)
    bytes += [12, 34]
    bytes += offset(offsets.charset)
    bytes += [15]
    bytes += offset(offsets.selection)
    bytes += [12, 37]
    bytes += offset(offsets.charstrings)
    bytes += [17]
    bytes += offset(offsets.fonts)
    bytes += [12, 36]
    return bytes
  }

  private func fontArray(_ fonts: Parts, at start: Int) -> [UInt8] {
    let privates = fonts.parts.map { part in
      number(part.widths.standard) + [20] + (part.widths.nominal == 0 ? [] : number(part.widths.nominal) + [21])
    }
    func array(from first: Int) -> [UInt8] {
      var position = first
      return index(
        zip(fonts.parts, privates).map { part, entries -> [UInt8] in
          defer { position += entries.count }
          // Multiplied with the font's own matrix (Technical Note 5176, 9).
          let scale = Double(GridOutline.stepsPerEm) / Double(part.unitsPerEm)
          return (scale == 1 ? [] : matrix(scale)) + integer(entries.count) + offset(position) + [18]
        })
    }
    return array(from: start + array(from: 0).count) + privates.flatMap { $0 }
  }
}

/// An INDEX: how many items, where each ends, and the items.
private func index(_ items: [[UInt8]]) -> [UInt8] {
  guard !items.isEmpty else { return [0, 0] }
  let ends = items.reduce(into: [1]) { $0.append(($0.last ?? 1) + $1.count) }
  return items.reduce(into: indexHead(ends: ends)) { $0 += $1 }
}

/// - Parameter ends: Where each item ends, counted from 1; the first number is 1.
private func indexHead(ends: [Int]) -> [UInt8] {
  let total = ends.last ?? 1
  let size = total < 0x100 ? 1 : total < 0x1_0000 ? 2 : total < 0x100_0000 ? 3 : 4
  var bytes = bytes16(ends.count - 1) + [UInt8(size)]
  bytes.reserveCapacity(3 + ends.count * size)
  for end in ends {
    for shift in stride(from: (size - 1) * 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: end >> shift))
    }
  }
  return bytes
}

/// A font's matrix that scales by so much.
private func matrix(_ scale: Double) -> [UInt8] {
  let scale = real(scale)
  return scale + integer(0) + integer(0) + scale + integer(0) + integer(0) + [12, 7]
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
