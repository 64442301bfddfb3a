private import Dispatch
private import Synchronization
package import ReaderProtocol

/// Some readers, lent to whoever needs one, so that several documents are read at a time and a slow one stops nobody.
package final class ReaderPool: Sendable {
  private let readers: [IsolatedReader]
  /// Numbers of readers that nobody has; the one given back last is lent first, since it is running.
  private let idle: Mutex<[Int]>
  private let free: DispatchSemaphore

  /// - Parameters:
  ///   - size: How many readers, each with the memory that `limits` grants. They are started when they are needed.
  ///   - passwords: Tried in this order with documents that need one.
  ///   - roots: Certificates in DER whose holders are trusted to say who a signer is.
  package init(
    size: Int, readerPath: String = IsolatedReader.pathBesideThisProgram(), limits: ReaderLimits = ReaderLimits(),
    passwords: [String] = [], roots: [[UInt8]] = []
  ) {
    let record = KillRecord()
    readers = (0..<max(1, size)).map { _ in
      IsolatedReader(readerPath: readerPath, limits: limits, passwords: passwords, roots: roots, record: record)
    }
    idle = Mutex(Array(readers.indices.reversed()))
    free = DispatchSemaphore(value: readers.count)
  }

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
}
