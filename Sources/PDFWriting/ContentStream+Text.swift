internal import Fonts
internal import Measures
internal import PDFObjects
internal import Pages

// Text (ISO 32000-1, 9.4).
extension ContentStream {
  mutating func beginText() {
    guard state.text == nil else { return }
    out.raw("BT\n")
    state.text = (0, 0)
  }

  mutating func endText() {
    guard state.text != nil else { return }
    out.raw("ET\n")
    state.text = nil
  }

  mutating func paint(
    _ glyphs: ArraySlice<PlacedGlyph>, face: FontFace, size: Length, at origin: Point, _ colour: Colour
  ) {
    guard !glyphs.isEmpty else { return }
    beginText()
    setFill(colour)
    begin(at: origin)
    let size = PDFBytes.inHundredths(size.points)
    fonts.turn(to: face)
    let hasGaps = glyphs.contains { $0.gap != 0 }
    var isOpen = false
    for glyph in glyphs {
      var cluster: Cluster?
      let choice: FontChoice.Choice
      if let known = fonts.recall(glyph) { choice = known } else { (choice, cluster) = fonts.choose(glyph) }
      if cluster != nil || state.font != choice.name || state.size != size {
        if isOpen { endString(hasGaps) }
        isOpen = false
        set(choice.name, size: size)
      }
      if let cluster { beginActualText(cluster) }
      if !isOpen {
        beginString(hasGaps)
        isOpen = true
      }
      isReadable ? out.hex16(choice.code) : out.literal16(choice.code)
      if glyph.gap != 0 { put(gap: Int(glyph.gap)) }
      if cluster != nil {
        endString(hasGaps)
        isOpen = false
        out.raw(" EMC ")
      }
    }
    if isOpen { endString(hasGaps) }
    out.raw("\n")
  }

  /// Moves from the line before, as text objects count.
  private mutating func begin(at origin: Point) {
    let (x, y) = (PDFBytes.inHundredths(origin.x.points), PDFBytes.inHundredths(height - origin.y.points))
    let last = state.text ?? (0, 0)
    out.hundredths(x - last.x)
    out.raw(" ")
    out.hundredths(y - last.y)
    out.raw(" Td")
    state.text = (x, y)
  }

  private mutating func beginString(_ hasGaps: Bool) {
    if hasGaps { out.raw("[") }
    isReadable ? out.raw("<") : out.raw("(")
  }

  private mutating func put(gap: Int) {
    isReadable ? out.raw(">") : out.raw(")")
    out.integer(-gap)
    isReadable ? out.raw("<") : out.raw("(")
  }

  private mutating func endString(_ hasGaps: Bool) {
    isReadable ? out.raw(">") : out.raw(")")
    hasGaps ? out.raw("]TJ") : out.raw("Tj")
  }

  private mutating func set(_ font: FontChoice.Name, size: Int) {
    guard state.font != font || state.size != size else { return }
    font.isGiven ? out.raw("/F") : out.raw(part.prefix)
    out.integer(font.index)
    out.raw(" ")
    out.hundredths(size)
    out.raw(" Tf")
    (state.font, state.size) = (font, size)
  }

  private mutating func beginActualText(_ cluster: Cluster) {
    out.raw("/Span<<")
    putActualText(String(String.UnicodeScalarView(cluster.scalars)))
    out.raw(">>BDC")
  }

  mutating func putActualText(_ words: String) {
    out.raw("/ActualText")
    var text = PDFBytes()
    text.text(words)
    out.raw(text)
  }
}
