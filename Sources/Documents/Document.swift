package import Measures

/// A paper in a format-neutral tree: everything that stands on it, with empty boxes (slots) where values go.
///
/// One document serves all records of a run: what a record puts into the slots is a `Filling`. So whoever turns documents
/// into a format can do the fixed part once. Made by Composing; shared, and known by its identity.
package final class Document: Sendable {
  package let title: String
  /// BCP 47.
  package let language: String
  package let page: PageSetup
  package let blocks: [Block]
  /// The line at the foot of each page, if any.
  package let footer: Paragraph?

  package init(title: String, language: String = "zh-CN", page: PageSetup, blocks: [Block], footer: Paragraph? = nil) {
    self.title = title
    self.language = language
    self.page = page
    self.blocks = blocks
    self.footer = footer
  }
}

/// The sheet, its margins and where on it the code stands that identifies the page.
package struct PageSetup: Sendable, Hashable {
  package enum CodePosition: String, Sendable, CaseIterable {
    case topLeft = "top-left"
    case topRight = "top-right"
    case bottomLeft = "bottom-left"
    case bottomRight = "bottom-right"
  }

  package var size: Size
  package var margins: Insets
  package var code: CodePosition?

  package init(size: Size, margins: Insets, code: CodePosition?) {
    self.size = size
    self.margins = margins
    self.code = code
  }
}

package indirect enum Block: Sendable {
  case heading(level: Int, Paragraph)
  case paragraph(Paragraph)
  case table(Table)
  case space(Length)
}

package struct Paragraph: Sendable {
  package var inlines: [Inline]
  package var style: TextStyle
  /// Whether it must stand on the same page as the block before it.
  package var keepsWithPrevious: Bool

  package init(_ inlines: [Inline], style: TextStyle, keepsWithPrevious: Bool = false) {
    self.inlines = inlines
    self.style = style
    self.keepsWithPrevious = keepsWithPrevious
  }
}

package enum Inline: Sendable {
  case text(String)
  case lineBreak
  case slot(Slot)
  /// A check box and its label, never parted by a line's end.
  case option(Slot, label: String, boxFirst: Bool)
  /// An empty place for a seal or signature.
  case blank(width: Length, rule: Bool)
  case pageNumber
  case pageCount
  /// The ordinal of the repeated row that this stands in, from 1.
  case rowNumber
}
