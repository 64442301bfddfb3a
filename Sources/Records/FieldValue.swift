/// A validated value. Which case a field has is decided by its type in the dictionary.
public enum FieldValue: Sendable, Hashable {
  /// A name or any other text.
  case text(ExactText)
  case residentID(ResidentID)
  case date(PartialDate)
  /// One option or several, in the order of the option list.
  case choice([Choice])
  case phones([PhoneNumber])
  case address(Address)
  case count(Int)
  case creditCode(CreditCode)
  /// The source says that the value is not known (不详, 无, /): more than an empty box. Kept as written.
  case unknown(ExactText)
}

/// Text that is equal only scalar by scalar.
///
/// `String ==` uses canonical equivalence, in which U+F92C equals U+90CE 郎: two names of two people.
public struct ExactText: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let string: String
  public init(_ string: String) { self.string = string }
  public init(stringLiteral value: String) { string = value }
  public var description: String { string }

  public static func == (a: ExactText, b: ExactText) -> Bool { a.string.utf8.elementsEqual(b.string.utf8) }
  public func hash(into hasher: inout Hasher) {
    for byte in string.utf8 { hasher.combine(byte) }
  }
}

/// An option that was chosen: its stable code where the list has one for it, and the word that prints.
public struct Choice: Sendable, Hashable {
  public let code: String?
  public let word: ExactText

  package init(code: String?, word: ExactText) {
    self.code = code
    self.word = word
  }
}

/// An address in the parts that forms print; any of them may be empty.
public struct Address: Sendable, Hashable {
  public var city: ExactText
  public var street: ExactText
  public var community: ExactText
  /// House number and everything after it.
  public var number: ExactText

  package init(city: ExactText = "", street: ExactText = "", community: ExactText = "", number: ExactText = "") {
    self.city = city
    self.street = street
    self.community = community
    self.number = number
  }
}

/// A date known to the year, the month or the day.
public struct PartialDate: Sendable, Hashable {
  public let year: Int
  public let month: Int?
  public let day: Int?
}

/// A citizen ID number (GB 11643), a residence permit of the same shape, or an older form of one.
public struct ResidentID: Sendable, Hashable {
  /// As printed: upper-case X, no spaces.
  public let number: String
}

/// A telephone number, mobile or landline, in its plain form such as `13800000000` or `0635-8240000-12`.
public struct PhoneNumber: Sendable, Hashable {
  public let number: String
}

/// A unified social credit code (GB 32100-2015).
public struct CreditCode: Sendable, Hashable {
  public let code: String
}
