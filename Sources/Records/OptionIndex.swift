/// An option list ready for looking words up.
package struct OptionIndex: Sendable {
  package let list: OptionList
  private let byWord: [String: Int]
  private let byCode: [String: Int]
  /// The list's own words, as they print: those that mean themselves and need no further look.
  private let plainWords: ByteTable

  package init(_ list: OptionList) {
    self.list = list
    var words: [String: Int] = [:]
    for (index, option) in list.options.enumerated() {
      for word in [option.label] + option.synonyms where words[Self.plain(word)] == nil {
        words[Self.plain(word)] = index
      }
    }
    byWord = words
    byCode = Dictionary(list.options.enumerated().map { ($1.code, $0) }) { first, _ in first }
    var plain = ByteTable(capacity: list.options.count)
    for (index, option) in list.options.enumerated()
    where words[option.label] ?? words[Self.plain(option.label)] == index {
      plain.insert(option.label, index)
    }
    plainWords = plain
  }

  /// The option whose word this is, to the letter; `nil` also for words that mean an option in another spelling.
  func plainOption(_ word: UnsafeBufferPointer<UInt8>) -> Int? { plainWords[word] }

  /// The number of an option in the list.
  func number(of choice: Choice) -> Int? {
    list.options.firstIndex { $0.code == choice.code && ExactText($0.label) == choice.word }
  }

  func word(_ index: Int) -> String { list.options[index].label }

  /// The option that a word or a code means, without regard to blanks, brackets' width and letters' case.
  package func option(_ word: String) -> Int? {
    if let index = byWord[word] { return index }
    let plain = Self.plain(word)
    if let index = byWord[plain] { return index }
    if let index = byCode[plain] { return index }
    // Codes lose their zero in numeric cells: 1 for 01.
    return plain.isDigits ? byCode["0" + plain] : nil
  }

  func choice(_ index: Int) -> Choice {
    Choice(code: list.options[index].code, word: ExactText(list.options[index].label))
  }

  private static func plain(_ word: String) -> String {
    guard !word.utf8.allSatisfy({ (0xE4...0xE9).contains($0) || $0 & 0xC0 == 0x80 }) else { return word }
    return word.foldedToASCII.removing(isBlank).lowercased()
  }

  /// Marks between the words of a cell with several options.
  static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "、", ",", "，", ";", "；", "/", "／", "|", "｜", " ", "\u{3000}", "+", "＋", "。": true
    default: false
    }
  }
}
