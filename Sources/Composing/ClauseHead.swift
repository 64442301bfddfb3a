import Documents
import Measures
import Records
import Templates

/// What stands at the head of a clause: its number and title.
struct ClauseHead {
  let inlines: [Inline]
  let style: TextStyle
  /// Whether it is a line of its own, as titles of the first level are; else the text follows it.
  let standsAlone: Bool

  init(_ clause: TemplateClause, _ path: ClauseLabels.Path) {
    let text = clause.style
    var strong = text
    // 黑体 for the first level; 楷体 for the second of letters (GB/T 9704-2012, 7.3.3).
    strong.role = path.level == 2 && path.numbering == .official ? .kai : .heading
    style = text
    switch (path.level, clause.title) {
    case (1, let title?):
      standsAlone = true
      inlines = [.span(path.number + (path.numbering == .article ? "　" : "") + title, strong)]
    case (1, nil):
      standsAlone = false
      inlines = [.span(path.number + (path.numbering == .article ? "　" : ""), strong)]
    case (_, let title?):
      standsAlone = false
      let isFollowed = if case .paragraph = clause.content.first { true } else { false }
      let ending = isFollowed && !"。：；？！.:".contains(title.last ?? "。") ? "。" : ""
      // In agreements the number stays in the font of the text.
      inlines =
        path.numbering == .official
        ? [.span(path.number + title + ending, strong)]
        : [.text(path.number), .span(title + ending, strong)]
    case (_, nil):
      standsAlone = false
      inlines = [.text(path.number)]
    }
  }
}

extension TextStyle {
  /// 附件1: 黑体, flush left.
  var annexLabel: TextStyle {
    var style = unindented
    style.role = .heading
    style.alignment = .left
    return style
  }

  /// The title of an annex, like that of the paper.
  var annexTitle: TextStyle {
    var style = unindented
    style.role = .title
    // 二号 on the official grid (GB/T 9704-2012, 7.3.1).
    style.size = .points(linePitch == nil ? 16 : 22)
    style.tracking = 0
    style.alignment = .centre
    return style
  }

  private var unindented: TextStyle {
    var style = self
    (style.indent, style.leftIndent, style.rightIndent) = (0, 0, 0)
    return style
  }
}
