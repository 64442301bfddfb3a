/// How a font reads the bytes of a string: how many make a glyph, and which glyphs say what character they are.
struct GlyphCodes {
  /// Bytes of one code.
  var width = 1
  /// Codes that have a Unicode value; `nil` where the font's encoding says it for all.
  private var known: [ClosedRange<Int>]?
  /// Whether Adobe's character maps say it, and this machine has none of these.
  private(set) var lacksMaps = false
  private static let longestMap = 2 << 20

  /// A font that is not there.
  init() {}

  /// Composite fonts with an encoding of their own are the ones of which one cannot know without `/ToUnicode` (ISO 32000-1, 9.10.2).
  init(of font: PDFDictionary, in file: QPDFFile) {
    guard file.name(font["Subtype"]) == "Type0" else { return }
    width = 2
    let encoding = file.name(font["Encoding"])
    if case .stream(let number, _) = file.resolve(font["ToUnicode"]) {
      guard let map = file.content(of: number, limit: Self.longestMap) else { return }
      known = codesOfMap(map)
    } else if encoding == "Identity-H" || encoding == "Identity-V", !Self.hasKnownCollection(font, in: file) {
      known = []
    } else if !CharacterMaps.areHere {
      known = []
      lacksMaps = true
    }
  }

  /// How many glyphs a string shows, and how many of them say nothing.
  func count(_ string: [UInt8]) -> (all: Int, mute: Int) {
    guard width == 2 else { return (string.count { $0 != 0x20 }, 0) }
    let codes = stride(from: 0, to: string.count, by: 2).map { index in
      Int(string[index]) << 8 | (index + 1 < string.count ? Int(string[index + 1]) : 0)
    }
    guard let known else { return (codes.count, 0) }
    return (codes.count, codes.count { code in !Self.has(code, known) })
  }

  private static func has(_ code: Int, _ ranges: [ClosedRange<Int>]) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < code { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(code)
  }

  /// Adobe's collections tell the characters of their glyphs.
  private static func hasKnownCollection(_ font: PDFDictionary, in file: QPDFFile) -> Bool {
    let descendant = file.items(font["DescendantFonts"]).first.flatMap { file.dictionary($0) }
    let system = descendant.flatMap { file.dictionary($0["CIDSystemInfo"]) }
    let ordering = system.flatMap { file.text($0["Ordering"]) }
    return ["GB1", "CNS1", "Japan1", "Korea1", "KR"].contains(ordering)
  }
}

/// The codes that a `/ToUnicode` map has, as ranges in order (ISO 32000-1, 9.10.3).
private func codesOfMap(_ map: [UInt8]) -> [ClosedRange<Int>] {
  var found: [ClosedRange<Int>] = []
  var tokens = ContentTokens(map)
  while let operation = tokens.next() {
    let codes = tokens.strings.map { $0.reduce(0) { ($0 << 8 | Int($1)) & 0xFFFFFF } }
    switch operation {
    case "endbfchar":
      for index in stride(from: 0, to: codes.count - 1, by: 2) { found.append(codes[index]...codes[index]) }
    case "endbfrange":
      var index = 0
      while index + 2 < codes.count {
        let (low, high) = (codes[index], codes[index + 1])
        guard low <= high else { break }
        found.append(low...high)
        index += tokens.listLengths[index + 2].map { 2 + $0 } ?? 3
      }
    default: break
    }
  }
  // In order and apart from each other, so that one can search among them.
  var joined: [ClosedRange<Int>] = []
  for range in found.sorted(by: { $0.lowerBound < $1.lowerBound }) {
    if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
      joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
    } else {
      joined.append(range)
    }
  }
  return joined
}
