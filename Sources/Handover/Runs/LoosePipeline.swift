import Dispatch
private import Synchronization

/// Work on its way through threads, out as it gets done: what is slow holds up nothing but itself.
///
/// With one worker the work is done at once by whoever pushes: no thread, no waiting.
final class LoosePipeline<Input: Sendable, Output: Sendable> {
  private let workers: Workers
  private let mostWeight: Int
  private let work: @Sendable (Input) -> Output
  private let done = Done<(output: Output, weight: Int)>()
  private var count = 0
  private var weight = 0

  /// - Parameter mostWeight: What all that is inside may weigh together; a single thing may weigh more.
  init(_ workers: Workers, mostWeight: Int = .max, work: @escaping @Sendable (Input) -> Output) {
    self.workers = workers
    self.mostWeight = mostWeight
    self.work = work
  }

  /// Whether something may be pushed now, or the caller is to take out first what is done.
  func hasRoom(for weight: Int = 0) -> Bool {
    count == 0 || (workers.jobs > 1 && count < workers.depth && self.weight + weight <= mostWeight)
  }

  func push(_ input: Input, weight: Int = 0) {
    count += 1
    self.weight += weight
    guard workers.jobs > 1 else { return done.add((work(input), weight)) }
    workers.add { [work, done] in done.add((work(input), weight)) }
  }

  /// What was done first of all that is still inside, after waiting for it if need be; `nil` when there is nothing inside.
  func next() -> Output? {
    guard count > 0 else { return nil }
    let next = done.take()
    count -= 1
    weight -= next.weight
    return next.output
  }
}

/// What threads have done, first done first out.
private final class Done<Value: Sendable>: Sendable {
  private let values = Mutex<ArraySlice<Value>>([])
  private let arrivals = DispatchSemaphore(value: 0)

  func add(_ value: Value) {
    values.withLock { $0.append(value) }
    arrivals.signal()
  }

  func take() -> Value {
    arrivals.wait()
    return values.withLock { $0.removeFirst() }
  }
}
