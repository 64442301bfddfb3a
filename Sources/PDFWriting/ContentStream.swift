internal import Fonts
internal import Measures
internal import PDFObjects
internal import Pages

/// Writes paint as PDF operators (ISO 32000-1, annex A) and notes which glyphs it uses.
///
/// Fonts are named F0, F1, … when they belong to the fixed part of a form, V0, V1, … when they came with the values,
/// C0, C1, … when they came with what closes a page.
/// Pages count from the top, PDF from the bottom: `height` is where the two origins are apart.
struct ContentStream: ~Copyable {
  /// What a stream is part of.
  enum Part {
    /// The fixed part itself, whose own fonts are those that pages are given.
    case fixed
    case own
    /// What is painted on a page when all pages are known.
    case closing

    /// How the fonts are named that the stream brings.
    var prefix: StaticString {
      switch self {
      case .fixed: "/F"
      case .own: "/V"
      case .closing: "/C"
      }
    }
  }

  var out: ContentBytes
  var fonts: FontChoice
  let height: Double
  let part: Part
  private let isTagged: Bool
  /// Whether text is written for people to read.
  let isReadable: Bool
  var state = State()

  /// What the operators so far have set, to set nothing twice.
  struct State {
    var font: FontChoice.Name?
    var size = 0
    var lineWidth = 100
    var roundLines = false
    var dash = 0
    /// Of text and fills, and of lines.
    var fill = Colour.black
    var stroke = Colour.black
    /// Where the last line of the open text object began, in hundredths; `nil` outside text.
    var text: (x: Int, y: Int)?
  }

  /// - Parameters:
  ///   - fonts: What was found out before; `takeFonts` gives it back with what is new.
  ///   - capacity: How many bytes are likely.
  init(
    height: Length, _ part: Part, isTagged: Bool, isReadable: Bool, fonts: consuming FontChoice, capacity: Int = 8192
  ) {
    self.height = height.points
    self.part = part
    self.isTagged = isTagged
    self.isReadable = isReadable
    self.fonts = fonts
    out = ContentBytes(capacity: capacity)
    // What the stream before it left is not known.
    if part != .fixed { state.lineWidth = -1 }
  }

  /// Ends what is open; what is painted after this stream begins in black.
  mutating func finish() {
    endText()
    setFill(.black)
    setStroke(.black)
    set(dash: nil)
    if state.roundLines { out.raw("0 J 0 j\n") }
  }

  consuming func takeFonts() -> FontChoice { fonts }

  mutating func paint(_ segments: [Segment]) {
    for segment in segments where !segment.items.isEmpty {
      guard isTagged else {
        for item in segment.items { paint(item) }
        continue
      }
      // A mark stands wholly inside one text object, or wholly outside.
      let isText = segment.items.allSatisfy { if case .text = $0 { true } else { false } }
      isText ? beginText() : endText()
      begin(segment.mark, spoken: segment.spoken)
      for item in segment.items { paint(item) }
      if !isText { endText() }
      out.raw("EMC\n")
    }
  }

  mutating func paint(_ texts: PlacedTexts) {
    guard !texts.runs.isEmpty else { return }
    beginText()
    var open: Int??
    for run in texts.runs {
      if isTagged, open != .some(run.mark) {
        if open != nil { out.raw("EMC\n") }
        begin(run.mark)
        open = .some(run.mark)
      }
      paint(texts.glyphs[run.glyphs], face: run.face, size: run.size, at: run.origin, run.colour)
    }
    if open != nil { out.raw("EMC\n") }
  }

  /// Paints what stands in a field, between the marks that tell a viewer which part of the look it may replace while someone
  /// types (ISO 32000-1, 12.7.3.3).
  ///
  /// No clip is set: what we draw was fitted into the field, and a form has dozens of fields.
  mutating func paintValue(_ runs: [GlyphRun]) {
    guard runs.contains(where: { !$0.glyphs.isEmpty }) else { return }
    out.raw("/Tx BMC\n")
    for run in runs { paint(.text(run)) }
    endText()
    out.raw("EMC\n")
  }

