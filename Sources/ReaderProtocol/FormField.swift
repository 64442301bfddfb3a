/// One terminal field of a PDF form.
package struct FormField: Sendable, Equatable {
  /// What sort of field it is.
  package enum Kind: String, Sendable, CaseIterable {
    case text, checkbox, radio, choice, signature, push
  }

  /// What a field holds.
  package enum Value: Sendable, Equatable {
    case one(String)
    /// A list as it stands in the file, of a choice field; it may be empty.
    case many([String])

    /// The value as a list, however it stands in the file.
    package var all: [String] {
      switch self {
      case .one(let text): [text]
      case .many(let texts): texts
      }
    }
  }

  /// One of the things that can be chosen.
  package struct Option: Sendable, Equatable {
    /// What the file stores when it is chosen.
    package var export: String
    /// What the viewer shows.
    package var label: String

    package init(export: String, label: String) {
      self.export = export
      self.label = label
    }
  }

  /// The fully qualified name.
  package var name: String
  /// What sort of field it is.
  package var type: Kind
  /// A text as stored; of a button the export value of what is chosen, `nil` when off; of a choice its export values.
  package var value: Value?
  /// Of a check box or radio group each export value once, in the order of its widgets; of a choice as listed.
  package var options: [Option]
  /// 1-based, of its first widget; `nil` when no page shows it.
  package var page: Int?
  /// That widget's `/Rect` as it stands, in points: x0, y0, x1, y1.
  package var box: [Double]?
  /// The plain text of `/RV`, the formatted twin of a text's value; `nil` when there is none.
  package var richText: String?
  /// `/TU`: what a viewer calls the field for people.
  package var tooltip: String?
  /// `/TM`: what the field is called where its data are exported.
  package var mappingName: String?
  /// What is asked of it.
  package var flags: Flags
  /// `/MaxLen` of a text; of a comb the number of its cells.
  package var maxLength: Int?
  /// `/DV`: what resetting the form puts in, and no value.
  package var defaultValue: Value?
  /// Where it is shown, in the order of the tree; a field without widgets has none.
  package var widgets: [FormWidget]

  package init(
    name: String, type: Kind, value: Value? = nil, options: [Option] = [], page: Int? = nil, box: [Double]? = nil,
    richText: String? = nil, tooltip: String? = nil, mappingName: String? = nil, flags: Flags = [],
    maxLength: Int? = nil, defaultValue: Value? = nil, widgets: [FormWidget] = []
  ) {
    self.name = name
    self.type = type
    self.value = value
    self.options = options
    self.page = page
    self.box = box
    self.richText = richText
    self.tooltip = tooltip
    self.mappingName = mappingName
    self.flags = flags
    self.maxLength = maxLength
    self.defaultValue = defaultValue
    self.widgets = widgets
  }

  /// The state that its widgets show: the first that is not off, or else off; `nil` when none has a state.
  package var state: String? {
    let states = widgets.compactMap(\.state)
    return states.first { $0 != "Off" } ?? states.first
  }

  /// What its widgets show, read from their appearances: the first that shows something; `nil` when nobody could tell.
  package var drawn: FormWidget.Drawn? {
    let drawn = widgets.compactMap(\.drawn)
    return drawn.first { !$0.isBlank } ?? drawn.first
  }
}
