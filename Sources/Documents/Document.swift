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

package indirect enum Block: Sendable {
  case heading(level: Int, Paragraph)
  case paragraph(Paragraph)
  case table(Table)
  case space(Length)
  /// What follows begins a page; at the head of one it does nothing.
  case pageBreak
  /// A line across the page.
  case rule(Rule)
  /// A dashed line across the page with words in its middle: where the sheet is cut.
  case tear(Paragraph)
  /// Blocks that stand on one page, unless they are taller than one.
  case together(BlockGroup)
}

/// A line across the type area; it takes no room but its own width.
package struct Rule: Sendable, Hashable {
  package var width: Length
  package var colour: TextStyle.Colour

  package init(width: Length, colour: TextStyle.Colour = .black) {
    self.width = width
    self.colour = colour
  }
}

package struct BlockGroup: Sendable {
  package var blocks: [Block]
  /// Whether it must stand on the same page as the end of the block before it.
  package var keepsWithPrevious: Bool

  package init(_ blocks: [Block], keepsWithPrevious: Bool = false) {
    self.blocks = blocks
    self.keepsWithPrevious = keepsWithPrevious
  }
}

package struct Paragraph: Sendable {
  package var inlines: [Inline]
  package var style: TextStyle
  /// Whether it must stand on the same page as the block before it.
  package var keepsWithPrevious: Bool
  /// Whether the block after it must begin on the same page; headings always do so.
  package var keepsWithNext: Bool

  package init(
    _ inlines: [Inline], style: TextStyle, keepsWithPrevious: Bool = false, keepsWithNext: Bool = false
  ) {
    self.inlines = inlines
    self.style = style
    self.keepsWithPrevious = keepsWithPrevious
    self.keepsWithNext = keepsWithNext
  }
}

package enum Inline: Sendable {
  case text(String)
  /// Text with a role, size, colour and tracking of its own, on the paragraph's baseline.
  case span(String, TextStyle)
  case lineBreak
  case slot(Slot)
  /// A check box and its label, never parted by a line's end. The box of `Slot.Kind.struck` is the label itself.
  case option(Slot, label: String, boxFirst: Bool)
  /// An empty place, for a pen or for a seal or signature; in fillable forms somebody's is a signature field.
  case blank(width: Length, rule: Bool, signer: SignerPlace? = nil)
  case pageNumber
  case pageCount
  /// The ordinal of the repeated row that this stands in, from 1.
  case rowNumber
}
