/// A language that Handover speaks to its users in.
public enum Language: String, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// A sentence for people, in both languages.
///
/// Of a million people, hundreds of thousands have something to be said about them, and almost none of it is shown: a
/// sentence can have blanks, which are filled in when it is read.
public struct Phrase: Sendable {
  /// What goes into a blank.
  package enum Filling: Sendable {
    /// A personal value, shown masked.
    case masked(String)
    case place(Place)
  }

  private enum Wording: Sendable {
    case written(chinese: String, english: String)
    /// Blanks are written as `%1`, `%2` and so on.
    case blanks(chinese: String, english: String, [Filling])
  }

  private var wording: Wording

  /// The same sentence in both languages.
  public init(_ chinese: String, _ english: String) {
    wording = .written(chinese: chinese, english: english)
  }

  /// A sentence in which `%1` stands for the first filling, `%2` for the second, and so on.
  package init(_ chinese: String, _ english: String, filling: [Filling]) {
    wording = .blanks(chinese: chinese, english: english, filling)
  }

  /// The sentence in Chinese.
  public var chinese: String {
    get { text(in: .chinese) }
    set { wording = .written(chinese: newValue, english: english) }
  }

  /// The sentence in English.
  public var english: String {
    get { text(in: .english) }
    set { wording = .written(chinese: chinese, english: newValue) }
  }

  /// The sentence in one language.
  public func text(in language: Language) -> String {
    switch wording {
    case .written(let chinese, let english): language == .chinese ? chinese : english
    case .blanks(let chinese, let english, let fillings):
      Self.filled(language == .chinese ? chinese : english, with: fillings, language)
    }
  }

  private static func filled(_ sentence: String, with fillings: [Filling], _ language: Language) -> String {
    let pieces = sentence.split(separator: "%", omittingEmptySubsequences: false)
    return pieces.dropFirst().reduce(into: String(pieces[0])) { text, piece in
      let number = piece.first?.wholeNumberValue ?? 0
      text += fillings.indices.contains(number - 1) ? fillings[number - 1].text(in: language) : ""
      text += piece.dropFirst()
    }
  }
}

extension Phrase.Filling {
  fileprivate func text(in language: Language) -> String {
    switch self {
    case .masked(let value): Diagnostics.masked(value)
    case .place(let place): place.text(in: language)
    }
  }
}

/// Two sentences are the same when they read the same.
extension Phrase: Hashable {
  /// Whether both read the same in both languages.
  public static func == (a: Phrase, b: Phrase) -> Bool { a.chinese == b.chinese && a.english == b.english }

  /// Feeds both languages' sentences to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(chinese)
    hasher.combine(english)
  }
}
