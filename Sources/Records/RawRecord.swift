public import Diagnostics

/// One text as it came in, with its origin. Nothing about it has been checked.
public struct RawValue: Sendable, Hashable {
  /// What the text was in its source, where that matters for what may have been lost.
  public enum Kind: Sendable, Hashable {
    case text
    /// A numeric cell of a workbook: 15 significant digits at most survive in it.
    case number(Double)
    /// A numeric cell with a date format: the day number, and whether the workbook counts from 1904.
    case dateSerial(Double, epoch1904: Bool)
    /// A box that is ticked or not.
    case mark(Bool)
  }

  /// As it stood in its source; may be empty for numbers and marks, whose value is in `kind`.
  public var text: String
  /// What it was there.
  public var kind: Kind
  /// Where it stood.
  public var place: Place

  package init(_ text: String, kind: Kind = .text, at place: Place = Place()) {
    self.text = text
    self.kind = kind
    self.place = place
  }
}

/// A record before the gate: texts by field, as found in a list or a returned form.
public struct RawRecord: Sendable, Hashable {
  /// By field, or part of a field.
  public var values: [FieldKey: RawValue]
  /// Repeated parts, such as the contacts of a retiree, by the group's name.
  public var groups: [FieldName: [RawRecord]]
  /// Where the whole record stood, such as its row.
  public var place: Place

  package init(
    values: [FieldKey: RawValue] = [:], groups: [FieldName: [RawRecord]] = [:], at place: Place = Place()
  ) {
    self.values = values
    self.groups = groups
    self.place = place
  }
}
