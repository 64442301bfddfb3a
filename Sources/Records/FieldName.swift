/// A field's dotted name in the dictionary, such as `retiree.name` or `retiree.contacts`.
public struct FieldName: Sendable, Hashable, Comparable, RawRepresentable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The name itself.
  public let rawValue: String
  /// A field of any name; whether there is one, the dictionary knows.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A field of any name; whether there is one, the dictionary knows.
  public init(_ rawValue: String) { self.rawValue = rawValue }
  /// A field of any name; whether there is one, the dictionary knows.
  public init(stringLiteral value: String) { rawValue = value }
  /// The name itself.
  public var description: String { rawValue }
  /// By the UTF-8 of the names.
  public static func < (a: FieldName, b: FieldName) -> Bool { a.rawValue < b.rawValue }
}

/// A part of a field that stands in a box of its own.
///
/// Dates have `year`, `month`, `day`; addresses `city`, `street`, `community`, `number`; of a field of several options, each
/// option's code is a part, which is then on or off.
public struct FieldPart: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral {
  /// The part's word, such as `year` or an option's code.
  public let rawValue: String
  /// A part of any name.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A part of any name.
  public init(_ rawValue: String) { self.rawValue = rawValue }
  /// A part of any name.
  public init(stringLiteral value: String) { rawValue = value }

  /// Of a date.
  public static let year: FieldPart = "year"
  /// Of a date.
  public static let month: FieldPart = "month"
  /// Of a date.
  public static let day: FieldPart = "day"
  /// Of an address: city, county or district.
  public static let city: FieldPart = "city"
  /// Of an address: street, town or township.
  public static let street: FieldPart = "street"
  /// Of an address: community or village.
  public static let community: FieldPart = "community"
  /// Of an address: house number and everything after it.
  public static let number: FieldPart = "number"
}

/// A field, or one part of it: what one box of a form or one column of a list holds.
public struct FieldKey: Sendable, Hashable, CustomStringConvertible {
  /// The field.
  public var name: FieldName
  /// The part of it; `nil` for the whole.
  public var part: FieldPart?

  package init(_ name: FieldName, _ part: FieldPart? = nil) {
    self.name = name
    self.part = part
  }

  /// `retiree.residence.city`, the name of the box in a PDF form.
  public var description: String { part.map { "\(name).\($0.rawValue)" } ?? name.rawValue }
}
