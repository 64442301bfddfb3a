/// What packets are to be made of a transfer.
public struct PacketRequest: Sendable {
  /// How many copies of a paper a packet holds.
  public enum Copies: String, Sendable, CaseIterable {
    /// As many as the form has keepers; each says whose it is.
    case all
    /// One of each.
    case one
  }

  /// The city, such as `liaocheng`.
  public var profile: String
  /// The list of people, a path.
  public var list: String
  /// A file about the batch, one record in our XML or JSON; `nil` for none.
  public var batch: String?
  /// A folder.
  public var output: String
  /// Values that hold for all, by field name; they win over the batch's.
  public var settings: [(name: String, value: String)] = []
  /// What the packets are for: `archive` or `print`.
  public var kind = GenerationRequest.Kind.archive
  /// How many copies of a paper a packet holds.
  public var copies = Copies.all
  /// Whether each keeper gets a file of his copies beside.
  public var hasKeeperFiles = false
  /// One person only: the key on his papers, or his number in the list.
  public var person: String?
  /// One form only, by its id.
  public var form: String?
  /// The manifest of an earlier run: only what differs from it is printed.
  public var since: String?
  /// Whether the manifest names people.
  public var namesPeople = false
  /// Threads at work.
  public var jobs = 1
  /// Where the rows that the gate refuses go; `nil`: `rejected.xlsx` in the folder.
  public var rejected: String?
  /// From what the keys in papers' codes are drawn; `nil` takes the batch's id, or else the list.
  public var run: String?

  /// A request for everything, in as many copies as there are keepers.
  public init(profile: String, list: String, batch: String? = nil, output: String) {
    self.profile = profile
    self.list = list
    self.batch = batch
    self.output = output
  }
}

/// What became of a request for packets.
public struct PacketAccount: Sendable, Hashable {
  /// The list on its way through the gate.
  public var list = ListAccount()
  /// Papers in the packets, each counted once whatever its copies.
  public var documents = 0
  /// Papers that could not be made.
  public var failed = 0
  /// Papers that are as the earlier manifest has them, and so were not printed again.
  public var unchanged = 0
  /// Papers of the earlier manifest that there are no longer.
  public var vanished = 0
  /// People whose receiving place nobody has said.
  public var unplaced = 0
  /// People who are not handed over.
  public var excluded = 0
  /// PDF files.
  public var files = 0
  /// Pages in the receivers' files.
  public var pages = 0

  /// Of nothing yet.
  public init() {}
}
