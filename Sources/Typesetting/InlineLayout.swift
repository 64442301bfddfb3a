import Documents
import Measures

/// One line of a paragraph, its parts placed from left to right.
struct SetLine {
  enum Part {
    case text(SetText, TextStyle)
    case slot(Slot)
    case option(Slot, label: SetText, boxFirst: Bool)
    /// A word that may be circled out.
    case struck(Slot, label: SetText)
    case blank(rule: Bool, signer: SignerPlace? = nil)
  }

  struct Placed {
    var part: Part
    /// From the left edge of the paragraph.
    var x: Length = .zero
    var width: Length
    /// Space after every glyph of a text, in ems.
    var stretch = 0.0
  }

  var parts: [Placed]
  var height: Length
  /// From the line's top.
  var baseline: Length
}

/// Breaks a paragraph of text, boxes and blanks into lines.
struct InlineLayout {
  var style: TextStyle
  /// Whether boxes without a width of their own share what a line leaves.
  var sharesRoom = true
  /// Turns words into glyphs.
  var set: (String, TextStyle) -> SetText

  /// A check box's side and its distance from the label, in ems.
  static let checkBox = 0.82
  static let checkGap = 0.18
  /// A line that lacks more than this for each character, in ems, is better left ragged.
  private static let mostStretch = 0.3

  private struct Row {
    var atoms: [InlineAtom] = []
    /// Whether the template ends the line.
    var isEnded = false
  }

  /// Where the text of a line may stand.
  private struct Measure {
    var left: Length
    var width: Length
  }

  /// - Parameters:
  ///   - inlines: Without page numbers.
  ///   - width: From edge to edge; what the paragraph is moved in is taken from it.
  func lines(of inlines: [Inline], rowNumber: Int? = nil, width: Length) -> [SetLine] {
    var rows = [Row()]
    var used = Length.zero
    for atom in InlineAtoms.atoms(of: inlines, rowNumber: rowNumber, style: style, set: set) {
      let last = rows.count - 1
      if atom.endsLine {
        rows[last].isEnded = true
        rows.append(Row())
        used = .zero
        continue
      }
      let room = measure(ofLine: last, width: width).width
      if used + atom.width > room + .points(0.01), !rows[last].atoms.isEmpty, !atom.isSpace {
        let carried = carriedOver(from: &rows[last].atoms, atom: atom)
        rows.append(Row(atoms: carried))
        used = carried.reduce(.zero) { $0 + $1.width }
      }
      rows[rows.count - 1].atoms.append(atom)
      used += atom.width
    }
    return rows.enumerated().map { number, row in
      line(
        row, in: measure(ofLine: number, width: width), mayStretch: !row.isEnded && number < rows.count - 1)
    }
  }

  /// The same number of lines, as equal in length as can be: what titles of several lines want (GB/T 9704-2012, 7.3.1).
  func balancedLines(of inlines: [Inline], width: Length) -> [SetLine] {
    let lines = lines(of: inlines, width: width)
    let isBroken = inlines.contains { if case .lineBreak = $0 { true } else { false } }
    guard lines.count > 1, !isBroken, style.alignment == .centre else { return lines }
    var best = (width: width, lines: lines)
    var tooNarrow = width / 2
    while best.width - tooNarrow > style.size / 4 {
      let middle = (best.width + tooNarrow) / 2
      let tried = self.lines(of: inlines, width: middle)
      if tried.count == lines.count { best = (middle, tried) } else { tooNarrow = middle }
    }
    let shift = (width - best.width) / 2
    return best.lines.map { line in
      var line = line
      for index in line.parts.indices { line.parts[index].x += shift }
      return line
    }
  }

  private func measure(ofLine number: Int, width: Length) -> Measure {
    let isIndented = number == 0 && (style.alignment == .left || style.alignment == .justify)
    let left = style.characterAdvance * (style.leftIndent + (isIndented ? style.indent : 0))
    let right = style.characterAdvance * style.rightIndent
    return Measure(left: left, width: max(width - left - right, style.size))
  }

  /// What goes over to the next line together with an atom that may not start one. When the whole line would go, nothing does.
  private func carriedOver(from row: inout [InlineAtom], atom: InlineAtom) -> [InlineAtom] {
    if atom.mayStart { return [] }
    guard let index = row.lastIndex(where: \.mayStart), index > 0 else { return [] }
    let carried = Array(row[index...])
    row.removeSubrange(index...)
    return carried
  }

  // MARK: Lines

  private func line(_ row: Row, in measure: Measure, mayStretch: Bool) -> SetLine {
    var atoms = row.atoms
    while let last = atoms.last, last.isSpace { atoms.removeLast() }
    if sharesRoom { share(measure.width, among: &atoms) }
    var parts = joined(atoms)
    var left = measure.width - atoms.reduce(.zero) { $0 + $1.width }
    if mayStretch, style.alignment == .justify { left = stretch(&parts, by: left) }
    var x: Length =
      switch style.alignment {
      case .left, .justify: measure.left
      case .centre: measure.left + left / 2
      case .right, .outside: measure.left + left
      }
    for index in parts.indices {
      parts[index].x = x
      x += parts[index].width
    }
    return set(parts)
  }

  /// The line's height and baseline: the paragraph's own, unless a text in it is larger.
  private func set(_ parts: [SetLine.Placed]) -> SetLine {
    var height = style.lineAdvance
    var size = style.size
    for part in parts {
      guard case .text(_, let own) = part.part, own != style else { continue }
      height = max(height, own.lineAdvance)
      size = max(size, own.size)
    }
    return SetLine(parts: parts, height: height, baseline: style.baseline(inLineOf: height, size: size))
  }

  /// The parts of a line; stretches of one text are one part again.
  private func joined(_ atoms: [InlineAtom]) -> [SetLine.Placed] {
    var parts: [SetLine.Placed] = []
    for atom in atoms {
      if case .text(let next, let style) = atom.part, case .text(let before, style) = parts.last?.part {
        let joined = SetText(
          faces: next.faces, glyphs: before.glyphs + next.glyphs, tracking: next.tracking)
        parts[parts.count - 1].part = .text(joined, style)
        parts[parts.count - 1].width += atom.width
      } else {
        parts.append(SetLine.Placed(part: atom.part, width: atom.width))
      }
    }
    return parts
  }

  /// Spaces the characters of a line out until it is full.
  ///
  /// - Returns: What is left, which is nothing when it could be done.
  private func stretch(_ parts: inout [SetLine.Placed], by left: Length) -> Length {
    var counts = parts.map { if case .text(let text, _) = $0.part { text.glyphs.count } else { 0 } }
    // Nothing comes after the last character of a line.
    if let last = counts.last, last > 0 { counts[counts.count - 1] -= 1 }
    let gaps = counts.reduce(0, +)
    guard gaps > 0, left > .zero, left <= style.size * (Double(gaps) * Self.mostStretch) else { return left }
    let gap = left / Double(gaps)
    for index in parts.indices {
      guard case .text(_, let style) = parts[index].part else { continue }
      parts[index].stretch = gap / style.size
      parts[index].width += gap * Double(counts[index])
    }
    return .zero
  }

  /// Gives what the line leaves to the boxes without a width of their own, in equal parts.
  private func share(_ width: Length, among atoms: inout [InlineAtom]) {
    let flexible = atoms.count { $0.isFlexible }
    let left = width - atoms.reduce(.zero) { $0 + $1.width }
    guard flexible > 0, left > .zero else { return }
    for index in atoms.indices where atoms[index].isFlexible { atoms[index].width += left / Double(flexible) }
  }
}
