import Dispatch
private import Synchronization

/// Chunks on their way through workers: a bounded number at a time, and out in the order in which they went in.
///
/// With one worker the work is done at once by whoever pushes: no thread, no waiting.
final class OrderedPipeline<Input: Sendable, Output: Sendable> {
  private let workers: Workers
  private let work: @Sendable (Input) -> Output
  private var pending: ArraySlice<Promise<Output>> = []

  init(_ workers: Workers, work: @escaping @Sendable (Input) -> Output) {
    self.workers = workers
    self.work = work
  }

  /// Takes a chunk in.
  ///
  /// - Returns: What became of the oldest chunk, once the pipeline is full; waits for it if it must.
  func push(_ input: Input) -> Output? {
    guard workers.jobs > 1 else { return work(input) }
    let promise = Promise<Output>()
    pending.append(promise)
    workers.add { [work] in promise.keep(work(input)) }
    return pending.count > workers.depth ? next() : nil
  }

  /// What became of the oldest chunk still inside; `nil` when there is none.
  func next() -> Output? { pending.popFirst()?.value() }
}

/// Threads that several pipelines share; they begin with the first work and end with their owner.
final class Workers {
  let jobs: Int
  /// Chunks in a pipeline: enough for every thread to find its next one, few enough for memory to stay small.
  let depth: Int
  private let work = WorkQueue()
  private var started = 0

  init(_ jobs: Int) {
    self.jobs = jobs
    depth = jobs + 2
  }

  deinit { work.end(threads: started) }

  func add(_ item: @escaping @Sendable () -> Void) {
    work.add(item)
    guard started < jobs else { return }
    started += 1
    // Shares of a queue of its own: unlike those of the global one, each gets a thread, whatever else is going on.
    DispatchQueue(label: "handover.worker.\(started)").async { [work] in work.run() }
  }

  /// Returns when nothing is at work any more, such as after an error.
  func wait() { work.wait() }
}

/// Work that waits for a thread, first come first served.
private final class WorkQueue: Sendable {
  private struct Items {
    /// Those before `next` are taken, and let go at once.
    var all: [(@Sendable () -> Void)?] = []
    var next = 0

    mutating func take() -> (@Sendable () -> Void)? {
      guard next < all.count else { return nil }
      let item = all[next]
      all[next] = nil
      next += 1
      if next > 64 {
        all.removeFirst(next)
        next = 0
      }
      return item
    }
  }

  private let items = Mutex(Items())
  private let arrivals = DispatchSemaphore(value: 0)
  private let group = DispatchGroup()

  func add(_ item: @escaping @Sendable () -> Void) {
    group.enter()
    items.withLock { $0.all.append(item) }
    arrivals.signal()
  }

  /// Works until the end.
  func run() {
    while true {
      arrivals.wait()
      guard let item = items.withLock({ $0.take() }) else { return }
      item()
      group.leave()
    }
  }

  func wait() { group.wait() }

  /// Lets threads go when nothing waits any more.
  func end(threads: Int) { for _ in 0..<threads { arrivals.signal() } }
}

/// A value that another thread will have.
private final class Promise<Value: Sendable>: Sendable {
  private let kept = Mutex<Value?>(nil)
  private let isKept = DispatchSemaphore(value: 0)

  func keep(_ value: Value) {
    kept.withLock { $0 = value }
    isKept.signal()
  }

  /// Asked once.
  func value() -> Value {
    isKept.wait()
    guard let value = kept.withLock({ $0.take() }) else { preconditionFailure("a promise is asked once") }
    return value
  }
}
