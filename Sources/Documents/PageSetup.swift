package import Measures

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
  /// From the bottom margin's edge down to the line at the foot; `nil` for the middle of the margin.
  package var footerDistance: Length?

  package init(size: Size, margins: Insets, code: CodePosition?, footerDistance: Length? = nil) {
    self.size = size
    self.margins = margins
    self.code = code
    self.footerDistance = footerDistance
  }

  /// What the margins leave.
  package var typeArea: Size {
    Size(
      width: size.width - margins.left - margins.right, height: size.height - margins.top - margins.bottom)
  }
}

/// The grid of official papers (GB/T 9704-2012, 5.2): so many characters to a line, so many lines to a page.
package struct PageGrid: Sendable, Hashable {
  package var characters: Int
  package var lines: Int

  /// The margins of an upright A4 page with a type area of 156 × 225 mm (5.2.1), and how far below it the page numbers stand (7.5).
  package static let margins = Insets(top: .mm(37), right: .mm(26), bottom: .mm(35), left: .mm(28))
  package static let footerDistance = Length.mm(7)

  package init(characters: Int, lines: Int) {
    self.characters = characters
    self.lines = lines
  }

  /// Reads `28x22`; `nil` for anything else, and for grids that no page has.
  package init?(_ text: String) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let characters = parts[0], let lines = parts[1], (1...100).contains(characters),
      (1...100).contains(lines)
    else { return nil }
    self.init(characters: characters, lines: lines)
  }

  /// The style that everything on such a page inherits: 三号 (16 points) where the grid has room for it, and so tracked and led that
  /// the type area holds the grid's characters and lines.
  package func style(on page: PageSetup) -> TextStyle {
    let pitch = page.typeArea.width / Double(characters)
    let linePitch = page.typeArea.height / Double(lines)
    // Characters may stand a little closer than their size: those of the standard do, by 1.3 %.
    let largest = min((pitch / Length.points(0.98)), linePitch / Length.points(1))
    let size = Length.points(min(16, (largest * 2).rounded(.down) / 2))
    // Rounded down to what glyphs are placed in, so that the last character of a line never lacks a hair.
    let tracking = ((pitch / size - 1) * 1000).rounded(.down) / 1000
    return TextStyle(
      role: .body, size: size, alignment: .justify, linePitch: linePitch, tracking: tracking, indent: 2)
  }
}
