/// A moment of the monotonic clock.
struct Deadline {
  private let moment: ContinuousClock.Instant

  init(in time: Duration) { moment = .now.advanced(by: time) }

  func earlier(of other: Deadline) -> Deadline { moment < other.moment ? self : other }

  var millisecondsLeft: CInt {
    let left = ContinuousClock.now.duration(to: moment)
    return CInt(clamping: left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000)
  }
}
