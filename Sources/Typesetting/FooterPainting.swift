import Documents
import Fonts
import Measures
import Pages

/// Paints the line at the foot of each page. It is not content, so readers skip it.
struct FooterPainting {
  private let footer: Paragraph
  private let page: PageSetup
  private let set: (String, TextStyle) -> SetText

  /// - Returns: `nil` when the document has no footer.
  init?(document: Document, set: @escaping (String, TextStyle) -> SetText) {
    guard let footer = document.footer else { return nil }
    self.footer = footer
    self.set = set
    page = document.page
  }

  /// Whether it is another one on each page.
  var showsPages: Bool {
    footer.style.alignment == .outside
      || footer.inlines.contains { inline in
        switch inline {
        case .pageNumber, .pageCount: true
        default: false
        }
      }
  }

  /// - Parameter number: The page's, from 0.
  func items(page number: Int, of count: Int) -> [PaintItem] {
    let inlines = footer.inlines.map { inline -> Inline in
      switch inline {
      case .pageNumber: .text(String(number + 1))
      case .pageCount: .text(String(count))
      default: inline
      }
    }
    let style = style(page: number)
    let lines = InlineLayout(style: style, set: set).lines(of: inlines, width: page.typeArea.width)
    var y = top(of: lines, style)
    var runs: [GlyphRun] = []
    for line in lines {
      for part in line.parts {
        guard case .text(let text, let style) = part.part else { continue }
        runs += text.runs(
          at: Point(x: page.margins.left + part.x, y: y + line.baseline), size: style.size, stretch: part.stretch,
          colour: style.ink)
      }
      y += line.height
    }
    return runs.map { .text($0) }
  }

  /// Outside is right on odd pages and left on even ones, one character in from the edge (GB/T 9704-2012, 7.5).
  private func style(page number: Int) -> TextStyle {
    var style = footer.style
    guard style.alignment == .outside else { return style }
    let isOdd = number.isMultiple(of: 2)
    style.alignment = isOdd ? .right : .left
    style.indent = 0
    style.leftIndent = isOdd ? 0 : 1
    style.rightIndent = isOdd ? 1 : 0
    return style
  }

  /// Where the lines begin: in the middle of the margin, or with their characters at the distance asked for.
  private func top(of lines: [SetLine], _ style: TextStyle) -> Length {
    let margin = page.margins.bottom
    let edge = page.size.height - margin
    guard let distance = page.footerDistance, let first = lines.first else {
      return edge + (margin - lines.reduce(.zero) { $0 + $1.height }) / 2
    }
    return edge + distance - (first.height - style.size) / 2
  }
}
