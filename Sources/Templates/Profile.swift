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
  /// From when on its rules hold; `nil` when it does not say.
  package var effective: Effective?
  /// The periods that it sets.
  package var clocks: [Clock] = []
  /// The reasons for which people are not handed over, when it has its own choice of them.
  package var exclusions: [Exclusion] = []
  /// Functional zones.
  package var zones: [Zone] = []
  package var forms: [FormTemplate]
  /// The ids of the forms that a packet holds, in order; empty for all that there are.
  package var packet: [String] = []
  /// Earlier versions of forms, kept for reading papers that were printed from them.
  package var olderForms: [FormTemplate] = []

  package struct Effective: Sendable, Hashable {
    package var from: PartialDate
    /// The last day; `nil` while nobody has said.
    package var to: PartialDate?
  }

  /// A period that the city sets, and the article that sets it.
  package struct Clock: Sendable, Hashable {
    package var field: FieldName
    package var from: FieldName
    package var period: Derivation.Period
    package var basis: String
  }

  package struct Exclusion: Sendable, Hashable {
    /// Of the option list `exclusion-reason`.
    package var code: String
    package var basis: String
    /// Rows of the catalogue of papers, such as `E` or `C3`: only these leave such people out. Empty: all do.
    package var papers: [String]

    /// Whether the papers of a form leave such people out.
    package func isLeftOut(of form: FormTemplate) -> Bool {
      papers.isEmpty || papers.contains { $0 == form.group || $0 == form.group.prefix(1) }
    }
  }

  /// The reasons for which people still go over, but not with all of their papers.
  package var partialReasons: Set<String> { Set(exclusions.filter { !$0.papers.isEmpty }.map(\.code)) }

  package struct Zone: Sendable, Hashable {
    package var name: String
    /// Its code of GB/T 2260, where it has one.
    package var code: String?
  }

  /// The form of this id, `info-table`, or of this full name, `liaocheng/info-table`.
  package func form(_ name: String) -> FormTemplate? {
    forms.first { $0.id == name || $0.name == name }
  }
}