  private mutating func begin(_ mark: Int?, spoken: String? = nil) {
    guard let mark else { return out.raw("/Artifact BMC\n") }
    out.raw("/Span<</MCID ")
    out.integer(mark)
    if let spoken { putActualText(spoken) }
    out.raw(">>BDC\n")
  }

  mutating func paint(_ item: PaintItem) {
    if case .text(let run) = item {
      return paint(run.glyphs[...], face: run.face, size: run.size, at: run.origin, run.colour)
    }
    endText()
    var colour = Colour.black
    if case .line(_, _, _, let own, let dash) = item {
      colour = own
      set(dash: dash)
    } else {
      set(dash: nil)
    }
    setFill(.black)
    setStroke(colour)
    switch item {
    case .text: break
    case .line(let from, let to, let width, _, _): stroke([from, to], width, round: false)
    case .stroke(let points, let width): stroke(points, width, round: true)
    case .frame(let rect, let width):
      set(lineWidth: width, round: false)
      rectangle(rect)
      out.raw("S\n")
    case .ellipse(let rect, let width):
      set(lineWidth: width, round: false)
      ellipse(rect)
    case .fill(let rect, let gray):
      gray == 0 ? () : setFill(gray)
      rectangle(rect)
      out.raw("f\n")
      gray == 0 ? () : setFill(0)
    case .modules(let rect, let side, let modules): paint(rect, side, modules)
    }
  }

  private mutating func setFill(_ gray: Double) {
    thousandths(gray)
    out.raw(" g ")
  }

  mutating func setFill(_ colour: Colour) {
    guard colour != state.fill else { return }
    state.fill = colour
    out.raw(colour == .red ? "1 0 0 rg\n" : "0 g\n")
  }

  private mutating func setStroke(_ colour: Colour) {
    guard colour != state.stroke else { return }
    state.stroke = colour
    out.raw(colour == .red ? "1 0 0 RG\n" : "0 G\n")
  }

  private mutating func set(dash: Length?) {
    let length = dash.map { PDFBytes.inHundredths($0.points) } ?? 0
    guard length != state.dash else { return }
    state.dash = length
    out.raw("[")
    if length > 0 { out.hundredths(length) }
    out.raw("]0 d\n")
  }

  private mutating func thousandths(_ value: Double) {
    var number = PDFBytes()
    number.number(value, decimals: 3)
    out.raw(number)
  }

  private mutating func number(_ value: Double) { out.hundredths(PDFBytes.inHundredths(value)) }

  private mutating func point(_ point: Point) {
    number(point.x.points)
    out.raw(" ")
    number(height - point.y.points)
    out.raw(" ")
  }

  private mutating func rectangle(_ rect: Rect) {
    point(Point(x: rect.minX, y: rect.maxY))
    number(rect.width.points)
    out.raw(" ")
    number(rect.height.points)
    out.raw(" re ")
  }

  /// Four curves, which differ from the ellipse by less than a thousandth of its size.
  private mutating func ellipse(_ rect: Rect) {
    let (a, b) = (rect.width / 2, rect.height / 2)
    let (x, y) = (rect.minX + a, rect.minY + b)
    let bend = 0.5523
    point(Point(x: x + a, y: y))
    out.raw("m ")
    for (dx, dy) in [(1.0, 0.0), (0, 1), (-1, 0), (0, -1)] {
      // From one axis to the next: a quarter turn takes (dx, dy) to (-dy, dx).
      for (along, across) in [(1, bend), (bend, 1), (0, 1)] {
        point(Point(x: x + a * (dx * along - dy * across), y: y + b * (dy * along + dx * across)))
      }
      out.raw("c ")
    }
    out.raw("s\n")
  }

  private mutating func set(lineWidth: Length, round: Bool) {
    let width = PDFBytes.inHundredths(lineWidth.points)
    if width != state.lineWidth {
      out.hundredths(width)
      out.raw(" w ")
      state.lineWidth = width
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
    thousandths(rect.width.points)
    out.raw(" 0 0 ")
    thousandths(rect.height.points)
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
