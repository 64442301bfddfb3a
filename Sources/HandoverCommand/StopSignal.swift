import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ctrl-C, taken as a wish to end cleanly. Given a second time, it ends the process at once.
final class StopSignal {
  /// What shells show for a command that ended so.
  static let exitCode: Int32 = 128 + SIGINT

  private let given = Atomic(false)
  private let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())

  init() {
    // The source sees the signal only when its default, the end of the process, is off.
    signal(SIGINT, SIG_IGN)
    source.setEventHandler { [weak self] in
      self?.given.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    source.resume()
  }

  /// Whether it was given.
  var wasGiven: Bool { given.load(ordering: .relaxed) }
}
