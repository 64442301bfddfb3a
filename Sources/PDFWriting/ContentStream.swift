internal import Fonts
internal import Measures
internal import PDFObjects
internal import Pages

/// Writes paint as PDF operators (ISO 32000-1, annex A) and notes which glyphs it uses.
///
/// Fonts are named F0, F1, … when they belong to the fixed part of a form, V0, V1, … when they came with the values.
/// Pages count from the top, PDF from the bottom: `height` is where the two origins are apart.
struct ContentStream {
  private(set) var out = PDFBytes()
  /// The fonts that this stream brings.
  private(set) var usage = FontUsage()
  private let height: Double
  private let isTagged: Bool
  /// Fonts that stand in the file already, such as those of a form's fixed part.
  private let given: FixedFonts?
  /// Whether this is the fixed part itself, whose own fonts are those that pages are given.
  private let isFixed: Bool
  private var state = State()

  /// What the operators so far have set, to set nothing twice.
  private struct State {
    var font: FontName?
    var size: Double = 0
    var lineWidth: Double = 1
    var roundLines = false
  }

  private enum FontName: Equatable {
    case given(Int)
    case own(Int)
  }

  /// A page's own stream.
  init(height: Length, isTagged: Bool, given: FixedFonts?, usage: FontUsage) {
    self.init(height: height, isTagged: isTagged, given: given, usage: usage, isFixed: false)
  }

  /// The stream of a fixed layer.
  init(fixedOfHeight height: Length, isTagged: Bool, usage: FontUsage) {
    self.init(height: height, isTagged: isTagged, given: nil, usage: usage, isFixed: true)
  }

  private init(height: Length, isTagged: Bool, given: FixedFonts?, usage: FontUsage, isFixed: Bool) {
    self.height = height.points
    self.isTagged = isTagged
    self.given = given
    self.usage = usage
    self.isFixed = isFixed
  }

  mutating func paint(_ segments: [Segment]) {
    for segment in segments where !segment.items.isEmpty {
      if isTagged { begin(segment.mark) }
      for item in segment.items { paint(item) }
      if isTagged { out.raw("EMC\n") }
    }
  }

  mutating func paint(_ texts: PlacedTexts) {
    var open: Int??
    for run in texts.runs {
      if isTagged, open != .some(run.mark) {
        if open != nil { out.raw("EMC\n") }
        begin(run.mark)
        open = .some(run.mark)
      }
      paint(texts.glyphs[run.glyphs], face: run.face, size: run.size, at: run.origin)
    }
    if open != nil { out.raw("EMC\n") }
  }

  private mutating func begin(_ mark: Int?) {
    guard let mark else { return out.raw("/Artifact BMC\n") }
    out.raw("/Span<</MCID ")
    out.integer(mark)
    out.raw(">>BDC\n")
  }

  mutating func paint(_ item: PaintItem) {
    switch item {
    case .text(let run): paint(run.glyphs[...], face: run.face, size: run.size, at: run.origin)
    case .line(let from, let to, let width): stroke([from, to], width, round: false)
    case .stroke(let points, let width): stroke(points, width, round: true)
    case .frame(let rect, let width):
      set(lineWidth: width, round: false)
      rectangle(rect)
      out.raw("S\n")
    case .fill(let rect, let gray):
      gray == 0 ? () : setFill(gray)
      rectangle(rect)
      out.raw("f\n")
      gray == 0 ? () : setFill(0)
    case .modules(let rect, let side, let modules): paint(rect, side, modules)
    }
  }

  private mutating func setFill(_ gray: Double) {
    out.number(gray, decimals: 3)
    out.raw(" g ")
  }

  private mutating func point(_ point: Point) {
    out.number(point.x.points)
    out.raw(" ")
    out.number(height - point.y.points)
    out.raw(" ")
  }

  private mutating func rectangle(_ rect: Rect) {
    point(Point(x: rect.minX, y: rect.maxY))
    out.number(rect.width.points)
    out.raw(" ")
    out.number(rect.height.points)
    out.raw(" re ")
  }

