import ReaderProtocol

/// Makes the text of a box out of the characters in it.
struct TextJoining {
  /// The advance of a blank in our own fonts, in ems.
  let blank: Double

  struct Line {
    var characters: [ObservedPage.Character]
    var minX: Double { characters.first?.box.minX ?? 0 }
    var maxX: Double { characters.last?.box.maxX ?? 0 }
    var middle: Double
  }

  /// A gap that is a blank, in ems.
  private static let leastGap = 0.12

  /// - Parameter width: Of the box: tells a word that was torn apart from one that stood on a line of its own.
  func text(of characters: [ObservedPage.Character], width: Double) -> String {
    let lines = lines(of: characters)
    var text = String.UnicodeScalarView()
    for (number, line) in lines.enumerated() {
      if number > 0, needsBlank(between: lines[number - 1], and: line, width: width) { text.append(" ") }
      append(line, to: &text)
    }
    return String(text)
  }

  /// From top to bottom, each from left to right.
  func lines(of characters: [ObservedPage.Character]) -> [Line] {
    var lines: [Line] = []
    for character in characters.sorted(by: { ($0.centre.y, $0.box.minX) < ($1.centre.y, $1.box.minX) }) {
      let height = max(character.size, 1)
      if let last = lines.indices.last, abs(lines[last].middle - character.centre.y) < height * 0.45 {
        let count = Double(lines[last].characters.count)
        lines[last].middle = (lines[last].middle * count + character.centre.y) / (count + 1)
        lines[last].characters.append(character)
      } else {
        lines.append(Line(characters: [character], middle: character.centre.y))
      }
    }
    return lines.map { line in
      var line = line
      line.characters.sort { ($0.box.minX, $0.box.maxX) < ($1.box.minX, $1.box.maxX) }
      return line
    }
  }

  /// Whether a gap between a Han character and another is no blank of ours: LibreOffice and Word leave a quarter of an em there of themselves.
  func hasUncertainBlank(_ characters: [ObservedPage.Character]) -> Bool {
    lines(of: characters).contains { line in
      zip(line.characters.dropFirst(), gaps(of: line)).enumerated().contains { index, pair in
        let (character, gap) = pair
        guard gap >= Self.leastGap, character.isHan != line.characters[index].isHan else { return false }
        let blanks = gap / max(blank, 0.15)
        return abs(blanks - blanks.rounded()) > 0.2
      }
    }
  }

  private func append(_ line: Line, to text: inout String.UnicodeScalarView) {
    if let first = line.characters.first { text.append(first.scalar) }
    for (character, gap) in zip(line.characters.dropFirst(), gaps(of: line)) {
      append(gap: gap, to: &text)
      text.append(character.scalar)
    }
  }

  /// The gap before each character but the first, in ems.
  private func gaps(of line: Line) -> [Double] {
    let spread = spread(of: line)
    return zip(line.characters, line.characters.dropFirst()).map { before, character in
      (character.box.minX - before.box.maxX) / max(before.size, character.size, 1) - spread
    }
  }

  /// By how much a justified or tracked line is spaced out, in ems: what most of its gaps are.
  private func spread(of line: Line) -> Double {
    guard line.characters.count > 4 else { return 0 }
    let gaps = zip(line.characters, line.characters.dropFirst()).map { a, b in
      (b.box.minX - a.box.maxX) / max(a.size, b.size, 1)
    }.sorted()
    return max(0, min(gaps[gaps.count / 2], 0.5))
  }

  private func append(gap: Double, to text: inout String.UnicodeScalarView) {
    guard gap >= Self.leastGap else { return }
    // A blank as wide as a Han character is one; others are made of narrow ones.
    if abs(gap - 1) < 0.06 {
      text.append("\u{3000}")
    } else {
      for _ in 0..<min(20, max(1, Int((gap / max(blank, 0.15)).rounded()))) { text.append(" ") }
    }
  }

  /// Whether the end of a line stands for a blank: between words, but not within a word that no line had room for.
  private func needsBlank(between line: Line, and next: Line, width: Double) -> Bool {
    guard let last = line.characters.last, let first = next.characters.first, last.isWordy || last.endsWords,
      first.isWordy
    else { return false }
    if last.scalar == "-" || last.scalar == "/" { return false }
    let isWhole = line.characters.allSatisfy { $0.isWordy }
    let room = width - (line.maxX - line.minX)
    return !(isWhole && room < (first.box.maxX - first.box.minX) + last.size * 0.02)
  }
}

extension ObservedPage.Character {
  fileprivate var isHan: Bool { scalar.properties.isIdeographic }

  /// Whether lines never end beside it but at a blank.
  fileprivate var isWordy: Bool {
    switch scalar.value {
    case 0x21...0x7E: !endsWords && scalar != "(" && scalar != "[" || scalar == "."
    case 0xC0...0x24F, 0x370...0x3FF, 0x400...0x52F: true
    default: false
    }
  }

  /// Marks after which a word begins anew, with a blank between.
  fileprivate var endsWords: Bool {
    switch scalar {
    case ",", ";", ":", ")", "]", "!", "?": true
    default: false
    }
  }
}
