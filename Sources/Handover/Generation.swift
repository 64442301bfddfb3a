/// What is to be printed.
public struct GenerationRequest: Sendable {
  /// What papers are for.
  public enum Kind: String, Sendable, CaseIterable {
    /// For keeping: PDF/A-3b and PDF/UA-1, with the record as issued attached.
    case archive
    /// For the printer: plain pages, with nothing that paper cannot show.
    case print
    /// For filling in: an interactive form that holds the values, with the record as issued attached.
    case fillable
    /// No paper, but what it would hold, as XML by the form's own schema.
    case xml

    /// Of its files' names.
    var ending: String { self == .xml ? "xml" : "pdf" }
  }

  /// The form, such as `info-table`.
  public var form: String
  /// The city, such as `liaocheng`.
  public var profile: String
  /// The list, a path; `-` is the standard input, for lists of JSON Lines.
  public var list: String
  /// A folder, or the one file: `.zip` for separate papers in an archive; for merged papers or a form per batch a PDF, or a
  /// folder for it.
  public var output: String
  /// Values that hold for all, by field name, such as `signing.date`.
  public var settings: [(name: String, value: String)] = []
  /// A file about the batch: one record in our XML or JSON, with values and lists that stand on papers; `nil` for none. What is
  /// in `settings` wins over it, and so does a person's own value.
  public var batch: String?
  /// What the papers are for.
  public var kind = Kind.archive
  /// One file in all instead of one for each person.
  public var isMerged = false
  /// Threads at work.
  public var jobs = 1
  /// Where the rows that the gate refuses go; `nil`: `rejected.xlsx` beside the output.
  public var rejected: String?
  /// How separate files are named, such as `{number}-{retiree.name}`; `nil` gives names with nothing personal in them.
  public var names: String?
  /// The share of the list to print; `nil` prints all of it.
  public var shard: Shard?
  /// Whether an unfinished or finished run in the output folder is forgotten, and its files removed.
  public var startsOver = false
  /// The name of a run that several processes share: the keys in papers' codes are drawn from it. `nil` draws them from the
  /// list, or from its first record where the list is the standard input.
  public var run: String?

  /// A request for flat papers for keeping, one file each.
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
  /// Papers that stand there at the end.
  public var papers = 0
  /// How many of them were there already, made by an earlier session of the same run.
  public var papersFromBefore = 0
  /// Papers that could not be printed, such as for a value that does not fit.
  public var failed = 0
  /// Files that stand there at the end, without the manifest and the workbook of refused rows.
  public var files = 0
  /// Pages in them.
  public var pages = 0

  /// Of nothing yet.
  public init() {}
}

/// How far a long work has come.
public struct GenerationProgress: Sendable, Hashable {
  /// Rows done.
  public var done: Int
  /// How much of the list has been read, from 0 to 1; `nil` where its length is not known.
  public var share: Double?
}
