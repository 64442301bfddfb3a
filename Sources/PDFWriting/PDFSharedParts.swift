internal import Diagnostics
internal import Fonts
internal import PDFObjects
internal import Pages
private import Synchronization

/// What the files of a run share: fixed parts compressed once, and compressors.
///
/// One for each run and for each kind of PDF; any number of workers and writers may use it at once. What is in it never
/// changes the bytes of a file, only how soon they are ready.
package final class PDFSharedParts: Sendable {
  package let options: PDFOptions
  let deflating: Deflating
  let colourProfile: EncodedStream
  /// The font for what is typed into a form.
  let entryFont: FontProgram?
  private let beginnings = Mutex<[[PlacedLayer]: FileBeginning]>([:])
  private let layers = Mutex<[PlacedLayer: SharedLayer]>([:])

  /// More would mean that layers are not shared, and memory should not grow with the number of records.
  static let most = 32

  package init(options: PDFOptions) {
    self.options = options
    deflating = Deflating(isOff: options.isReadable)
    colourProfile = deflating.encode(ColourProfile.bytes, .thorough)
    let deflating = self.deflating
    entryFont = options.kind == .fillable ? options.entryFace.map { FontProgram(entry: $0, deflating: deflating) } : nil
  }

  /// How every separate file on these layers begins.
  func beginning(_ layers: [PlacedLayer]) throws(Refusal) -> FileBeginning {
    let known = beginnings.withLock { $0[layers] }
    if let known { return known }
    let made = FileBeginning(try FixedPart(layers, options: options, deflating: deflating), shared: self)
    return beginnings.withLock { beginnings in
      if let first = beginnings[layers] { return first }
      if beginnings.count >= Self.most { beginnings.removeAll() }
      beginnings[layers] = made
      return made
    }
  }

  /// A layer for files that documents share.
  func layer(_ placed: PlacedLayer) -> SharedLayer {
    let known = layers.withLock { $0[placed] }
    if let known { return known }
    let made = SharedLayer(placed, options: options, deflating: deflating)
    return layers.withLock { layers in
      if let first = layers[placed] { return first }
      if layers.count >= Self.most { layers.removeAll() }
      layers[placed] = made
      return made
    }
  }
}
