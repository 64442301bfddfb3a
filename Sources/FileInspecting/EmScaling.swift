/// Gives fonts an em of a thousand units, as poppler takes for granted.
///
/// Ghostscript keeps the units that glyphs are drawn in. Our outlines are on a grid of 1/128 em, so in its prints a Han character is 128
/// thousandths of an em wide, and the font's size is 78 points. On paper that is the same, but poppler takes an equal character within a
/// tenth of the size for one that is printed twice to look bold, and drops it: it reads `200` as `20`. Here widths are multiplied,
/// and sizes and the steps inside strings divided by the same number, so no glyph begins elsewhere and nothing is dropped.
///
/// This rather than a text reader of our own: what a font's codes mean, in all its encodings, stays poppler's to say. And the page is
/// drawn from the file as it came, so that what is read here is held against ink that this has not touched.
struct EmScaling {
  private let file: QPDFFile
  /// By what the widths of a font are multiplied, by its object.
  private var factors: [ObjectNumber: Double] = [:]
  private var entries: [(object: ObjectNumber, name: PDFName, value: PDFObject)] = []
  private var contents: [ObjectNumber: [UInt8]] = [:]
  private var seen: Set<ObjectNumber> = []
  /// Bytes of content that are still looked at.
  private var budget = 64 << 20

  private static let deepest = 4
  private static let longestContent = 16 << 20
  /// No font has glyphs this narrow only, in thousandths.
  private static let narrow = 200.0
  private static let ourGrid = 128.0

  /// - Returns: The same pages to a reader of text; `nil` where there is nothing to mend.
  static func mended(_ file: QPDFFile) -> DocumentBytes? {
    var scaling = EmScaling(file)
    for page in file.pages() { scaling.walk(page: page) }
    guard !scaling.entries.isEmpty, scaling.budget > 0 else { return nil }
    return file.rewritten(contents: scaling.contents, entries: scaling.entries)
  }

  private init(_ file: QPDFFile) { self.file = file }

  // MARK: Content

  private mutating func walk(page: ObjectNumber) {
    guard let entries = file.dictionary(.reference(page)) else { return }
    var resources = file.dictionary(entries["Resources"])
    var node = entries
    for _ in 0..<32 where resources == nil {
      guard let parent = file.dictionary(node["Parent"]) else { break }
      (resources, node) = (file.dictionary(parent["Resources"]), parent)
    }
    // The state runs on from one content stream to the next.
    var factor = 1.0
    for content in file.items(entries["Contents"]) { walk(content, resources, &factor, depth: 0) }
  }

  private mutating func walk(_ object: PDFObject, _ resources: PDFDictionary?, _ factor: inout Double, depth: Int) {
    guard depth < Self.deepest, budget > 0, case .stream(let number, let entries) = file.resolve(object),
      seen.insert(number).inserted
    else { return }
    let own = file.dictionary(entries["Resources"]) ?? resources
    let fonts = own.flatMap { file.dictionary($0["Font"]) }
    let hasOdd = fonts?.entries.contains { self.factor(of: $0.value) != 1 } ?? false
    if hasOdd || factor != 1, let content = file.content(of: number, limit: Self.longestContent) {
      budget -= content.count
      contents[number] = scaled(content, fonts, &factor)
    }
    for (_, inner) in own.flatMap({ file.dictionary($0["XObject"]) })?.entries ?? [] {
      guard file.name(file.dictionary(inner)?["Subtype"] ?? .null) == "Form" else { continue }
      // What a form XObject begins with, its caller says; all have their own font in fact.
      var inherited = 1.0
      walk(inner, own, &inherited, depth: depth + 1)
    }
  }

