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
  let fixed: FixedPart?
  let pages: [EncodedStream?]
  /// For each widget of each page.
  let appearances: [[WidgetAppearance]]
  let usage: FontUsage

  package init(_ document: PagedDocument, shared: PDFSharedParts) throws(Refusal) {
    self.document = document
    let fixed = try shared.fixedPart(FixedPart.layers(of: document))
    let isTagged = shared.options.isTagged
    var usage = FontUsage()
    var pages: [EncodedStream?] = []
    var appearances: [[WidgetAppearance]] = []
    for page in document.pages {
      var content = ContentStream(
        height: page.size.height, isTagged: isTagged, given: fixed?.given, usage: usage)
      content.paint(page.texts)
      content.paint(page.segments)
      usage = content.usage
      pages.append(content.out.isEmpty ? nil : shared.deflating.encode(content.out.bytes))
      appearances.append(page.widgets.map { WidgetAppearance($0, given: fixed?.given, usage: &usage) })
    }
    self.fixed = fixed
    self.pages = pages
    self.appearances = appearances
    self.usage = usage
  }
}
