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
  private let fixedParts = Mutex<[[PlacedLayer]: FixedPart]>([:])
  private let beginnings = Mutex<[DocumentShape: FileBeginning]>([:])
  private let structures = Mutex<[DocumentShape: PreparedStructure?]>([:])
  private let layers = Mutex<[PlacedLayer: SharedLayer]>([:])

  /// More would mean that they are not shared, and memory should not grow with the number of records.
  static let most = 32

  package init(options: PDFOptions) {
    self.options = options
    deflating = Deflating(isOff: options.isReadable)
    colourProfile = deflating.encode(ColourProfile.bytes, .thorough)
    let deflating = self.deflating
    entryFont = options.kind == .fillable ? options.entryFace.map { FontProgram(entry: $0, deflating: deflating) } : nil
  }

  /// How every separate file of this shape begins.
  func beginning(_ shape: DocumentShape) throws(Refusal) -> FileBeginning {
    try Self.known(shape, in: beginnings) { () throws(Refusal) in
      FileBeginning(shape, fixed: try fixedPart(shape.layers), shared: self)
    }
  }

  /// The structure of every document of this shape, for files that documents share.
  func structure(_ shape: DocumentShape) -> PreparedStructure? {
    shape.structure == nil ? nil : Self.known(shape, in: structures) { shape.prepared }
  }

  private func fixedPart(_ layers: [PlacedLayer]) throws(Refusal) -> FixedPart {
    try Self.known(layers, in: fixedParts) { () throws(Refusal) in
      try FixedPart(layers, options: options, deflating: deflating)
    }
  }

  /// A layer for files that documents share.
  func layer(_ placed: PlacedLayer) -> SharedLayer {
    Self.known(placed, in: layers) { SharedLayer(placed, options: options, deflating: deflating) }
  }

  /// What the table has, or what is made now. Nobody waits while it is made; who comes first wins.
  private static func known<Key: Hashable & Sendable, Value: Sendable, Failure: Error>(
    _ key: Key, in table: borrowing Mutex<[Key: Value]>, make: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    if let known = table.withLock({ $0[key] }) { return known }
    let made = try make()
    return table.withLock { table in
      if let first = table[key] { return first }
      if table.count >= most { table.removeAll() }
      table[key] = made
      return made
    }
  }
}
