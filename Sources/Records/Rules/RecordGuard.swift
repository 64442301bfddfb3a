/// Something that must have been done before something else, as a city's rules have it.
public struct RecordGuard: Sendable, Hashable {
  /// What may only be done under a condition, such as `progress.archiveDelivered`.
  public var field: FieldName
  /// What must have been done by then.
  public var needs: [FieldName]
  /// What nobody may make a condition of anything; checked when the profile is loaded.
  public var neverNeeds: [FieldName]
  /// The rule in the words of the profile.
  public var words: String
  /// The article that it rests on.
  public var basis: String

  package init(field: FieldName, needs: [FieldName], neverNeeds: [FieldName] = [], words: String, basis: String) {
    self.field = field
    self.needs = needs
    self.neverNeeds = neverNeeds
    self.words = words
    self.basis = basis
  }
}

/// Dates of which none may be before the one named before it, such as application, agreement and handover.
public struct DateOrder: Sendable, Hashable {
  /// In their order; those that a record lacks are passed over.
  public var fields: [FieldName]
  /// The article that it rests on; empty when it goes without saying.
  public var basis: String

  package init(fields: [FieldName], basis: String) {
    self.fields = fields
    self.basis = basis
  }
}
