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
  case amount(Amount)
  case area(Area)
  case number(DecimalNumber)
  /// The source says that the value is not known (不详, 无, /): more than an empty box. Kept as written.
  case unknown(ExactText)
}

/// Text that is equal only scalar by scalar.
///
/// `String ==` uses canonical equivalence, in which U+F92C equals U+90CE 郎: two names of two people.
public struct ExactText: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The text itself.
  public let string: String
  /// Text of any kind; nothing is changed in it.
  public init(_ string: String) { self.string = string }
  /// Text of any kind; nothing is changed in it.
  public init(stringLiteral value: String) { string = value }
  /// The text itself.
  public var description: String { string }

  /// Equal in every scalar.
  public static func == (a: ExactText, b: ExactText) -> Bool { a.string.utf8.elementsEqual(b.string.utf8) }
  /// Over the scalars, as equality is.
  public func hash(into hasher: inout Hasher) {
    for byte in string.utf8 { hasher.combine(byte) }
  }
}

/// An option that was chosen: its stable code where the list has one for it, and the word that prints.
public struct Choice: Sendable, Hashable {
  /// The list's code; `nil` for a word outside an open list.
  public let code: String?
  /// The word that prints.
  public let word: ExactText

  package init(code: String?, word: ExactText) {
    self.code = code
    self.word = word
  }
}

/// An address in the parts that forms print; any of them may be empty.
public struct Address: Sendable, Hashable {
  /// City, county or district, and the province where it was given.
  public var city: ExactText
  /// Street, town or township.
  public var street: ExactText
  /// Community or village.
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
  /// In the Gregorian calendar.
  public let year: Int
  /// 1 to 12; `nil` when only the year is known.
  public let month: Int?
  /// 1 to 31; `nil` when only the month is known.
  public let day: Int?
}

/// A citizen ID number (GB 11643), a residence permit of the same shape, or an older form of one.
public struct ResidentID: Sendable, Hashable {
  /// As printed: upper-case X, no spaces.
  public let number: String
}

/// A telephone number, mobile or landline, in its plain form such as `13800000000` or `0635-8240000-12`.
public struct PhoneNumber: Sendable, Hashable {
  /// In plain form: digits, with a hyphen after the area code and before an extension.
  public let number: String
}

/// A unified social credit code (GB 32100-2015).
public struct CreditCode: Sendable, Hashable {
  /// 18 characters, upper case.
  public let code: String
}
