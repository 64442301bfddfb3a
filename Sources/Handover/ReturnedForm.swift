public import Diagnostics
public import Records

/// What became of one returned file.
public struct ReturnedForm: Sendable {
  /// How it ended.
  public enum Status: String, Sendable {
    /// Every paper in the file became a record.
    case accepted
    /// At least one paper did not; the findings say why.
    case refused
  }

  /// Where the values came from.
  public enum Source: String, Sendable {
    /// The fields of a fillable file.
    case fields
    /// The record attached to a file without fields: what was issued, not what anyone wrote on it.
    case attachment
    /// The file holds the form's data as XML.
    case xml
  }

  /// The file as the user named it.
  public var file: String
  /// How it ended.
  public var status: Status
  /// Why nothing was read: a code such as `encrypted`, `scan`, `form-not-ours`; `nil` when something was.
  public var reason: String?
  /// The form, such as `liaocheng/info-table`; `nil` when it was not recognised.
  public var form: String?
  /// The form's version as the file states it.
  public var version: String?
  /// The key that was printed on the paper; `nil` when unknown, and for files of many papers.
  public var key: String?
  /// Where the values came from.
  public var source: Source?
  /// The papers of the file, in order.
  public var papers: [Paper] = []
  /// Everything noticed, each with the file's name.
  public var findings: [Finding] = []

  /// One paper of a file.
  public struct Paper: Sendable {
    /// The record; `nil` when the gate refused it.
    public var record: Record?
    /// What differs from what was issued; empty also when nothing is known of that.
    public var changes: [Change] = []
    /// Whether the record as issued was attached, so that changes could be named.
    public var isCompared: Bool
  }

  /// A box that no longer holds what was issued.
  public struct Change: Sendable, Hashable {
    /// The box's name, such as `retiree.contacts.2.phone`.
    public var box: String
    /// What it is called for people.
    public var label: String
    /// The text as issued; a tick is `√`.
    public var issued: String
    /// The text as returned.
    public var returned: String
    /// Whether the values are personal and should be masked when shown.
    public var isPersonal: Bool
  }
}
