import ReaderProtocol

/// The values of one print. A field that stands at several places of a paper has one value; where they disagree, it is in doubt.
struct FlatFields {
  private(set) var fields: [FormField] = []
  private(set) var doubts: [FlatDoubt] = []
  private var known: [String: Known] = [:]

  private struct Known {
    var field: Int
    /// At the places so far, of each mark whether it is there; of a text the text.
    var marks: [String: Bool] = [:]
    var text: String?
  }

  /// Takes a text.
  mutating func take(_ text: String, in field: FormField, page: Int) {
    guard let before = known[field.name] else {
      add(field, value: text, Known(field: fields.count, text: text))
      return
    }
    guard before.text != text else { return }
    differ(field.name, page: page)
    // What is there is shown rather than nothing.
    if before.text?.isEmpty ?? true {
      known[field.name]?.text = text
      fields[before.field].value = .one(text)
    }
  }

  /// Takes a mark: of a box of its own, or of one of several options that share the field.
  ///
  /// - Parameter export: What the field's value is when the mark is there.
  mutating func take(mark isOn: Bool, _ export: String, in field: FormField, page: Int) {
    guard let before = known[field.name] else {
      add(field, value: isOn ? export : nil, Known(field: fields.count, marks: [export: isOn]))
      return
    }
    known[field.name]?.marks[export] = isOn || before.marks[export] ?? false
    if let other = before.marks[export], other != isOn { differ(field.name, page: page) }
    guard isOn else { return }
    if before.marks.contains(where: { $0.value && $0.key != export }) {
      doubts.append(FlatDoubt(reason: .severalTicked, box: field.name, page: page))
    }
    fields[before.field].value = .one(export)
  }

  private mutating func add(_ field: FormField, value: String?, _ made: Known) {
    var field = field
    field.value = value.map { .one($0) }
    known[field.name] = made
    fields.append(field)
  }

  private mutating func differ(_ name: String, page: Int) {
    doubts.append(FlatDoubt(reason: .placesDiffer, box: name, page: page))
  }
}
