package import ReaderProtocol

/// A page of the form as it is printed.
package struct DraftPage: Sendable {
  /// A character with its place: over its advance, and from the top to the bottom of its line.
  package struct Character: Sendable {
    package var scalar: Unicode.Scalar
    package var area: Area

    package init(_ scalar: Unicode.Scalar, _ area: Area) {
      self.scalar = scalar
      self.area = area
    }
  }

  /// From 1.
  package var number: Int
  package var width: Double
  package var height: Double
  /// How the file's coordinates lie on it.
  package var frame: PageFrame
  /// In any order, without blanks.
  package var characters: [Character]

  /// - Parameter frame: `nil` for a page that is neither turned nor cut.
  package init(
    number: Int, width: Double, height: Double, frame: PageFrame? = nil, characters: [Character] = []
  ) {
    self.number = number
    self.width = width
    self.height = height
    self.frame = frame ?? PageFrame(right: width, top: height)
    self.characters = characters
  }
}

/// Characters of one line that belong together.
struct Run: Hashable {
  var text: String
  var area: Area
}

extension DraftPage {
  /// The lines of some of the characters, from the top to the bottom, each parted into runs at wide gaps.
  static func lines(of characters: [Character]) -> [[Run]] {
    let sorted = characters.sorted { ($0.area.midY, $0.area.minX) < ($1.area.midY, $1.area.minX) }
    var lines: [[Character]] = []
    for character in sorted {
      // Compared with the line's first: a page of tight lines must not run together.
      if let first = lines.last?.first, character.area.midY - first.area.midY < first.area.height * 0.45 {
        lines[lines.count - 1].append(character)
      } else {
        lines.append([character])
      }
    }
    return lines.map { runs(of: $0.sorted { $0.area.minX < $1.area.minX }) }
  }

  private static func runs(of line: [Character]) -> [Run] {
    var runs: [Run] = []
    for character in line {
      let text = String(Swift.Character(character.scalar))
      if let last = runs.last, character.area.minX - last.area.maxX < character.area.height * 0.7 {
        runs[runs.count - 1] = Run(text: last.text + text, area: last.area.union(character.area))
      } else {
        runs.append(Run(text: text, area: character.area))
      }
    }
    return runs
  }
}
