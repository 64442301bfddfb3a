/// What a content stream paints: whether anything, and whether it is text that can be read.
///
/// Only counts; what the text says is poppler's to tell. Content that is drawn inside (form XObjects) counts too.
struct ContentInk {
  /// Whether anything is painted at all.
  private(set) var paints = false
  /// Glyphs that are shown; spaces of plain fonts are none.
  private(set) var glyphs = 0
  /// How many of them have no Unicode value.
  private(set) var muteGlyphs = 0
  /// Whether some would have one, if this machine had Adobe's character maps.
  private(set) var lacksMaps = false
  /// Text that is there but not painted (text rendering modes 3 and 7).
  private(set) var hasHiddenText = false
  /// Pictures, or outlines of more pieces than borders and ticks have: they may be text that nobody can read here.
  var mayBePicture: Bool { hasPicture || segments > Self.plainOutline }

  private var hasPicture = false
  private var segments = 0
  private static let plainOutline = 48
  private static let deepest = 4
  private static let longestContent = 1 << 20

  /// Of a graphics state what matters here.
  private struct State {
    var isHidden = false
    var codes = GlyphCodes()
  }

  /// Where fonts and XObjects come from, and what looking at them may still cost.
  struct Sources {
    let file: QPDFFile
    /// Bytes that may still be looked at in the whole file.
    var budget = 16 << 20
    private var fonts: [ObjectNumber: GlyphCodes] = [:]

    init(file: QPDFFile) { self.file = file }

    mutating func codes(_ font: PDFObject) -> GlyphCodes {
      if let number = font.referenced, let codes = fonts[number] { return codes }
      guard let dictionary = file.dictionary(font) else { return GlyphCodes() }
      let codes = GlyphCodes(of: dictionary, in: file)
      if let number = font.referenced { fonts[number] = codes } else { budget -= 1 << 16 }
      return codes
    }
  }

  /// - Parameters:
  ///   - content: Unpacked.
  ///   - resources: Where its fonts and XObjects stand.
  init(_ content: [UInt8], resources: PDFDictionary?, from sources: inout Sources) {
    scan(content, resources: resources, from: &sources, depth: 0, State())
  }

  private mutating func scan(
    _ content: [UInt8], resources: PDFDictionary?, from sources: inout Sources, depth: Int, _ start: State
  ) {
    sources.budget -= content.count
    guard sources.budget >= 0 else { return }
    let file = sources.file
    let fonts = resources.flatMap { file.dictionary($0["Font"]) }
    let objects = resources.flatMap { file.dictionary($0["XObject"]) }
    var state = start
    var saved: [State] = []
    var tokens = ContentTokens(content)
    while let operation = tokens.next() {
      switch operation {
      case "q": if saved.count < 64 { saved.append(state) }
      case "Q": state = saved.popLast() ?? state
      case "Tr": state.isHidden = tokens.number == 3 || tokens.number == 7
      case "Tf":
        state.codes = tokens.name.flatMap { name in fonts.map { sources.codes($0[name]) } } ?? GlyphCodes()
      case "Tj", "TJ", "'", "\"": for string in tokens.strings { show(string, state) }
      case "l", "c", "v", "y": segments += 1
      case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh": paints = true
      case "BI":
        paints = true
        hasPicture = true
        tokens.passInlineImage()
      case "Do":
        guard let name = tokens.name, let object = objects?[name], let entries = file.dictionary(object) else { break }
        draw(object, entries, resources: resources, from: &sources, depth: depth, state)
      default: break
      }
    }
  }

  private mutating func show(_ string: [UInt8], _ state: State) {
    let count = state.codes.count(string)
    guard count.all > 0 else { return }
    if state.isHidden {
      hasHiddenText = true
    } else {
      paints = true
      glyphs += count.all
      muteGlyphs += count.mute
      lacksMaps = lacksMaps || state.codes.lacksMaps
    }
  }

  private mutating func draw(
    _ object: PDFObject, _ entries: PDFDictionary, resources: PDFDictionary?, from sources: inout Sources, depth: Int,
    _ state: State
  ) {
    let file = sources.file
    guard file.name(entries["Subtype"]) == "Form" else {
      paints = true
      hasPicture = true
      return
    }
    guard depth < Self.deepest, sources.budget > 0, case .stream(let number, _) = file.resolve(object),
      let content = file.content(of: number, limit: Self.longestContent)
    else { return }
    // An empty form that is drawn again and again costs too.
    sources.budget -= 100
    scan(
      content, resources: file.dictionary(entries["Resources"]) ?? resources, from: &sources, depth: depth + 1, state)
  }
}
