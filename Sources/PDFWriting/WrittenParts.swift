internal import Diagnostics
internal import Measures
internal import PDFObjects
internal import Pages

/// Where a fixed part stands in a file.
struct WrittenFixedPart {
  /// Kept alive, as the file knows it by identity.
  private let part: FixedPart
  private let streams: [ObjectID]
  let fonts: [ObjectID]

  init(_ part: FixedPart, to file: inout PDFFile) {
    self.part = part
    streams = part.streams.map { file.write($0) }
    fonts = part.fonts.map { $0.write(to: &file) }
  }

  func stream(of layer: FixedLayer, _ height: Length) -> ObjectID? {
    part.layers.firstIndex(of: FixedPart.Layer(layer: layer, height: height)).map { streams[$0] }
  }
}

/// The fonts of a file's values: one subset for each, written when all its glyphs are known.
struct FileFonts {
  private var usage = FontUsage()
  private var objects: [ObjectID] = []

  /// Notes the glyphs and tells where the font will stand.
  mutating func use(_ font: FontUsage.Font, in file: inout PDFFile) -> ObjectID {
    let index = usage.index(of: font.key)
    if index == objects.count { objects.append(file.reserve()) }
    usage.merge(font, into: index)
    return objects[index]
  }

  func write(to file: inout PDFFile, deflating: Deflating) throws(Refusal) {
    for (font, object) in zip(usage.fonts, objects) {
      try FontProgram(font, deflating: deflating, effort: .quick).write(object, in: &file)
    }
  }
}
