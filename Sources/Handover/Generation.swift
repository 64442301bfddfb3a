/// What is to be printed.
public struct GenerationRequest: Sendable {
  /// The form, such as `info-table`.
  public var form: String
  /// The city, such as `liaocheng`.
  public var profile: String
  /// The list, a path.
  public var list: String
  /// A folder; for one file in all, or a form per batch, the file itself or a folder for it.
  public var output: String
  /// Values that hold for all, by field name, such as `signing.date`.
  public var settings: [(name: String, value: String)] = []
  /// Whether values stand in form fields rather than as text.
  public var isFillable = false
  /// One file in all instead of one for each person.
  public var isMerged = false
  /// Threads at work.
  public var jobs = 1

  /// A request for flat papers, one file each.
  public init(form: String, profile: String, list: String, output: String) {
    self.form = form
    self.profile = profile
    self.list = list
    self.output = output
  }
}

/// What was printed.
public struct GenerationAccount: Sendable, Hashable {
  /// The list on its way through the gate.
  public var list = ListAccount()
  /// Papers that were printed.
  public var papers = 0
  /// Papers that could not be printed, such as for a value that does not fit.
  public var failed = 0
  /// Files that were written.
  public var files = 0
  /// Pages in them.
  public var pages = 0
}

/// How far a long work has come.
public struct GenerationProgress: Sendable, Hashable {
  /// Rows done.
  public var done: Int
}
