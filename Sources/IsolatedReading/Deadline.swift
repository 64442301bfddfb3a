/// When a reader's time is up.
///
/// Its time is that of the monotonic clock, without what it had to wait for a processor that others had; but by the clock alone, too,
/// there is an end.
struct Deadline {
  private let start = ContinuousClock.now
  private let end: ContinuousClock.Instant
  private var moment: ContinuousClock.Instant
  /// What was not counted.
  private var forgiven = Duration.zero
  /// How long the process that now works on it has ever waited, and how much of it is accounted for.
  private var waited: () -> Duration = { .zero }
  private var accounted = Duration.zero

  /// - Parameters:
  ///   - time: That may be spent.
  ///   - longest: By the clock alone.
  init(in time: Duration, longest: Duration) {
    moment = start.advanced(by: time)
    end = start.advanced(by: longest)
  }

  /// From now on a process works on it that tells how long it has ever waited; what it waited before is not of this.
  mutating func watch(_ waited: @escaping () -> Duration) {
    forgive()
    self.waited = waited
    accounted = waited()
  }

  /// Not later than in some time from now.
  mutating func hurry(_ time: Duration) {
    forgive()
    moment = min(moment, .now.advanced(by: time))
  }

  /// What counts of the time since the beginning.
  mutating func spent() -> Duration {
    forgive()
    return max(.zero, start.duration(to: .now) - forgiven)
  }

  /// 0 when the time is up, and only then.
  mutating func millisecondsLeft() -> CInt {
    if left() <= 0 { forgive() }
    return max(0, left())
  }

  private func left() -> CInt {
    let left = ContinuousClock.now.duration(to: moment)
    return CInt(clamping: left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000)
  }

  private mutating func forgive() {
    let all = waited()
    let time = max(.zero, all - accounted)
    (accounted, forgiven) = (all, forgiven + time)
    moment = min(moment.advanced(by: time), end)
  }
}
