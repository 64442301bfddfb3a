internal import Diagnostics
internal import Fonts
internal import Measures
internal import PDFObjects
internal import Pages

/// A layer on pages of one height: the same layer on a longer page is written anew.
struct PlacedLayer: Sendable, Hashable {
  var layer: FixedLayer
  var height: Length

  static func == (a: PlacedLayer, b: PlacedLayer) -> Bool { a.layer === b.layer && a.height == b.height }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(layer)) }

  /// The layers of a document in order of appearance, each once.
  static func all(of document: PagedDocument) -> [PlacedLayer] {
    var layers: [PlacedLayer] = []
    for page in document.pages {
      guard let layer = PlacedLayer(page) else { continue }
      if !layers.contains(layer) { layers.append(layer) }
    }
    return layers
  }

  init?(_ page: Page) {
    guard let layer = page.fixed else { return nil }
    self.layer = layer
    height = page.size.height
  }

  /// The layer's stream.
  func content(options: PDFOptions, fonts: inout FontChoice) -> [UInt8] {
    var content = ContentStream(
      height: height, .fixed, isTagged: options.isTagged, isReadable: options.isReadable, fonts: consume fonts)
    content.paint(layer.segments)
    content.finish()
    let bytes = content.out.bytes
    fonts = content.takeFonts()
    return bytes
  }
}

/// The fixed layers of a form as they stand at the head of every separate file: content and fonts, compressed once in a run.
final class FixedPart: Sendable {
  let layers: [PlacedLayer]
  let streams: [EncodedStream]
  let fonts: [FontProgram]
  let usage: FontUsage

  init(_ layers: [PlacedLayer], options: PDFOptions, deflating: Deflating) throws(Refusal) {
    var fonts = FontChoice(given: nil, coding: .sequence)
    self.layers = layers
    streams = layers.map { deflating.encode($0.content(options: options, fonts: &fonts), .thorough) }
    usage = fonts.usage
    var programs: [FontProgram] = []
    for font in usage.fonts { programs.append(try FontProgram(font, deflating: deflating, effort: .thorough)) }
    self.fonts = programs
  }
}

/// A fixed layer as it stands once in a file that documents share; its fonts are the file's.
final class SharedLayer: Sendable {
  let placed: PlacedLayer
  let stream: EncodedStream
  let usage: FontUsage

  init(_ placed: PlacedLayer, options: PDFOptions, deflating: Deflating) {
    var fonts = FontChoice(given: nil, coding: .glyphIDs)
    self.placed = placed
    stream = deflating.encode(placed.content(options: options, fonts: &fonts))
    usage = fonts.usage
  }
}
