private import Synchronization
internal import ReaderProtocol

/// The kills that several readers share while they work.
package final class KillRecord: Sendable {
  private let shared: Mutex<PoisonList>

  package init(_ list: PoisonList = PoisonList()) { shared = Mutex(list) }

  /// As it stands now.
  package var list: PoisonList { shared.withLock { $0 } }

  func reason(against digest: [UInt8]) -> Reason? { shared.withLock { $0.reason(against: digest) } }
  func note(_ reason: Reason, of digest: [UInt8]) { shared.withLock { $0.note(reason, of: digest) } }
}
