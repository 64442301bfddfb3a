package import ReaderProtocol
package import Records
package import Templates

/// A binding as far as it could be guessed, for a person to see through.
package struct BindingDraft: Sendable {
  package struct Box: Sendable {
    /// With the guess, if there is one that is sure enough.
    package var box: ForeignBinding.Box
    /// From 0 to 1; how sure the guess is.
    package var confidence: Double
    /// What it rests on.
    package var reasons: [String]
    /// What an open box may be, the likeliest first.
    package var candidates: [Candidate]
    /// The words around an open box.
    package var around: [String]
  }

  package struct Candidate: Sendable {
    package var key: FieldKey
    package var group: FieldName?
    package var confidence: Double
    package var reasons: [String]
  }

  /// In the order in which people read the form; boxes that no page shows come last.
  package var boxes: [Box]
  package var subject: FormTemplate.Subject
  /// The form of ours that it is most like.
  package var similarForm: String?
  /// What the form holds that could run, send or fetch.
  package var active: [ActiveItem] = []

  /// How many boxes have a field, or are said to have none.
  package var settled: Int { boxes.count { $0.box.use != .open } }
}

/// A form of ours, by the fields that it shows.
package struct FormContent: Sendable {
  package var id: String
  package var fields: Set<FieldName>

  package init(id: String, fields: Set<FieldName>) {
    self.id = id
    self.fields = fields
  }
}