  private mutating func set(lineWidth: Length, round: Bool) {
    if lineWidth.points != state.lineWidth {
      out.number(lineWidth.points)
      out.raw(" w ")
      state.lineWidth = lineWidth.points
    }
    if round != state.roundLines {
      round ? out.raw("1 J 1 j ") : out.raw("0 J 0 j ")
      state.roundLines = round
    }
  }

  private mutating func stroke(_ points: [Point], _ width: Length, round: Bool) {
    guard let first = points.first, points.count > 1 else { return }
    set(lineWidth: width, round: round)
    point(first)
    out.raw("m ")
    for next in points.dropFirst() {
      point(next)
      out.raw("l ")
    }
    out.raw("S\n")
  }

  /// A code as an image of one bit to a module: a tenth of the bytes that rectangles take, without seams between them.
  private mutating func paint(_ rect: Rect, _ side: Int, _ modules: [UInt8]) {
    guard side > 0, modules.count == (side + 7) / 8 * side else { return }
    out.raw("q ")
    out.number(rect.width.points, decimals: 3)
    out.raw(" 0 0 ")
    out.number(rect.height.points, decimals: 3)
    out.raw(" ")
    point(Point(x: rect.minX, y: rect.maxY))
    out.raw("cm BI/W ")
    out.integer(side)
    out.raw("/H ")
    out.integer(side)
    out.raw("/IM true/F/AHx ID ")
    // In a stencil 0 paints.
    for byte in modules { out.hex(~byte) }
    out.raw("> EI Q\n")
  }
}

// Text.
extension ContentStream {
  private mutating func paint(_ glyphs: ArraySlice<PlacedGlyph>, face: FontFace, size: Length, at origin: Point) {
    guard !glyphs.isEmpty else { return }
    out.raw("BT ")
    point(origin)
    out.raw("Td ")
    var isOpen = false
    for glyph in glyphs {
      let (name, cluster) = place(glyph, of: face)
      if cluster != nil || state.font != name || state.size != size.points {
        if isOpen { close() }
        isOpen = false
        set(name, size: size.points)
      }
      if let cluster { beginActualText(cluster) }
      if !isOpen {
        out.raw("[<")
        isOpen = true
      }
      out.hex16(glyph.id.rawValue)
      if glyph.gap != 0 {
        out.raw(">")
        out.integer(-Int(glyph.gap))
        out.raw("<")
      }
      if cluster != nil {
        close()
        isOpen = false
        out.raw("EMC ")
      }
    }
    if isOpen { close() }
    out.raw("ET\n")
  }

  private mutating func close() { out.raw(">]TJ ") }

  private mutating func set(_ font: FontName, size: Double) {
    guard state.font != font || state.size != size else { return }
    switch font {
    case .given(let index):
      out.raw("/F")
      out.integer(index)
    case .own(let index):
      isFixed ? out.raw("/F") : out.raw("/V")
      out.integer(index)
    }
    out.raw(" ")
    out.number(size)
    out.raw(" Tf ")
    (state.font, state.size) = (font, size)
  }

  /// Which font a glyph is taken from, and what must be said of it because the font does not.
  private mutating func place(_ glyph: PlacedGlyph, of face: FontFace) -> (FontName, Cluster?) {
    let rank = glyph.second == nil ? face.characters.rank(of: glyph.scalar, in: glyph.id) : nil
    let cluster = rank == nil ? Cluster(base: glyph.scalar, second: glyph.second) : nil
    let key = FontKey(face: face, rank: rank ?? 0)
    if cluster == nil, let index = given?.index(of: glyph.id, in: key) { return (.given(index), nil) }
    let index = usage.index(of: key)
    usage.use(glyph.id, in: index, as: cluster)
    return (.own(index), cluster)
  }

  private mutating func beginActualText(_ cluster: Cluster) {
    out.raw("/Span<</ActualText")
    out.text(String(String.UnicodeScalarView(cluster.scalars)))
    out.raw(">>BDC ")
  }
}
