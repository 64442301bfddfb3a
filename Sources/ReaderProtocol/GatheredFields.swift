/// The fields that were read, each name once.
package struct GatheredFields {
  package private(set) var fields: [FormField] = []
  package private(set) var notes: [FormNote] = []
  private var noted: Set<FormNote> = []
  /// By the bytes of names: Swift holds canonically equivalent texts for equal, forms do not.
  private var positions: [[UInt8]: Int] = [:]

  /// More than are read of any form.
  package static let maximum = 200_000
  package var isTooMuch: Bool { fields.count > Self.maximum }

  package init() {}

  /// Adds a field; of several with one name the first counts.
  package mutating func add(_ field: FormField) {
    let key = Array(field.name.utf8)
    guard let known = positions[key] else {
      positions[key] = fields.count
      fields.append(field)
      return
    }
    if fields[known].value == nil {
      fields[known] = field
    } else if let value = field.value, !isSame(value, fields[known].value) {
      note(FormNote(.valuesDiffer, field: field.name))
    }
  }

  package mutating func note(_ note: FormNote) {
    if notes.count < 1000, noted.insert(note).inserted { notes.append(note) }
  }

  private func isSame(_ one: FormField.Value, _ other: FormField.Value?) -> Bool {
    one.all.map { Array($0.utf8) } == other?.all.map { Array($0.utf8) }
  }
}
