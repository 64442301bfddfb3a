import Documents
import Measures
import Pages

/// Paints the lines of one paragraph or cell.
struct LinePainter {
  var style: TextStyle
  var page: Int
  var entry: TableGrid.Entry?

  /// - Parameters:
  ///   - origin: The line's top-left corner.
  ///   - room: Where the line's boxes may reach up and down to; a line alone in its cell shares all of the cell with them.
  /// - Returns: What the line adds to its element of the structure, in reading order.
  func paint(
    _ line: SetLine, at origin: Point, room: Rect? = nil, on draft: inout PageDraft
  ) -> [PlannedElement.Child] {
    line.parts.flatMap { part -> [PlannedElement.Child] in
      let rect = Rect(x: origin.x + part.x, y: origin.y, width: part.width, height: line.height)
      switch part.part {
      case .text(let text, let style):
        let start = Point(x: rect.minX, y: origin.y + line.baseline)
        return [self.text(text, style, stretch: part.stretch, at: start, on: &draft)]
      case .slot(let slot):
        if slot.rule { draft.artifact([rule(under: rect)]) }
        let top = room?.minY ?? rect.minY
        // A hair's breadth parts a value from the words beside it.
        let gap = min(style.size * 0.12, rect.width / 4)
        let box = Rect(
          x: rect.minX + gap, y: top, width: rect.width - gap * 2, height: room?.height ?? rect.height)
        return [self.slot(slot, in: box, on: &draft)]
      case .option(let slot, let label, let boxFirst):
        return option(slot, label: label, boxFirst: boxFirst, in: rect, baseline: line.baseline, on: &draft)
      case .struck(let slot, let label):
        return struck(slot, label: label, in: rect, baseline: line.baseline, on: &draft)
      case .blank(let hasRule, let signer):
        if hasRule { draft.artifact([rule(under: rect)]) }
        // Places in rows of entries would be as many fields; those are for pens.
        guard let signer, entry == nil else { return [] }
        let box = Rect(
          x: rect.minX, y: room?.minY ?? rect.minY, width: rect.width, height: room?.height ?? rect.height)
        return [.signer(page: page, index: draft.signer(signer, in: box))]
      }
    }
  }

  private func text(
    _ text: SetText, _ style: TextStyle, stretch: Double = 0, at origin: Point, on draft: inout PageDraft
  ) -> PlannedElement.Child {
    let runs = text.runs(at: origin, size: style.size, stretch: stretch, colour: style.ink)
    return .fixed(page: page, mark: draft.content(runs))
  }

  /// A word, and the place of the ellipse around it.
  private func struck(
    _ slot: Slot, label: SetText, in rect: Rect, baseline: Length, on draft: inout PageDraft
  ) -> [PlannedElement.Child] {
    let gap = style.size * InlineAtoms.strikeGap
    let words = text(label, style, at: Point(x: rect.minX + gap, y: rect.minY + baseline), on: &draft)
    // The em box of the word, and a little more.
    let height = min(style.size * 1.3, rect.height)
    let middle = rect.minY + baseline - style.size * 0.38
    let box = Rect(x: rect.minX, y: middle - height / 2, width: rect.width, height: height)
    return [words, self.slot(slot, in: box, on: &draft)]
  }

  /// A label and its box; readers come to the label first either way.
  private func option(
    _ slot: Slot, label: SetText, boxFirst: Bool, in rect: Rect, baseline: Length, on draft: inout PageDraft
  ) -> [PlannedElement.Child] {
    let side = style.size * InlineLayout.checkBox
    let gap = style.size * InlineLayout.checkGap
    let labelX = boxFirst ? rect.minX + side + gap : rect.minX
    let boxX = boxFirst ? rect.minX : rect.maxX - side
    let words = text(label, style, at: Point(x: labelX, y: rect.minY + baseline), on: &draft)
    let box = Rect(x: boxX, y: rect.minY + (rect.height - side) / 2, width: side, height: side)
    draft.artifact([.frame(box, width: .points(0.6))])
    return [words, self.slot(slot, in: box, on: &draft)]
  }

  func slot(_ slot: Slot, in rect: Rect, on draft: inout PageDraft) -> PlannedElement.Child {
    var name = slot.name
    var label = slot.label
    if let entry {
      name = entry.rows.boxPrefix(ordinal: entry.ordinal + 1) + name
      label = "\(entry.rows.label)\(entry.ordinal + 1)：\(label)"
    }
    let (index, mark) = draft.slot(slot, entry: entry, name: name, label: label, rect: rect)
    return .slot(page: page, index: index, mark: mark)
  }

  private func rule(under rect: Rect) -> PaintItem {
    // A tall line has room for values of several lines, down to its end; the rule stands below them.
    let y = rect.maxY - style.size * (rect.height > style.size * 1.6 ? 0 : 0.1)
    return .line(from: Point(x: rect.minX, y: y), to: Point(x: rect.maxX, y: y), width: .points(0.5))
  }
}
