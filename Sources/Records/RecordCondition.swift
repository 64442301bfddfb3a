/// A question about one field or group of a record, such as whether the political status is 01 or 02.
public struct RecordCondition: Sendable, Hashable {
  /// What is asked.
  public enum Test: Sendable, Hashable {
    /// There is a value, other than one said to be unknown; or the group has entries.
    case present
    /// There is none.
    case missing
    /// It is one of these: codes or words of options, or whole texts.
    case oneOf([String])
    /// It is none of these; a record without a value passes.
    case noneOf([String])
  }

  /// The field or group that is looked at.
  public var field: FieldName
  /// What is asked of it.
  public var test: Test

  package init(field: FieldName, test: Test) {
    self.field = field
    self.test = test
  }

  /// Whether a record passes.
  public func holds(for record: Record) -> Bool {
    switch test {
    case .present: isPresent(in: record)
    case .missing: !isPresent(in: record)
    case .oneOf(let words): isOne(of: words, in: record)
    case .noneOf(let words): !isOne(of: words, in: record)
    }
  }

  private func isPresent(in record: Record) -> Bool {
    switch record[field] {
    case nil: !record.entries(of: field).isEmpty
    case .unknown: false
    default: true
    }
  }

  private func isOne(of words: [String], in record: Record) -> Bool {
    switch record[field] {
    case nil, .unknown: false
    case .choice(let choices):
      choices.contains { choice in words.contains { $0 == choice.code || ExactText($0) == choice.word } }
    default: words.contains(record.text(FieldKey(field)))
    }
  }
}
