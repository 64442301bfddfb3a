/// One thing a clerk should know: where, what, why, and what to do about it.
///
/// Findings are values. Every step collects all of them and goes on; none prints. A message may name a
/// field but never holds a personal value: what it must show of one goes through `masked(_:)` first.
public struct Finding: Sendable, Hashable {
  /// How grave a finding is, in rising order.
  public enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Repaired without asking, and logged.
    case fix
    /// A proposal that a person should confirm; the record is usable meanwhile.
    case suggestion
    /// Unusual, and accepted.
    case warning
    /// The record, template or file cannot be accepted as it is.
    case error

    /// Rising gravity.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .fix: 0
      case .suggestion: 1
      case .warning: 2
      case .error: 3
      }
    }
  }

  /// A stable name for a kind of finding, for programs and tests; people read the message.
  ///
  /// Codes are static members declared by the room that finds them, so that a new one breaks nobody.
  public struct Code: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    /// The name itself, such as `id-check-digit`.
    public let rawValue: String
    /// A code by its name.
    public init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    /// The name itself.
    public var description: String { rawValue }
  }

  /// How grave it is.
  public var severity: Severity
  /// What kind of finding it is.
  public var code: Code
  /// Where it was found.
  public var place: Place
  /// What was found, and why it is one.
  public var message: Phrase
  /// What to do about it.
  public var hint: Phrase?

  package init(
    _ severity: Severity, _ code: Code, at place: Place = Place(), _ message: Phrase, hint: Phrase? = nil
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.message = message
    self.hint = hint
  }
}

extension Sequence<Finding> {
  /// Whether any of these is an error.
  public var containError: Bool { contains { $0.severity == .error } }
}
