import Documents
import Measures

/// One line of a paragraph, its parts placed from left to right.
struct SetLine {
  enum Part {
    case text(SetText)
    case slot(Slot)
    case option(Slot, label: SetText, boxFirst: Bool)
    case blank(rule: Bool)
  }

  struct Placed {
    var part: Part
    /// From the left edge of the paragraph.
    var x: Length
    var width: Length
  }

  var parts: [Placed]
  var height: Length
}

/// Breaks a paragraph of text, boxes and blanks into lines.
struct InlineLayout {
  var style: TextStyle
  /// Turns words into glyphs.
  var set: (String, TextStyle) -> SetText

  /// The least width that a box without one of its own is given.
  private static let leastBox = Length.mm(10)
  /// A check box's side and its distance from the label, in ems.
  static let checkBox = 0.82
  static let checkGap = 0.18

  private struct Atom {
    var part: SetLine.Part
    var width: Length
    var isFlexible = false
    /// Whether a line may start with it.
    var mayStart: Bool
    var isSpace = false
    var endsLine = false
  }

  /// - Parameters:
  ///   - inlines: Without page numbers, which only footers have, and those are set when the pages are known.
  ///   - width: The measure.
  func lines(of inlines: [Inline], rowNumber: Int? = nil, width: Length) -> [SetLine] {
    var rows: [[Atom]] = [[]]
    var used = Length.zero
    for atom in atoms(of: inlines, rowNumber: rowNumber) {
      if atom.endsLine {
        rows.append([])
        used = .zero
        continue
      }
      if used + atom.width > width + .points(0.01), !(rows.last ?? []).isEmpty, !atom.isSpace {
        let carried = carriedOver(from: &rows[rows.count - 1], atom: atom)
        rows.append(carried)
        used = carried.reduce(.zero) { $0 + $1.width }
      }
      rows[rows.count - 1].append(atom)
      used += atom.width
    }
    return rows.enumerated().map { number, row in line(row, width: width, isLast: number == rows.count - 1) }
  }

  /// What goes over to the next line together with an atom that may not start one. When the whole line would go, nothing does.
  private func carriedOver(from row: inout [Atom], atom: Atom) -> [Atom] {
    if atom.mayStart { return [] }
    guard let index = row.lastIndex(where: \.mayStart), index > 0 else { return [] }
    let carried = Array(row[index...])
    row.removeSubrange(index...)
    return carried
  }

  // MARK: Atoms

  private func atoms(of inlines: [Inline], rowNumber: Int?) -> [Atom] {
    var atoms: [Atom] = []
    for inline in inlines {
      switch inline {
      case .span(let text, _), .text(let text): atoms += self.atoms(of: text, afterBox: atoms.last.map(isBox) ?? false)
      case .rowNumber: atoms += self.atoms(of: rowNumber.map { String($0) } ?? "", afterBox: false)
      case .lineBreak:
        atoms.append(Atom(part: .blank(rule: false), width: .zero, mayStart: true, endsLine: true))
      case .slot(let slot):
        atoms.append(
          Atom(
            part: .slot(slot), width: slot.width ?? Self.leastBox, isFlexible: slot.width == nil, mayStart: true))
      case .option(let slot, let label, let boxFirst):
        let label = set(label, style)
        let width = style.size * (label.width + Self.checkGap + Self.checkBox)
        atoms.append(Atom(part: .option(slot, label: label, boxFirst: boxFirst), width: width, mayStart: true))
      case .blank(let width, let rule): atoms.append(Atom(part: .blank(rule: rule), width: width, mayStart: true))
      case .pageNumber, .pageCount: break  // Replaced by text before a footer is laid out.
      }
    }
    return atoms
  }

  private func isBox(_ atom: Atom) -> Bool {
    switch atom.part {
    case .slot, .blank: !atom.endsLine
    case .text, .option: false
    }
  }

  /// The unbreakable stretches of a text. What follows a box directly says what the box holds and stays with it.
  private func atoms(of text: String, afterBox: Bool) -> [Atom] {
    let whole = set(text, style)
    let breaking = LineBreaking(whole)
    var atoms: [Atom] = []
    var start = 0
    for index in whole.glyphs.indices {
      guard index == whole.glyphs.count - 1 || breaking.mayBreak(after: index) else { continue }
      let piece = SetText(faces: whole.faces, glyphs: Array(whole.glyphs[start...index]))
      let isSpace = piece.glyphs.allSatisfy { $0.scalar == " " || $0.scalar == "\u{3000}" }
      atoms.append(
        Atom(
          part: .text(piece), width: style.size * piece.width, mayStart: start > 0 || !afterBox, isSpace: isSpace))
      start = index + 1
    }
    return atoms
  }

  // MARK: Lines

  private func line(_ atoms: [Atom], width: Length, isLast: Bool) -> SetLine {
    var atoms = atoms
    while let last = atoms.last, last.isSpace { atoms.removeLast() }
    share(width, among: &atoms)
    let total = atoms.reduce(.zero) { $0 + $1.width }
    var x: Length =
      switch style.alignment {
      case .left, .justify: .zero
      case .centre: (width - total) / 2
      case .right, .outside: width - total
      }
    var parts: [SetLine.Placed] = []
    for atom in atoms {
      if case .text(let next) = atom.part, case .text(let before) = parts.last?.part {
        // Stretches of one text are one run again.
        parts[parts.count - 1].part = .text(SetText(faces: next.faces, glyphs: before.glyphs + next.glyphs))
        parts[parts.count - 1].width += atom.width
      } else {
        parts.append(SetLine.Placed(part: atom.part, x: x, width: atom.width))
      }
      x += atom.width
    }
    return SetLine(parts: parts, height: style.size * style.lineHeight)
  }

  /// Gives what the line leaves to the boxes without a width of their own, in equal parts.
  private func share(_ width: Length, among atoms: inout [Atom]) {
    let flexible = atoms.count { $0.isFlexible }
    let left = width - atoms.reduce(.zero) { $0 + $1.width }
    guard flexible > 0, left > .zero else { return }
    for index in atoms.indices where atoms[index].isFlexible { atoms[index].width += left / Double(flexible) }
  }
}
