import Testing

@testable import IsolatedReading

@Suite struct DeadlineTests {
  @Test func `what a reader waited for a processor does not count, up to a limit`() {
    var waited = Duration.seconds(5)
    var deadline = Deadline(in: .zero, longest: .seconds(60))
    deadline.watch { waited }
    // What it waited before it was asked is not of this.
    #expect(deadline.millisecondsLeft() == 0)
    waited = .seconds(25)
    #expect((1...20_000).contains(deadline.millisecondsLeft()))
    waited = .seconds(900)
    #expect((1...60_000).contains(deadline.millisecondsLeft()))
    #expect(deadline.spent() == .zero)
  }

  @Test func `time that nobody else took counts`() {
    var deadline = Deadline(in: .zero, longest: .seconds(60))
    deadline.watch { .zero }
    #expect(deadline.millisecondsLeft() == 0)
    #expect(deadline.spent() > .zero)
  }
}
