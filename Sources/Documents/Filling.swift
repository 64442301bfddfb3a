/// What one record puts into the slots of a document: texts in one buffer, so that a record costs a few allocations.
///
/// First come the document's own slots, by `Slot.index`, then repeat by repeat, in the order of `RepeatedRows.index`, entry by entry,
/// the slots of each entry. A box that is ticked has a text, one that is not has none.
package struct Filling: Sendable {
  /// What stands in one box.
  package enum Value: Sendable, Hashable {
    case text(String)
    case mark(Bool)
  }

  @usableFromInline struct Repeat: Sendable {
    /// Its first slot.
    @usableFromInline var first: Int
    @usableFromInline var slotsOfEntry: Int
    @usableFromInline var entries: Int
  }

  /// UTF-8.
  @usableFromInline var bytes: [UInt8] = []
  /// Where the text of each slot ends.
  @usableFromInline var ends: [Int] = []
  @usableFromInline var repeats: [Repeat] = []

  package init() {}

  /// - Parameters:
  ///   - slots: How many slots there will be.
  ///   - text: How many bytes they will hold, about.
  package init(slots: Int, text: Int) {
    bytes.reserveCapacity(text)
    ends.reserveCapacity(slots)
  }

  // MARK: Making one

  /// Adds the next slot.
  ///
  /// - Parameter text: Puts the slot's text behind the bytes.
  @inlinable
  package mutating func add(_ text: (inout [UInt8]) -> Void) {
    text(&bytes)
    ends.append(bytes.count)
  }

  package mutating func add(_ text: String) { add { $0.append(contentsOf: text.utf8) } }

  /// Adds the next box that is ticked or not.
  package mutating func add(mark isOn: Bool) { add { if isOn { $0.append(UInt8(ascii: "x")) } } }

  /// Begins the next repeat; all slots of all its entries follow.
  package mutating func addRepeat(entries: Int, slotsOfEntry: Int) {
    repeats.append(Repeat(first: ends.count, slotsOfEntry: slotsOfEntry, entries: entries))
  }

  /// Adds the entries of another filling, which has nothing else, to the last repeat of this one.
  package mutating func appendEntries(of other: Filling) {
    guard let added = other.repeats.first, let last = repeats.indices.last else { return }
    let offset = bytes.count
    bytes += other.bytes
    ends += other.ends.map { $0 + offset }
    repeats[last].slotsOfEntry = added.slotsOfEntry
    repeats[last].entries += added.entries
  }

  // MARK: Reading it

  /// How many entries each repeat has.
  package var counts: [Int] { repeats.map(\.entries) }

  /// The bytes of a slot's text; empty for the slots of entries that the repeat has not.
  ///
  /// - Parameters:
  ///   - slot: Its index in the document, or in an entry.
  ///   - entry: The repeat and the entry's ordinal from 0, for a slot of an entry.
  @inlinable package func range(of slot: Int, in entry: (repeat: Int, ordinal: Int)?) -> Range<Int> {
    var index = slot
    if let entry {
      let repeated = repeats[entry.repeat]
      guard entry.ordinal < repeated.entries else { return 0..<0 }
      index += repeated.first + entry.ordinal * repeated.slotsOfEntry
    }
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// Lends all bytes.
  @inlinable package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer(body)
  }

  /// The text of a slot.
  package func text(of slot: Int, in entry: (repeat: Int, ordinal: Int)?) -> String {
    String(decoding: bytes[range(of: slot, in: entry)], as: UTF8.self)
  }
}
