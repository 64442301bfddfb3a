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
      case .text(let text): return [self.text(text, at: rect, on: &draft)]
      case .slot(let slot):
        if slot.rule { draft.artifact([rule(under: rect)]) }
        let top = room?.minY ?? rect.minY
        // A hair's breadth parts a value from the words beside it.
        let gap = min(style.size * 0.12, rect.width / 4)
        let box = Rect(
          x: rect.minX + gap, y: top, width: rect.width - gap * 2, height: room?.height ?? rect.height)
        return [self.slot(slot, in: box, on: &draft)]
      case .option(let slot, let label, let boxFirst):
        return option(slot, label: label, boxFirst: boxFirst, in: rect, on: &draft)
      case .blank(let hasRule):
        if hasRule { draft.artifact([rule(under: rect)]) }
        return []
      }
    }
  }

  private func text(_ text: SetText, at rect: Rect, on draft: inout PageDraft) -> PlannedElement.Child {
    let baseline = rect.minY + style.baseline(inLineOf: rect.height, size: style.size)
    let runs = text.runs(at: Point(x: rect.minX, y: baseline), size: style.size)
    return .fixed(page: page, mark: draft.content(runs))
  }

  /// A label and its box; readers come to the label first either way.
  private func option(
    _ slot: Slot, label: SetText, boxFirst: Bool, in rect: Rect, on draft: inout PageDraft
  ) -> [PlannedElement.Child] {
    let side = style.size * InlineLayout.checkBox
    let gap = style.size * InlineLayout.checkGap
    let labelX = boxFirst ? rect.minX + side + gap : rect.minX
    let boxX = boxFirst ? rect.minX : rect.maxX - side
    let words = self.text(
      label, at: Rect(x: labelX, y: rect.minY, width: rect.width - side - gap, height: rect.height), on: &draft)
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
    let y = rect.maxY - style.size * 0.1
    return .line(from: Point(x: rect.minX, y: y), to: Point(x: rect.maxX, y: y), width: .points(0.5))
  }
}
