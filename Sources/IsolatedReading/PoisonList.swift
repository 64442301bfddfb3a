private import Digests
package import ReaderProtocol

/// Which documents killed readers, by their digests: one that did so twice is not read again.
package struct PoisonList: Sendable, Equatable {
  /// What one document did.
  package struct Entry: Sendable, Equatable {
    /// Why the last reader was lost: `timeout`, `memory` or `crashed`.
    package var reason: Reason
    /// How many readers it killed; counted to `PoisonList.fatal`.
    package var kills: Int
  }

  /// So many kills, and a document is refused unread.
  package static let fatal = 2
  private static let reasons: [Reason] = [.timeout, .memory, .crashed]

  /// By digest in hexadecimal.
  package private(set) var entries: [String: Entry] = [:]

  package init() {}

  /// Reads what `text` writes.
  ///
  /// Lines of any other shape are passed over: a list that was cut off or written over only knows less. Of a digest that
  /// stands there twice, the greater number counts.
  package init(untrustedText: String) {
    for line in untrustedText.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      let words = line.split(separator: 32, omittingEmptySubsequences: true).map { String(Substring($0)) }
      guard words.count == 3, words[0].utf8.count == 64, words[0].utf8.allSatisfy(isHexDigit),
        let reason = Self.reasons.first(where: { $0.rawValue == words[1] }),
        let kills = Int(words[2]), (1...Self.fatal).contains(kills), kills > entries[words[0]]?.kills ?? 0
      else { continue }
      entries[words[0]] = Entry(reason: reason, kills: kills)
    }
  }

  /// A line for each document in the order of digests: digest, reason, number of kills. Ends with a line break.
  package var text: String {
    entries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.reason.rawValue) \($0.value.kills)\n" }.joined()
  }

  /// Why a document is not to be read; `nil` when it may be.
  package func reason(against digest: [UInt8]) -> Reason? {
    entries[hexadecimal(digest)].flatMap { $0.kills >= Self.fatal ? $0.reason : nil }
  }

  /// A reader was lost to a document.
  package mutating func note(_ reason: Reason, of digest: [UInt8]) {
    let kills = entries[hexadecimal(digest)]?.kills ?? 0
    entries[hexadecimal(digest)] = Entry(reason: reason, kills: min(kills + 1, Self.fatal))
  }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}
