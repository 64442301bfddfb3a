package import ReaderProtocol

/// The text of a print as people read it: line by line, without blanks.
package struct FlatText {
  private let characters: [ObservedPage.Character]
  /// As they are compared.
  private let scalars: [UInt32]
  /// Where the line of each character ends.
  private let lineEnds: [Int]
  private let joining = TextJoining(blank: 0.25)

  /// Values that run with the text are shorter.
  private static let longest = 300
  /// So many of the words beside a value tell its place.
  private static let context = 10

  /// - Parameters:
  ///   - untrustedPages: By their numbers, from 0.
  ///   - codes: Tell which way up a page is.
  package init(untrustedPages: [Int: PageContent], codes: [Int: PageContent.Code]) {
    var characters: [ObservedPage.Character] = []
    var lineEnds: [Int] = []
    var offset = 0.0
    for (number, page) in untrustedPages.sorted(by: { $0.key < $1.key }) {
      let upright = ObservedPage(
        page, PageTransform(quarters: codes[number]?.quarters ?? 0, scale: 1, shift: Spot(x: 0, y: 0)))
      for line in joining.lines(of: upright.characters) {
        characters += line.characters.map { character in
          // Pages follow one another downwards.
          var moved = character
          moved.box.minY += offset
          moved.box.maxY += offset
          return moved
        }
        while lineEnds.count < characters.count { lineEnds.append(characters.count) }
      }
      offset += 10_000
    }
    self.characters = characters
    self.lineEnds = lineEnds
    scalars = characters.map(\.scalar.ideograph.value)
  }

  /// How many of some stretches of words stand there, from 0 to 1; `nil` when they say nothing.
  package func share(of words: [String]) -> Double? {
    let stretches = words.map { Self.plain($0) }.filter { $0.count > 1 }
    guard !stretches.isEmpty else { return nil }
    return Double(stretches.count { find($0, from: 0) != nil }) / Double(stretches.count)
  }

  /// What stands in the gaps of some paragraphs.
  ///
  /// - Parameter paragraphs: Their words in order, with a number for each gap and `nil` for what is neither.
  /// - Returns: By the gaps' numbers: what stands there first.
  package func values(in paragraphs: [[FlatPiece]]) -> [Int: String] {
    var values: [Int: String] = [:]
    var cursor = 0
    for paragraph in paragraphs where paragraph.contains(where: \.isGap) {
      guard let found = best(of: paragraph, from: cursor) ?? best(of: paragraph, from: 0) else { continue }
      cursor = found.end
      for (number, range) in found.gaps where values[number]?.isEmpty ?? true {
        values[number] = joining.text(of: Array(characters[range]), width: 1e9)
      }
    }
    return values
  }

  /// A paragraph's place: where its gaps are, and how many of its words were found.
  private struct Found {
    var gaps: [Int: Range<Int>] = [:]
    var words = 0
    var end = 0
  }

  /// Where most of a paragraph's words stand in their order, beginning with those that are longest.
  private func best(of paragraph: [FlatPiece], from start: Int) -> Found? {
    let words = paragraph.map(\.plain)
    guard let anchor = words.indices.max(by: { words[$0].count < words[$1].count }), !words[anchor].isEmpty else {
      return nil
    }
    var best: Found?
    var position = start
    let head = Array(words[anchor].prefix(Self.context))
    for _ in 0..<8 {
      guard let place = find(head, from: position) else { break }
      position = place + 1
      var found = Found(words: 1, end: place)
      walkRight(paragraph, words, from: anchor, at: place, &found)
      walkLeft(paragraph, words, from: anchor, at: place, &found)
      if found.words > best?.words ?? 0 { best = found }
      if found.words == words.count(where: { !$0.isEmpty }) { break }
    }
    return best
  }

  private func walkRight(
    _ paragraph: [FlatPiece], _ words: [[UInt32]], from anchor: Int, at place: Int, _ found: inout Found
  ) {
    // Its end may stand on the next page, after what is printed at the foot of this one.
    let tail = Array(words[anchor].suffix(Self.context))
    guard let last = find(tail, from: place, within: words[anchor].count + Self.longest) else { return }
    var end = last + tail.count
    var open: [FlatPiece] = []
    for index in paragraph.indices.dropFirst(anchor + 1) {
      guard !words[index].isEmpty else {
        open.append(paragraph[index])
        continue
      }
      let head = Array(words[index].prefix(Self.context))
      guard let next = find(head, from: end, within: Self.longest) else { return }
      note(open, end..<next, &found)
      open = []
      found.words += 1
      let tail = Array(words[index].suffix(Self.context))
      guard let last = find(tail, from: next, within: words[index].count + Self.longest) else { return }
      end = last + tail.count
    }
    found.end = end
    if end < scalars.count { note(open, end..<max(end, lineEnds[end - 1]), &found) }
  }

  private func walkLeft(
    _ paragraph: [FlatPiece], _ words: [[UInt32]], from anchor: Int, at place: Int, _ found: inout Found
  ) {
    var start = place
    var open: [FlatPiece] = []
    for index in paragraph.indices.prefix(anchor).reversed() {
      guard !words[index].isEmpty else {
        open.append(paragraph[index])
        continue
      }
      let tail = Array(words[index].suffix(Self.context))
      guard let before = findLast(tail, before: start, within: Self.longest) else { return }
      note(open, before + tail.count..<start, &found)
      open = []
      found.words += 1
      let head = Array(words[index].prefix(Self.context))
      guard let first = findLast(head, before: before + tail.count, within: words[index].count + Self.longest) else {
        return
      }
      start = first
    }
    guard !open.isEmpty, start > 0 else { return }
    // It begins its paragraph, and so its line.
    var line = start
    while line > 0, lineEnds[line - 1] == lineEnds[start] { line -= 1 }
    note(open, line..<start, &found)
  }

  /// Of several gaps in a row nobody knows which is whose.
  private func note(_ open: [FlatPiece], _ range: Range<Int>, _ found: inout Found) {
    if open.count == 1, case .gap(let number) = open[0], found.gaps[number]?.isEmpty ?? true {
      found.gaps[number] = range
    }
  }

  private func find(_ words: [UInt32], from start: Int, within reach: Int) -> Int? {
    find(words, from: start).flatMap { $0 - start <= reach ? $0 : nil }
  }

  private func findLast(_ words: [UInt32], before end: Int, within reach: Int) -> Int? {
    var position = end - words.count
    while position >= max(0, end - reach) {
      if scalars[position..<position + words.count].elementsEqual(words) { return position }
      position -= 1
    }
    return nil
  }

  private func find(_ words: [UInt32], from start: Int) -> Int? {
    guard let head = words.first, scalars.count >= words.count else { return nil }
    var position = start
    while position + words.count <= scalars.count {
      if scalars[position] == head, scalars[position..<position + words.count].elementsEqual(words) { return position }
      position += 1
    }
    return nil
  }

  fileprivate static func plain(_ text: String) -> [UInt32] {
    text.unicodeScalars.filter { !$0.properties.isWhitespace }.map(\.ideograph.value)
  }
}

/// A piece of a paragraph that was printed.
package enum FlatPiece: Sendable {
  case words(String)
  /// A value that runs with the text, by a number.
  case gap(Int)
  /// Anything else.
  case other

  fileprivate var isGap: Bool { if case .gap = self { true } else { false } }

  /// Its words as they are compared.
  fileprivate var plain: [UInt32] { if case .words(let text) = self { FlatText.plain(text) } else { [] } }
}

extension PageContent.Code {
  /// By how many quarters, clockwise, the page is turned.
  fileprivate var quarters: Int {
    guard corners.count == 8 else { return 0 }
    let (x, y) = (corners[2] - corners[0], corners[3] - corners[1])
    return abs(x) > abs(y) ? (x > 0 ? 0 : 2) : (y > 0 ? 1 : 3)
  }
}
