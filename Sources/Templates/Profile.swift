package import Records

/// What a city decides: which forms there are, and how its records are judged.
package struct Profile: Sendable {
  package var id: String
  package var version: String
  /// The city's name, such as 聊城市.
  package var title: String
  /// The document that it rests on, such as 聊国资〔2020〕50号.
  package var source: String
  package var rules: RecordRules
  package var forms: [FormTemplate]
  /// The ids of the forms that a packet holds, in order; empty for all that there are.
  package var packet: [String] = []

  /// The form of this id, `info-table`, or of this full name, `liaocheng/info-table`.
  package func form(_ name: String) -> FormTemplate? {
    forms.first { $0.id == name || $0.name == name }
  }
}
