import Documents
import FormBinding
import Records

/// Names what differs between a paper as issued and as returned.
struct Changes {
  private let dictionary: FieldDictionary
  private var keys: [String: FieldKey] = [:]

  init(labels dictionary: FieldDictionary, bound: BoundForm) {
    self.dictionary = dictionary
    for box in bound.boxes { keys[box.name] = box.key }
  }

  /// - Returns: One change for each box that differs, in order of the boxes' names.
  func between(_ issued: [String: Filling.Value], and returned: [String: Filling.Value]) -> [ReturnedForm.Change] {
    Set(issued.keys).union(returned.keys).sorted().compactMap { name in
      let (before, after) = (Self.text(issued[name]), Self.text(returned[name]))
      guard !before.utf8.elementsEqual(after.utf8) else { return nil }
      let field = keys[name].flatMap { dictionary[$0.name] }
      return ReturnedForm.Change(
        box: name, label: field?.label.chinese ?? name, issued: before, returned: after,
        isPersonal: field?.isPersonal ?? true)
    }
  }

  static func text(_ value: Filling.Value?) -> String {
    switch value {
    case .text(let text): text
    case .mark(let isOn): isOn ? "√" : ""
    case nil: ""
    }
  }
}
