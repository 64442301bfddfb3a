import Records

/// People parted by the values of some fields, in the order in which each part's first person came.
struct BatchParts {
  /// The people of one combination of values.
  struct Part {
    /// Those of the fields that have a value.
    var values: [FieldName: RawValue]
    /// What the values say, one after the other, for names of files.
    var words: [String]
    var people: [AcceptedRow] = []
  }

  private let fields: [FieldName]
  private var indexes: [[String]: Int] = [:]
  private(set) var parts: [Part] = []

  init(by fields: [FieldName]) { self.fields = fields }

  /// Adds a person to the part where he belongs.
  mutating func add(_ row: AcceptedRow) {
    let texts = fields.map { row.record.text(FieldKey($0)) }
    let index = indexes[texts] ?? parts.count
    if index == parts.count {
      indexes[texts] = index
      let given = zip(fields, texts).filter { !$1.isEmpty }
      parts.append(
        Part(
          values: Dictionary(given.map { ($0, RawValue($1)) }) { first, _ in first },
          words: given.map { $1 }))
    }
    parts[index].people.append(row)
  }
}
