package import Measures

/// A typeset document: pages with everything at its fixed place, and no way back to the tree.
///
/// This is all that a writer of pages (PDF, later OFD) gets to see.
package struct PagedDocument: Sendable {
  package var title: String
  /// BCP 47, such as `zh-CN`.
  package var language: String
  package var pages: [Page]
  /// The logical structure; its leaves are marks and widgets of the pages.
  package var structure: StructureElement
  /// What identifies the form for readers; `nil` for papers that are not read back.
  package var identity: FormIdentity?

  package init(
    title: String, language: String = "zh-CN", pages: [Page], structure: StructureElement,
    identity: FormIdentity? = nil
  ) {
    self.title = title
    self.language = language
    self.pages = pages
    self.structure = structure
    self.identity = identity
  }
}

/// Which form, which version and which record: the same facts as in the page's QR code, and nothing personal.
package struct FormIdentity: Sendable, Hashable {
  /// Profile and form, such as `liaocheng/info-table`.
  package var form: String
  package var version: String
  /// A short key that finds the record again for whoever issued it.
  package var key: String

  package init(form: String, version: String, key: String) {
    self.form = form
    self.version = version
    self.key = key
  }
}

package struct Page: Sendable {
  package var size: Size
  /// What this page shares with others, painted first. Shared by identity: a writer writes it once in a file.
  package var fixed: FixedLayer?
  /// What stands in its boxes, painted next.
  package var texts: PlacedTexts
  /// The rest of the page's own content, painted in order.
  package var segments: [Segment]
  package var widgets: [Widget]
  /// Whether more is painted on it when the number of pages is known (`PagedPiece`).
  package var awaitsClosing: Bool

  package init(
    size: Size, fixed: FixedLayer? = nil, texts: PlacedTexts = PlacedTexts(), segments: [Segment] = [],
    widgets: [Widget] = [], awaitsClosing: Bool = false
  ) {
    self.size = size
    self.fixed = fixed
    self.texts = texts
    self.segments = segments
    self.widgets = widgets
    self.awaitsClosing = awaitsClosing
  }
}

/// The part of a form that no record changes: rules, labels, fixed text.
package final class FixedLayer: Sendable {
  package let segments: [Segment]

  package init(segments: [Segment]) {
    self.segments = segments
  }
}

/// Paint that belongs together: one leaf of the structure, or decoration when it has no mark.
package struct Segment: Sendable {
  /// Numbers this piece of content on its page, over the fixed layer, the texts and the page's own segments together, each
  /// number once; `nil` for an artifact (rules, page numbers, codes).
  package var mark: Int?
  package var items: [PaintItem]
  /// What marked paint that is not text says to those who cannot see it.
  package var spoken: String?

  package init(mark: Int? = nil, items: [PaintItem], spoken: String? = nil) {
    self.mark = mark
    self.items = items
    self.spoken = spoken
  }
}

/// One thing to paint. Paint is black but for lines and texts with a colour of their own and for the grey of fills.
package enum PaintItem: Sendable {
  case text(GlyphRun)
  /// A straight line; a dashed one has dashes and gaps of this length.
  case line(from: Point, to: Point, width: Length, colour: Colour = .black, dash: Length? = nil)
  /// A rectangle's outline, drawn centred on its edges.
  case frame(Rect, width: Length)
  /// The outline of the ellipse that fills a rectangle.
  case ellipse(Rect, width: Length)
  /// A filled rectangle; 0 is black, 1 white.
  case fill(Rect, gray: Double)
  /// A connected stroke, such as a tick.
  case stroke([Point], width: Length)
  /// Square modules of a code, `side` to a row, filling the rectangle: one bit each, 1 for black, the leftmost highest; every
  /// row begins a new byte.
  case modules(Rect, side: Int, [UInt8])
}
