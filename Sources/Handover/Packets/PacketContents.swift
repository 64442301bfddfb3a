import Records

/// What a file of a packet holds, in order.
struct PacketContents: Sendable {
  /// A paper, and which of its copies are there.
  struct Entry: Sendable {
    /// Among the plan's papers.
    var document: Int
    var form: Int
    var pages: Int
    /// Which copies, counted from 0; the form's keepers are in this order.
    var copies: Range<Int>
    /// The index of its first page in the file.
    var firstPage = 0

    var allPages: Int { pages * copies.count }
  }

  let place: PacketPlace
  /// Whose copies these are; `nil` for a receiver's packet.
  let keeper: String?
  private(set) var entries: [Entry]
  private(set) var pages = 0

  init(place: PacketPlace, keeper: String? = nil, entries: [Entry]) {
    self.place = place
    self.keeper = keeper
    self.entries = entries
  }

  /// Numbers the pages after those of the cover.
  mutating func number(after cover: Int) {
    pages = cover
    for index in entries.indices {
      entries[index].firstPage = pages
      pages += entries[index].allPages
    }
  }

  /// The entry that a page belongs to, and which copy of it; `nil` for the cover.
  func entry(at page: Int) -> (entry: Entry, copy: Int)? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].firstPage <= page { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let entry = entries[low - 1]
    return (entry, entry.copies.lowerBound + (page - entry.firstPage) / max(entry.pages, 1))
  }
}
