import Documents
import Fonts
import Measures
import Pages
import Testing

@testable import Typesetting

/// Papers in the layout of GB/T 9704, as a template would compose them.
struct OfficialPaper {
  static let page: PageSetup = PageSetup(
    size: .a4, margins: PageGrid.margins, code: .topRight, footerDistance: PageGrid.footerDistance)
  static let body = PageGrid(characters: 28, lines: 22).style(on: page)

  static func style(_ change: (inout TextStyle) -> Void) -> TextStyle {
    var style = body
    change(&style)
    return style
  }

  static let footer = Paragraph(
    [.text("— "), .pageNumber, .text(" —")],
    style: style { style in
      style.role = .form
      style.size = .points(14)
      style.alignment = .outside
    })

  static let clause = "企业应当自本通知印发之日起三十日内，按照“人随地走、档随人走”的原则，将退休人员的人事档案、党员组织关系（含预备党员）一并移交。"

  static func document(_ blocks: [Block], footer: Paragraph? = footer) -> Document {
    Document(title: "通知", page: page, blocks: blocks, footer: footer)
  }

  static func paragraph(_ text: String, _ change: (inout TextStyle) -> Void = { _ in }) -> Block {
    .paragraph(Paragraph([.text(text)], style: style(change)))
  }

  static func heading(_ text: String) -> Block {
    .heading(level: 2, Paragraph([.text(text)], style: style { $0.role = .heading }))
  }

  static func pages(_ document: Document, _ filling: Filling = Filling(), _ purpose: Typesetter.Purpose = .flat)
    throws -> [Page]
  {
    let identity = FormIdentity(form: "a/letter", version: "1", key: "K7Q2M9XA")
    return try Typesetter(document: document, fonts: Fixture.fonts.get())
      .typeset(filling, purpose: purpose, identity: identity).value.pages
  }
}

/// A line of text as it stands on a page.
struct FoundLine {
  var text: String
  /// In points, from the top left.
  var baseline: Double
  var left: Double
  var right: Double
  var colours: Set<Colour>
}

extension Page {
  private var items: [PaintItem] { ((fixed?.segments ?? []) + segments).flatMap(\.items) }

  /// Everything that is painted, but for texts.
  var paint: [PaintItem] { items.filter { if case .text = $0 { false } else { true } } }

  /// The lines from top to bottom; runs of one baseline are one.
  func lines() -> [FoundLine] {
    let runs = items.compactMap { if case .text(let run) = $0 { run } else { nil } } + texts.glyphRuns
    let byBaseline = Dictionary(grouping: runs) { ($0.origin.y.points * 10).rounded() / 10 }
    return byBaseline.sorted { $0.key < $1.key }.map { baseline, runs in
      let runs = runs.sorted { $0.origin.x < $1.origin.x }
      return FoundLine(
        text: runs.map(PageDescription.text).joined(), baseline: baseline,
        left: runs.first?.origin.x.points ?? 0, right: runs.last?.right ?? 0, colours: Set(runs.map(\.colour)))
    }
  }
}

extension GlyphRun {
  fileprivate var right: Double {
    let width = glyphs.reduce(0) { $0 + face.thousandths(of: $1.id) + Int($1.gap) }
    return origin.x.points + size.points * Double(width) / 1000
  }
}
