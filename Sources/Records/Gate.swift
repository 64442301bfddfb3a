public import Diagnostics

/// A raw record that the gate refused, whole, with every reason at once.
public struct RecordRejection: Error, Sendable {
  public var raw: RawRecord
  /// At least one is an error; fixes, suggestions and warnings of the same record come along.
  public var findings: [Finding]
}