  private mutating func scaled(_ content: [UInt8], _ fonts: PDFDictionary?, _ factor: inout Double) -> [UInt8] {
    var made: [UInt8] = []
    made.reserveCapacity(content.count + content.count / 8)
    var copied = 0
    var saved: [Double] = []
    var tokens = ContentTokens(content)
    func divide(_ number: (value: Double, range: Range<Int>), by factor: Double) {
      made += content[copied..<number.range.lowerBound]
      made += Array(plainDecimal(number.value / factor).utf8)
      copied = number.range.upperBound
    }
    while let operation = tokens.next() {
      switch operation {
      case "q": if saved.count < 10_000 { saved.append(factor) }
      case "Q": factor = saved.popLast() ?? factor
      case "Tf":
        factor = tokens.name.flatMap { name in fonts.map { self.factor(of: $0[name]) } } ?? 1
        if factor != 1, let size = tokens.numbers.last { divide(size, by: factor) }
      // Steps are counted in thousandths of the size, which is that much smaller now.
      case "TJ": if factor != 1 { for step in tokens.numbers { divide(step, by: 1 / factor) } }
      case "BI": tokens.passInlineImage()
      default: break
      }
    }
    return made + content[copied...]
  }

  // MARK: Fonts

  private mutating func factor(of font: PDFObject) -> Double {
    guard let number = font.referenced else { return 1 }
    if let known = factors[number] { return known }
    factors[number] = 1
    guard let entries = file.dictionary(font) else { return 1 }
    let factor =
      switch file.name(entries["Subtype"]) {
      case "Type0": composite(entries)
      case "Type1", "TrueType", "MMType1": simple(number, entries)
      default: 1.0
      }
    factors[number] = factor
    return factor
  }

  private mutating func simple(_ number: ObjectNumber, _ font: PDFDictionary) -> Double {
    let widths = (file.array(font["Widths"]) ?? []).prefix(256).map { file.resolve($0).number ?? 0 }
    guard let factor = Self.factor(widest: widths.max()) else { return 1 }
    entries.append((number, "Widths", .array(widths.map { .real($0 * factor) })))
    mendHeights(font)
    return factor
  }

  private mutating func composite(_ font: PDFDictionary) -> Double {
    // Lines that run downwards are measured otherwise.
    guard let descendant = file.items(font["DescendantFonts"]).first, let number = descendant.referenced,
      let inner = file.dictionary(descendant),
      file.name(font["Encoding"])?.bytes.suffix(2).elementsEqual("-V".utf8) != true
    else { return 1 }
    let runs = file.array(inner["W"]) ?? []
    let usual = file.resolve(inner["DW"]).number
    guard let widest = scaled(runs, by: 1).widest ?? usual,
      let factor = Self.factor(widest: max(widest, usual ?? 0))
    else { return 1 }
    entries.append((number, "W", .array(scaled(runs, by: factor).runs)))
    if let usual { entries.append((number, "DW", .real(usual * factor))) }
    mendHeights(inner)
    return factor
  }

  /// The widths of a font with CIDs (ISO 32000-1, 9.7.4.3), multiplied.
  private func scaled(_ runs: [PDFObject], by factor: Double) -> (runs: [PDFObject], widest: Double?) {
    var made: [PDFObject] = []
    var widest: Double?
    var index = 0
    while index + 1 < runs.count, index < 200_000 {
      let first = file.resolve(runs[index])
      if case .array(let items) = file.resolve(runs[index + 1]) {
        let widths = items.map { file.resolve($0).number ?? 0 }
        widest = max(widest ?? 0, widths.max() ?? 0)
        made += [first, .array(widths.map { .real($0 * factor) })]
        index += 2
      } else {
        guard index + 2 < runs.count, let width = file.resolve(runs[index + 2]).number else { break }
        widest = max(widest ?? 0, width)
        made += [first, file.resolve(runs[index + 1]), .real(width * factor)]
        index += 3
      }
    }
    return (made, widest)
  }

  private static func factor(widest: Double?) -> Double? {
    guard let widest, widest > 0, widest <= narrow else { return nil }
    return 1_000 / max(widest, ourGrid)
  }

  /// A line's top and bottom, which are in other units too: those of an em box of Han characters.
  private mutating func mendHeights(_ font: PDFDictionary) {
    guard let number = font["FontDescriptor"].referenced else { return }
    entries.append((number, "Ascent", .integer(880)))
    entries.append((number, "Descent", .integer(-120)))
  }
}
