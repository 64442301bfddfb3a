import Documents
import Measures

/// What a line is made of: it is parted between atoms, never within one.
struct InlineAtom {
  var part: SetLine.Part
  var width: Length
  var isFlexible = false
  /// Whether a line may start with it.
  var mayStart: Bool
  var isSpace = false
  var endsLine = false
}

/// Takes a paragraph apart into atoms.
struct InlineAtoms {
  private let style: TextStyle
  private let set: (String, TextStyle) -> SetText
  private var atoms: [InlineAtom] = []
  /// Texts that follow each other, which break as if they were one.
  private var words: [(text: SetText, style: TextStyle)] = []

  /// The least width that a box without one of its own is given.
  private static let leastBox = Length.mm(10)
  /// What a word that may be circled out has at each side, in ems: the ellipse stands out over it.
  static let strikeGap = 0.2
  /// A box that follows one of these stays with it.
  private static let openings: Set<Unicode.Scalar> = [
    "（", "〔", "【", "《", "〈", "「", "『", "\u{201C}", "\u{2018}", "(", "[", "￥", "¥",
  ]

  init(style: TextStyle, set: @escaping (String, TextStyle) -> SetText) {
    self.style = style
    self.set = set
  }

  /// - Parameter inlines: Without page numbers, which only footers have, and those are set when the pages are known.
  static func atoms(
    of inlines: [Inline], rowNumber: Int?, style: TextStyle, set: @escaping (String, TextStyle) -> SetText
  ) -> [InlineAtom] {
    var made = InlineAtoms(style: style, set: set)
    for inline in inlines { made.add(inline, rowNumber: rowNumber) }
    made.addWords()
    return made.atoms
  }

  private mutating func add(_ inline: Inline, rowNumber: Int?) {
    switch inline {
    case .text(let text): words.append((set(text, style), style))
    case .span(let text, let own): words.append((set(text, own), own))
    case .rowNumber: words.append((set(rowNumber.map { String($0) } ?? "", style), style))
    case .lineBreak:
      addWords()
      atoms.append(InlineAtom(part: .blank(rule: false), width: .zero, mayStart: true, endsLine: true))
    case .slot(let slot):
      addBox(.slot(slot), width: slot.width ?? Self.leastBox, isFlexible: slot.width == nil)
    case .option(let slot, let label, let boxFirst):
      let label = set(label, style)
      if slot.kind == .struck {
        addBox(.struck(slot, label: label), width: style.size * (label.width + 2 * Self.strikeGap))
      } else {
        let box = InlineLayout.checkGap + InlineLayout.checkBox
        addBox(.option(slot, label: label, boxFirst: boxFirst), width: style.size * (label.width + box))
      }
    case .blank(let width, let rule, let signer): addBox(.blank(rule: rule, signer: signer), width: width)
    case .pageNumber, .pageCount: break  // Replaced by text before a footer is laid out.
    }
  }

  private mutating func addBox(_ part: SetLine.Part, width: Length, isFlexible: Bool = false) {
    addWords()
    let follows = atoms.last?.lastScalar.map(Self.openings.contains) ?? false
    atoms.append(InlineAtom(part: part, width: width, isFlexible: isFlexible, mayStart: !follows))
  }

  /// Adds the unbreakable stretches of the texts. What follows a box directly says what the box holds and stays with it.
  private mutating func addWords() {
    guard !words.isEmpty else { return }
    let follows = atoms.last?.isBox ?? false
    let breaking = LineBreaking(SetText(glyphs: words.flatMap(\.text.glyphs)))
    var before = 0
    for (text, style) in words {
      var start = 0
      for index in text.glyphs.indices {
        guard index == text.glyphs.count - 1 || breaking.mayBreak(after: before + index) else { continue }
        let piece = SetText(
          faces: text.faces, glyphs: Array(text.glyphs[start...index]), tracking: text.tracking)
        let first = before + start
        atoms.append(
          InlineAtom(
            part: .text(piece, style), width: style.size * piece.width,
            mayStart: first == 0 ? !follows : breaking.mayBreak(after: first - 1),
            isSpace: piece.glyphs.allSatisfy { $0.scalar == " " || $0.scalar == "\u{3000}" }))
        start = index + 1
      }
      before += text.glyphs.count
    }
    words = []
  }
}

extension InlineAtom {
  /// Whether it is an empty place that something is put into.
  fileprivate var isBox: Bool {
    switch part {
    case .slot, .blank: !endsLine
    case .text, .option, .struck: false
    }
  }

  fileprivate var lastScalar: Unicode.Scalar? {
    if case .text(let text, _) = part { text.glyphs.last?.scalar } else { nil }
  }
}
