public import Diagnostics

extension Record {
  /// This record as raw texts, whole values as they print.
  ///
  /// The gate makes the same record of it: that is the law of the house.
  public func rawRecord(at place: Place = Place()) -> RawRecord {
    var raw = RawRecord(at: place)
    for (name, value) in values { raw.values[FieldKey(name)] = RawValue(value.text(), at: place) }
    for (name, entries) in groups { raw.groups[name] = entries.map { $0.rawRecord(at: place) } }
    return raw
  }
}
