private import Dispatch
private import Synchronization
package import ReaderProtocol

/// Some readers, lent to whoever needs one, so that several documents are read at a time and a slow one stops nobody.
package final class ReaderPool: Sendable {
  private let readers: [IsolatedReader]
  private let record: KillRecord
  /// Numbers of readers that nobody has; the one given back last is lent first, since it is running.
  private let idle: Mutex<[Int]>
  private let free: DispatchSemaphore
  /// Results that may wait for an earlier one, when they are wanted in order: what ten seconds bring.
  private static let mostWaiting = 4_096

  /// - Parameters:
  ///   - size: How many readers, each with the memory that `limits` grants. They are started when they are needed.
  ///   - poison: What earlier runs know of documents that kill readers.
  ///   - passwords: Tried in this order with documents that need one.
  ///   - roots: Certificates in DER whose holders are trusted to say who a signer is.
  package init(
    size: Int, readerPath: String = IsolatedReader.pathBesideThisProgram(), limits: ReaderLimits = ReaderLimits(),
    poison: PoisonList = PoisonList(), passwords: [String] = [], roots: [[UInt8]] = []
  ) {
    let record = KillRecord(poison)
    self.record = record
    readers = (0..<max(1, size)).map { _ in
      IsolatedReader(readerPath: readerPath, limits: limits, passwords: passwords, roots: roots, record: record)
    }
    idle = Mutex(Array(readers.indices.reversed()))
    free = DispatchSemaphore(value: readers.count)
  }

  /// Which documents killed readers, up to now and in earlier runs.
  package var poison: PoisonList { record.list }

  /// Lends a reader, after waiting for one if need be.
  package func withReader<Result>(_ body: (IsolatedReader) throws -> Result) rethrows -> Result {
    free.wait()
    let index = idle.withLock { $0.removeLast() }
    defer {
      idle.withLock { $0.append(index) }
      free.signal()
    }
    return try body(readers[index])
  }

  /// Does something with each item and a reader, as many at a time as there are readers.
  ///
  /// - Parameters:
  ///   - inOrder: Whether results are wanted in the order of their items, not in that in which they come.
  ///   - read: Runs on other threads.
  ///   - take: Gets each result once, on the caller's thread. When it throws, nothing new is begun.
  package func forEach<Item: Sendable, Result: Sendable>(
    _ items: [Item], inOrder: Bool = true, read: @escaping @Sendable (IsolatedReader, Item) -> Result,
    take: (Result) throws -> Void
  ) rethrows {
    let line = Line<Result>(count: items.count)
    let room = DispatchSemaphore(value: max(Self.mostWaiting, readers.count))
    let made = DispatchSemaphore(value: 0)
    let workers = DispatchQueue(label: "readers", attributes: .concurrent)
    for _ in readers.indices {
      workers.async {
        while true {
          room.wait()
          guard let index = line.next() else { break }
          line.put(self.withReader { read($0, items[index]) }, at: index)
          made.signal()
        }
        // Whoever else waits for room has nothing to do either.
        room.signal()
      }
    }
    defer {
      line.stop()
      room.signal()
    }
    var taken = 0
    while taken < items.count {
      made.wait()
      while let result = line.take(inOrder ? taken : nil) {
        taken += 1
        room.signal()
        try take(result)
      }
    }
  }
}

/// Who is next, and what has come of those before.
private final class Line<Result: Sendable>: Sendable {
  private struct State {
    var next = 0
    var end: Int
    var results: [Int: Result] = [:]
  }

  private let state: Mutex<State>

  init(count: Int) { state = Mutex(State(end: count)) }

  func next() -> Int? {
    state.withLock { state in
      guard state.next < state.end else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func put(_ result: Result, at index: Int) { state.withLock { $0.results[index] = result } }

  /// The result of an index, or any.
  func take(_ index: Int?) -> Result? {
    state.withLock { state in (index ?? state.results.keys.first).flatMap { state.results.removeValue(forKey: $0) } }
  }

  func stop() { state.withLock { $0.end = 0 } }
}
