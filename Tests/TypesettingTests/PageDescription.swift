import Fonts
import Measures
import Pages

@testable import Typesetting

/// Pages as lists of what can be seen on them and told from them, whoever painted it in which order.
struct PageDescription {
  /// A rule; touching ones are one.
  struct Rule {
    var isAcross: Bool
    var position: Double
    var from: Double
    var to: Double
    var width: Double

    func isLike(_ other: Rule) -> Bool {
      isAcross == other.isAcross && abs(position - other.position) < 0.02 && abs(from - other.from) < 0.02
        && abs(to - other.to) < 0.02 && width == other.width
    }
  }

  var words: [String]
  var rules: [Rule]
  var paint: [String]
  var widgets: [String]

  init(_ page: Page, closing: [Segment]) {
    let segments = (page.fixed?.segments ?? []) + page.segments + closing
    let items = segments.flatMap(\.items)
    var lines: [Rule] = []
    var words: [String] = []
    var paint: [String] = []
    for item in items + page.texts.glyphRuns.map({ PaintItem.text($0) }) {
      switch item {
      case .text(let run): words.append(Self.describe(run))
      case .line(let from, let to, let width, let colour, let dash):
        if colour != .black || dash != nil { paint.append("\(Self.round(from.y)) \(colour) \(dash?.points ?? 0)") }
        let isAcross = from.y == to.y
        let (position, start, end) = isAcross ? (from.y, from.x, to.x) : (from.x, from.y, to.y)
        lines.append(
          Rule(
            isAcross: isAcross, position: position.points, from: start.points, to: end.points,
            width: (width.points * 1000).rounded() / 1000))
      case .frame(let rect, let width): paint.append("frame \(Self.round(rect)) \(width)")
      case .modules(let rect, let side, let rows): paint.append("modules \(Self.round(rect)) \(side) \(rows)")
      case .fill, .stroke, .ellipse: paint.append("\(item)")
      }
    }
    self.words = words.sorted()
    self.paint = paint.sorted()
    rules = Self.merged(lines)
    widgets = page.widgets.map { Self.describe($0) }.sorted()
  }

  private static func describe(_ run: GlyphRun) -> String {
    "\(round(run.origin.y)) \(round(run.origin.x)) \(text(run)) \(round(run.size)) \(run.colour) \(run.face.postScriptName) \(run.glyphs.map(\.gap))"
  }

  private static func describe(_ widget: Widget) -> String {
    var kind = "\(widget.kind)"
    if case .text(let field) = widget.kind {
      kind = "\(field.value) \(round(field.size)) \(field.isMultiline) \(field.appearance.map { describe($0) })"
    }
    return "\(widget.name.joined(separator: ".")) \(round(widget.rect)) \(widget.tooltip) \(kind)"
  }

  static func text(_ run: GlyphRun) -> String {
    String(String.UnicodeScalarView(run.glyphs.flatMap { [$0.scalar] + ($0.second.map { [$0] } ?? []) }))
  }

  /// In tenths of a point, parted where no edge of a form is, so that sums in another order come out the same.
  private static func round(_ length: Length) -> Int { Int(((length.points + 0.0173) * 10).rounded()) }

  private static func round(_ rect: Rect) -> [Int] {
    [rect.minX, rect.minY, rect.maxX, rect.maxY].map { round($0) }
  }

  private static func merged(_ rules: [Rule]) -> [Rule] {
    var merged: [Rule] = []
    // Positions are thousandths in some and sums in others.
    func order(_ rule: Rule) -> (Int, Int, Int, Double) {
      (
        rule.isAcross ? 0 : 1, Int((rule.width * 1000).rounded()), Int(((rule.position + 0.0173) * 10).rounded()),
        rule.from
      )
    }
    for rule in rules.sorted(by: { order($0) < order($1) }) {
      if let last = merged.last, last.isAcross == rule.isAcross, last.width == rule.width,
        abs(last.position - rule.position) < 0.02, rule.from <= last.to + 0.02
      {
        merged[merged.count - 1].to = max(last.to, rule.to)
      } else {
        merged.append(rule)
      }
    }
    return merged
  }
}

/// A structure as an indented list, its leaves as the words and fields that they stand for.
struct StructureDescription {
  let pages: [Page]
  private var words: [[Int: String]]

  init(_ pages: [Page]) {
    self.pages = pages
    words = pages.map { page in
      var words: [Int: String] = [:]
      for segment in (page.fixed?.segments ?? []) + page.segments {
        guard let mark = segment.mark else { continue }
        for case .text(let run) in segment.items { words[mark, default: ""] += PageDescription.text(run) }
      }
      for (run, glyphs) in zip(page.texts.runs, page.texts.glyphRuns) {
        if let mark = run.mark { words[mark, default: ""] += PageDescription.text(glyphs) }
      }
      return words
    }
  }

  func lines(_ element: StructureElement, depth: Int = 0) -> [String] {
    let indent = String(repeating: " ", count: depth)
    let head =
      "\(indent)\(element.role) \(element.columnSpan) \(element.rowSpan) \(element.scope.map { "\($0)" } ?? "")"
    return [head]
      + element.children.flatMap { child -> [String] in
        switch child {
        case .element(let inner): lines(inner, depth: depth + 1)
        case .mark(let page, let mark): ["\(indent) page \(page): \(words[page][mark] ?? "")"]
        case .widget(let page, let index):
          ["\(indent) page \(page): \(pages[page].widgets[index].name.joined(separator: "."))"]
        }
      }
  }
}

extension StructureElement {
  /// The pages that it and all below it name.
  fileprivate var pages: [Int] {
    children.flatMap { child in
      switch child {
      case .element(let inner): inner.pages
      case .mark(let page, _), .widget(let page, _): [page]
      }
    }
  }
}

extension [StructureEvent] {
  func names(only pages: Range<Int>) -> Bool {
    allSatisfy { event in
      switch event {
      case .begin(let element), .element(let element): element.pages.allSatisfy(pages.contains)
      case .shaped(_, let page, _, _): pages.contains(page)
      case .end: true
      }
    }
  }

  /// The whole that the events tell of; `nil` when they do not fit together.
  var root: StructureElement? {
    var open: [StructureElement] = []
    var root: StructureElement?
    for event in self {
      if root != nil { return nil }
      switch event {
      case .begin(let element): open.append(element)
      case .element(let element):
        if open.isEmpty { return nil }
        open[open.count - 1].children.append(.element(element))
      case .shaped(let shape, let page, let marks, let widgets):
        if open.isEmpty { return nil }
        open[open.count - 1].children.append(.element(shape.element(page: page, marks: marks, widgets: widgets)))
      case .end:
        guard let closed = open.popLast() else { return nil }
        if open.isEmpty { root = closed } else { open[open.count - 1].children.append(.element(closed)) }
      }
    }
    return root
  }
}
