internal import ReaderProtocol
private import Synchronization

/// Which documents killed readers, by their digests: one that did so twice is not read again. Readers share it while they work.
package final class KillRecord: Sendable {
  /// So many kills, and a document is refused unread.
  private static let fatal = 2

  /// Why the last reader was lost to a document, and how many were.
  private let kills = Mutex<[[UInt8]: (reason: Reason, count: Int)]>([:])

  package init() {}

  /// Why a document is not to be read; `nil` when it may be.
  func reason(against digest: [UInt8]) -> Reason? {
    kills.withLock { kills in kills[digest].flatMap { $0.count >= Self.fatal ? $0.reason : nil } }
  }

  /// A reader was lost to a document.
  func note(_ reason: Reason, of digest: [UInt8]) {
    kills.withLock { kills in kills[digest] = (reason, (kills[digest]?.count ?? 0) + 1) }
  }
}
