package import Diagnostics
internal import Fonts
internal import Measures
internal import PDFObjects
package import Pages

/// A document whose pages are written and compressed, before it has a place in a file.
///
/// Preparing is most of the work and depends on nothing but the document: workers prepare side by side, and one writer appends
/// what they made in order.
package struct PreparedDocument: Sendable {
  package let document: PagedDocument
  /// How its file begins; `nil` when it goes into a file with others.
  let beginning: FileBeginning?
  let pages: [PreparedPage]
  /// For each widget of each page.
  let appearances: [[WidgetAppearance]]
  /// The fonts of the values.
  let usage: FontUsage
  let shape: DocumentShape
  /// For a file that the document shares; in its own it is part of the beginning.
  let structure: PreparedStructure?

  /// - Parameter sharesFile: Whether the document goes into one file with others. Then all documents share fonts; in a file of
  ///   its own, values take what the fixed part's fonts have from there.
  /// - Throws: `Refusal` when a font is broken inside.
  package init(_ document: PagedDocument, sharesFile: Bool, shared: PDFSharedParts) throws(Refusal) {
    self.document = document
    let options = shared.options
    let shape = DocumentShape(document, options: options)
    beginning = sharesFile ? nil : try shared.beginning(shape)
    structure = sharesFile ? shared.structure(shape) : nil
    self.shape = shape
    var fonts = FontChoice(given: beginning?.own?.fixed.usage, coding: sharesFile ? .glyphIDs : .sequence)
    pages = document.pages.map { PreparedPage($0, sharesFile: sharesFile, shared: shared, fonts: &fonts) }
    appearances = document.pages.map { page in
      options.kind == .print
        ? [] : page.widgets.map { WidgetAppearance($0, isReadable: options.isReadable, fonts: &fonts) }
    }
    usage = fonts.usage
  }

  /// The same but for what is the document's own.
  init(_ other: PreparedDocument, identity: FormIdentity, pages: [PreparedPage], usage: FontUsage) {
    var document = other.document
    document.identity = identity
    self.document = document
    (beginning, appearances) = (other.beginning, other.appearances)
    (shape, structure) = (other.shape, other.structure)
    self.pages = pages
    self.usage = usage
  }
}

/// A page's own content, and the layer under it.
struct PreparedPage: Sendable {
  let size: Size
  let layer: PlacedLayer?
  /// The layer for a file that documents share.
  let shared: SharedLayer?
  let content: EncodedStream?

  /// The same with another content.
  init(_ other: PreparedPage, content: EncodedStream?) {
    (size, layer, shared) = (other.size, other.layer, other.shared)
    self.content = content
  }

  init(_ page: Page, sharesFile: Bool, shared: PDFSharedParts, fonts: inout FontChoice) {
    let options = shared.options
    size = page.size
    layer = PlacedLayer(page)
    self.shared = sharesFile ? layer.map { shared.layer($0) } : nil
    var content = ContentStream(
      height: page.size.height, .own, isTagged: options.isTagged, isReadable: options.isReadable,
      fonts: consume fonts)
    content.paint(page.texts)
    content.paint(page.segments)
    content.finish()
    self.content =
      content.out.isEmpty ? nil : shared.deflating.encode(content.out, options.effort(sharesFile: sharesFile))
    fonts = content.takeFonts()
  }
}
