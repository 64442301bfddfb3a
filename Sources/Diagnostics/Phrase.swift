/// A language that Handover speaks to its users in.
public enum Language: String, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// A sentence for people, in both languages.
public struct Phrase: Sendable, Hashable {
  public var chinese: String
  public var english: String

  public init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  public func text(in language: Language) -> String {
    language == .chinese ? chinese : english
  }
}
