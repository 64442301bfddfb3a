/// A result together with what was noticed on the way: warnings travel with success.
public struct Reported<Value> {
  /// The result.
  public var value: Value
  /// What was noticed; no error among them.
  public var findings: [Finding]

  package init(_ value: Value, _ findings: [Finding] = []) {
    self.value = value
    self.findings = findings
  }
}

extension Reported: Sendable where Value: Sendable {}

/// Nothing came of it; the findings say why. At least one of them is an error.
public struct Refusal: Error, Sendable {
  /// Every reason at once.
  public var findings: [Finding]

  package init(_ findings: [Finding]) {
    self.findings = findings
  }

  package init(_ finding: Finding) {
    self.init([finding])
  }
}
