private import Glibc

/// How much of the processor's time something may take, on the thread that it began on.
package struct TimeAllowance: Sendable {
  private let start = Self.now
  private let allowed: Duration

  package init(_ allowed: Duration) { self.allowed = allowed }

  package var spent: Duration { Self.now - start }

  package var isSpent: Bool { spent >= allowed }

  private static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
