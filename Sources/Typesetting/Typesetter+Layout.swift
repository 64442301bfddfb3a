package import Documents
import Fonts
import Measures
package import Pages

extension Typesetter {
  /// The pages for so many entries of each repeat, every row at its least height.
  ///
  /// - Returns: `nil` when the document has not as many repeats.
  package func pages(counts: [Int]) -> LaidPages? { counts.count == repeats ? LaidPages(self, counts: counts) : nil }

  /// Where everything stands on one record's paper, its values left out.
  package func layout(for filling: Filling) -> FormLayout {
    let pages = plan(for: filling).value.pages.map { FormLayout.Page($0, of: document) }
    return FormLayout(pages: pages, blank: blank)
  }

  /// The advance of a blank, in ems.
  var blank: Double {
    let face = fonts.mainFace(for: .form)
    return face.glyph(for: " ").map { Double(face.thousandths(of: $0)) / 1000 } ?? 0.25
  }
}

extension FormLayout.Page {
  /// - Parameter growth: How rows grow with boxes, by the boxes' names within the rows.
  init(_ page: PlannedPage, of document: Document, growth: [[String]: FormLayout.Box.Growth] = [:]) {
    let items = page.fixed.segments.flatMap(\.items)
    self.init(
      size: document.page.size, bottom: document.page.size.height - document.page.margins.bottom,
      characters: items.flatMap { item -> [FormLayout.Character] in
        if case .text(let run) = item { run.characters } else { [] }
      },
      boxes: page.slots.map { slot in
        FormLayout.Box(
          name: slot.name.joined(separator: "."), label: slot.label, kind: slot.slot.kind.inLayout, rect: slot.rect,
          size: slot.slot.style.size, growth: slot.slot.fit.policy == .grow ? growth[slot.slot.name] : nil)
      }, rules: items.compactMap(\.ruleInk), signers: page.signers.map(\.rect), code: document.page.codeRect)
  }
}

extension Slot.Kind {
  fileprivate var inLayout: FormLayout.Box.Kind {
    switch self {
    case .text: .text
    case .check: .check
    case .radio(let code): .radio(code)
    case .struck: .struck
    }
  }
}

extension PaintItem {
  fileprivate var ruleInk: Rect? {
    guard case .line(let from, let to, let width, _, _) = self else { return nil }
    let corner = Point(x: min(from.x, to.x) - width / 2, y: min(from.y, to.y) - width / 2)
    let across = max(from.x, to.x) - min(from.x, to.x) + width
    let down = max(from.y, to.y) - min(from.y, to.y) + width
    return Rect(x: corner.x, y: corner.y, width: across, height: down)
  }
}

extension GlyphRun {
  /// Its characters but blanks, each in the middle of its advance.
  fileprivate var characters: [FormLayout.Character] {
    var x = origin.x
    return glyphs.compactMap { glyph in
      let advance = size * (Double(face.thousandths(of: glyph.id)) / 1000)
      defer { x += advance + size * (Double(glyph.gap) / 1000) }
      guard !glyph.scalar.properties.isWhitespace else { return nil }
      return FormLayout.Character(
        scalar: glyph.scalar, centre: Point(x: x + advance / 2, y: origin.y - size * 0.38), size: size)
    }
  }
}
