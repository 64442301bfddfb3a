internal import Diagnostics
internal import Measures
internal import PDFObjects
internal import Pages

/// The fonts of a file's values: one subset for each, written when all its glyphs are known.
struct FileFonts {
  private var usage: FontUsage
  private var objects: [ObjectID] = []

  init(coding: FontUsage.Coding) { usage = FontUsage(coding: coding) }

  /// Notes the glyphs and tells where the font will stand.
  mutating func use(_ font: FontUsage.Font, in file: inout PDFFile) -> ObjectID {
    precondition(font.coding == usage.coding, "a document was prepared for the kind of file that it goes into")
    let index = usage.index(of: font.key)
    if index == objects.count { objects.append(file.reserve()) }
    usage.merge(font, into: index)
    return objects[index]
  }

  func write(to file: inout PDFFile, deflating: Deflating) throws(Refusal) {
    for (font, object) in zip(usage.fonts, objects) {
      try FontProgram(font, deflating: deflating, effort: .instant).write(object, in: &file)
    }
  }
}

/// Where the layers stand that documents of one file share.
struct FileLayers {
  struct Written {
    var stream: ObjectID
    var fonts: [ObjectID]
  }

  private var known: [PlacedLayer: Written] = [:]

  mutating func use(_ layer: SharedLayer, fonts: inout FileFonts, in file: inout PDFFile) -> Written {
    if let written = known[layer.placed] { return written }
    // Forgetting depends on nothing but the documents before, and so do the bytes.
    if known.count >= PDFSharedParts.most { known.removeAll() }
    let written = Written(
      stream: file.write(layer.stream), fonts: layer.usage.fonts.map { fonts.use($0, in: &file) })
    known[layer.placed] = written
    return written
  }
}

/// The resource dictionaries of a file, equal ones once.
struct FileResources {
  private var known: [[UInt8]: ObjectID] = [:]
  /// Those of pages that will be painted on again, with what they have so far.
  private var awaiting: [[UInt8]: ObjectID] = [:]

  /// - Parameters:
  ///   - fixed: The fonts of the layer, F0, F1, …
  ///   - own: The fonts of the values, V0, V1, …
  ///   - awaitClosing: Whether fonts of the closing, C0, C1, …, are yet to come.
  mutating func use(fixed: [ObjectID], own: [ObjectID], awaitClosing: Bool, in file: inout PDFFile) -> ObjectID {
    var body = PDFBytes()
    body.raw("<</Font<<")
    Self.write(fixed, "/F", &body)
    Self.write(own, "/V", &body)
    if let object = awaitClosing ? awaiting[body.bytes] : known[body.bytes] { return object }
    let object = file.reserve()
    if awaitClosing {
      awaiting[body.bytes] = object
    } else {
      known[body.bytes] = object
      body.raw(">>>>")
      file.write(object, body)
    }
    return object
  }

  /// Writes the dictionaries that awaited the closing's fonts.
  mutating func finish(closing: [ObjectID], in file: inout PDFFile) {
    for (bytes, object) in awaiting.sorted(by: { $0.value < $1.value }) {
      var body = PDFBytes()
      body.bytes = bytes
      Self.write(closing, "/C", &body)
      body.raw(">>>>")
      file.write(object, body)
    }
    awaiting = [:]
  }

  private static func write(_ fonts: [ObjectID], _ prefix: StaticString, _ body: inout PDFBytes) {
    for (index, font) in fonts.enumerated() {
      body.raw(prefix)
      body.integer(index)
      body.raw(" ")
      body.reference(font)
    }
  }
}
