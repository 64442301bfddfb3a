import Dispatch
import Foundation
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
    guard let queue = workers.queue else { return work(input) }
    let promise = Promise<Output>()
    pending.append(promise)
    queue.addOperation { [work] in promise.keep(work(input)) }
    return pending.count > workers.depth ? next() : nil
  }

  /// What became of the oldest chunk still inside; `nil` when there is none.
  func next() -> Output? { pending.popFirst()?.value() }
}

/// Threads that several pipelines share.
struct Workers {
  fileprivate let queue: OperationQueue?
  /// Chunks in a pipeline: enough for every thread to find its next one, few enough for memory to stay small.
  fileprivate let depth: Int

  init(_ jobs: Int) {
    depth = jobs + 1
    guard jobs > 1 else {
      queue = nil
      return
    }
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = jobs
    self.queue = queue
  }

  /// Returns when nothing is at work any more, such as after an error.
  func wait() { queue?.waitUntilAllOperationsAreFinished() }
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
