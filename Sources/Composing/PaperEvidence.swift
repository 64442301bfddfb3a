package import Records

/// What is known of a paper from looking at it: which of its parts stand there, and the values that run with its text.
package struct PaperEvidence: Sendable, Hashable {
  /// Conditions that are not among these hold.
  package var holds: [RecordCondition: Bool]
  /// Whether values run with the text; else they stand in boxes.
  package var flows: Bool
  /// Those that do; of the others there is nothing but room.
  package var values: [FieldKey: String]

  package init(holds: [RecordCondition: Bool] = [:], flows: Bool, values: [FieldKey: String] = [:]) {
    self.holds = holds
    self.flows = flows
    self.values = values
  }
}
