internal import Fonts
internal import Measures
internal import PDFObjects
internal import Pages

/// Where a document's pages stand in a file, and how they find their way to the structure.
struct DocumentPlace: Sendable {
  let pages: [ObjectID]
  let widgets: [[ObjectID]]
  /// `nil` without structure.
  let keys: StructureTree.Keys?

  init(_ shape: DocumentShape, structure: PreparedStructure?, tree: inout StructureTree?, in file: inout PDFFile) {
    let pages = shape.widgets.map { _ in file.reserve() }
    let widgets = shape.widgets.map { (0..<$0).map { _ in file.reserve() } }
    keys = structure.flatMap { tree?.append($0, pages: pages, widgets: widgets, to: &file) }
    (self.pages, self.widgets) = (pages, widgets)
  }
}

/// What of a document does not depend on the record, as long as the same boxes are filled.
struct DocumentShape: Sendable, Hashable {
  let layers: [PlacedLayer]
  /// The number of widgets on each page.
  let widgets: [Int]
  /// `nil` for kinds without structure.
  let structure: StructureElement?

  init(_ document: PagedDocument, options: PDFOptions) {
    layers = PlacedLayer.all(of: document)
    widgets = document.pages.map { options.kind == .print ? 0 : $0.widgets.count }
    structure = options.isTagged ? document.structure : nil
  }

  /// Little of the structure tells shapes apart, and comparing it is quick where documents have the very same.
  func hash(into hasher: inout Hasher) {
    hasher.combine(layers)
    hasher.combine(widgets)
    for child in structure?.children ?? [] {
      guard case .element(let element) = child else { continue }
      hasher.combine(element.role)
      hasher.combine(element.children.count)
    }
  }

  var prepared: PreparedStructure? {
    structure.map { PreparedStructure([$0], firstPage: 0, widgets: widgets) }
  }
}

/// The beginning of a separate file, with all that does not depend on the record: layers, their fonts, the structure. It is written
/// once for each shape of documents; each file is a copy of it that goes on.
struct FileBeginning: Sendable {
  let file: PDFFile
  let tree: StructureTree?
  /// Where the ICC profile stands, in an archive.
  let colourProfile: ObjectID?
  /// `nil` for a file that documents share.
  let own: Own?

  /// What is known when the document is.
  struct Own: Sendable {
    let fixed: FixedPart
    let streams: [ObjectID]
    let fonts: [ObjectID]
    /// Where the font for what is typed stands; `nil` without such a font.
    let entryFont: ObjectID?
    let place: DocumentPlace

    func stream(of layer: PlacedLayer) -> ObjectID? {
      fixed.layers.firstIndex(of: layer).map { streams[$0] }
    }
  }

  /// The beginning of a file that documents share.
  init(shared: PDFSharedParts) {
    var file = Self.file(shared, sharesFile: true)
    tree = Self.tree(in: &file, shared)
    colourProfile = Self.writeColourProfile(shared, to: &file)
    own = nil
    self.file = file
  }

  /// The beginning of every separate file of one shape.
  init(_ shape: DocumentShape, fixed: FixedPart, shared: PDFSharedParts) {
    var file = Self.file(shared, sharesFile: false)
    var tree = Self.tree(in: &file, shared)
    colourProfile = Self.writeColourProfile(shared, to: &file)
    let streams = fixed.streams.map { file.write($0) }
    let fonts = fixed.fonts.map { $0.write(to: &file) }
    let hasFields = shape.widgets.contains { $0 > 0 }
    let entryFont = hasFields ? shared.entryFont?.write(to: &file) : nil
    let place = DocumentPlace(shape, structure: shape.prepared, tree: &tree, in: &file)
    own = Own(fixed: fixed, streams: streams, fonts: fonts, entryFont: entryFont, place: place)
    // Without structure there is too little for an object stream of its own.
    file.seal(withObjects: tree != nil)
    self.tree = tree
    self.file = file
  }

  private static func file(_ shared: PDFSharedParts, sharesFile: Bool) -> PDFFile {
    PDFFile(
      layout: shared.options.isReadable ? .plain : .compact, deflating: shared.deflating,
      effort: shared.options.effort(sharesFile: sharesFile))
  }

  private static func tree(in file: inout PDFFile, _ shared: PDFSharedParts) -> StructureTree? {
    shared.options.isTagged ? StructureTree(root: file.reserve()) : nil
  }

  private static func writeColourProfile(_ shared: PDFSharedParts, to file: inout PDFFile) -> ObjectID? {
    guard shared.options.kind == .archive else { return nil }
    var entries = PDFBytes()
    entries.raw("/N 3")
    return file.write(shared.colourProfile, entries: entries)
  }
}
