internal import Diagnostics
internal import Fonts
internal import Measures
internal import PDFObjects
internal import Pages

/// The fixed layers of a form as they stand in every file: content and fonts, compressed once in a run.
final class FixedPart: Sendable {
  let layers: [Layer]
  let streams: [EncodedStream]
  let fonts: [FontProgram]
  let given: FixedFonts

  /// A layer on pages of one height: the same layer on a longer page is written anew.
  struct Layer: Sendable, Hashable {
    var layer: FixedLayer
    var height: Length

    static func == (a: Layer, b: Layer) -> Bool { a.layer === b.layer && a.height == b.height }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(layer)) }
  }

  init(_ layers: [Layer], isTagged: Bool, deflating: Deflating) throws(Refusal) {
    var usage = FontUsage()
    var streams: [EncodedStream] = []
    for layer in layers {
      var content = ContentStream(fixedOfHeight: layer.height, isTagged: isTagged, usage: usage)
      content.paint(layer.layer.segments)
      usage = content.usage
      streams.append(deflating.encode(content.out.bytes, .thorough))
    }
    var fonts: [FontProgram] = []
    for font in usage.fonts { fonts.append(try FontProgram(font, deflating: deflating, effort: .thorough)) }
    self.layers = layers
    self.streams = streams
    self.fonts = fonts
    given = FixedFonts(fonts: usage.fonts)
  }

  /// The layers of a document in order of appearance, each once.
  static func layers(of document: PagedDocument) -> [Layer] {
    var layers: [Layer] = []
    for page in document.pages {
      guard let fixed = page.fixed else { continue }
      let layer = Layer(layer: fixed, height: page.size.height)
      if !layers.contains(layer) { layers.append(layer) }
    }
    return layers
  }
}

/// The fonts of a fixed part: a value whose characters stand in them needs no font of its own for these.
struct FixedFonts: Sendable {
  let fonts: [FontUsage.Font]

  func index(of glyph: GlyphID, in key: FontKey) -> Int? {
    fonts.firstIndex { $0.key.face === key.face && $0.key.rank == key.rank && $0.glyphs.contains(glyph) }
  }
}
