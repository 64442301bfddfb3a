/// A language that Handover speaks to its users in.
public enum Language: String, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// A sentence for people, in both languages.
public struct Phrase: Sendable, Hashable {
  /// The sentence in Chinese.
  public var chinese: String
  /// The sentence in English.
  public var english: String

  /// The same sentence in both languages.
  public init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// The sentence in one language.
  public func text(in language: Language) -> String {
    language == .chinese ? chinese : english
  }
}
