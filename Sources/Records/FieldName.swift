/// A field's dotted name in the dictionary, such as `retiree.name` or `retiree.contacts`.
public struct FieldName: Sendable, Hashable, Comparable, RawRepresentable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }
  public var description: String { rawValue }
  public static func < (a: FieldName, b: FieldName) -> Bool { a.rawValue < b.rawValue }
}

/// A part of a field that stands in a box of its own.
///
/// Dates have `year`, `month`, `day`; addresses `city`, `street`, `community`, `number`; of a field of several options, each
/// option's code is a part, which is then on or off.
public struct FieldPart: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public static let year: FieldPart = "year"
  public static let month: FieldPart = "month"
  public static let day: FieldPart = "day"
  public static let city: FieldPart = "city"
  public static let street: FieldPart = "street"
  public static let community: FieldPart = "community"
  public static let number: FieldPart = "number"
}

/// A field, or one part of it: what one box of a form or one column of a list holds.
public struct FieldKey: Sendable, Hashable, CustomStringConvertible {
  public var name: FieldName
  public var part: FieldPart?

  package init(_ name: FieldName, _ part: FieldPart? = nil) {
    self.name = name
    self.part = part
  }

  /// `retiree.residence.city`, the name of the box in a PDF form.
  public var description: String { part.map { "\(name).\($0.rawValue)" } ?? name.rawValue }
}
