import Documents
import Fonts
import Measures
import Pages

/// Paints the line at the foot of each page: in the middle of the bottom margin. It is not content, so readers skip it.
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
    footer.inlines.contains { inline in
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
    let width = page.size.width - page.margins.left - page.margins.right
    let lines = InlineLayout(style: footer.style, set: set).lines(of: inlines, width: width)
    let margin = page.margins.bottom
    var y = page.size.height - margin + (margin - lines.reduce(.zero) { $0 + $1.height }) / 2
    var runs: [GlyphRun] = []
    for line in lines {
      for part in line.parts {
        guard case .text(let text) = part.part else { continue }
        let baseline = y + footer.style.baseline(inLineOf: line.height, size: footer.style.size)
        runs += text.runs(at: Point(x: page.margins.left + part.x, y: baseline), size: footer.style.size)
      }
      y += line.height
    }
    return runs.map { .text($0) }
  }
}
