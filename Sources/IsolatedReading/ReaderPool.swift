private import Dispatch
private import Synchronization
internal import ReaderProtocol

/// Some readers, lent to whoever needs one, so that several documents are read at a time and a slow one stops nobody.
///
/// Each has ordinary limits. What is too much for them is read once more by one that has the full limits and is lent to one at a time: so
/// all together stay within bounds, and how a document is read does not depend on how many readers there are.
package final class ReaderPool: Sendable {
  private let readers: [IsolatedReader]
  /// Numbers of readers that nobody has; the one given back last is lent first, since it is running.
  private let idle: Mutex<[Int]>
  private let free: DispatchSemaphore
  private let ample: IsolatedReader
  private let ampleIsFree = DispatchSemaphore(value: 1)

  /// - Parameters:
  ///   - size: How many ordinary readers; more than `ReaderLimits.mostOrdinary` are not made. They are started when they are needed.
  ///   - passwords: Tried in this order with documents that need one.
  ///   - roots: Certificates in DER whose holders are trusted to say who a signer is.
  package init(
    size: Int, readerPath: String = IsolatedReader.pathBesideThisProgram(), passwords: [String] = [],
    roots: [[UInt8]] = []
  ) {
    let record = KillRecord()
    readers = (0..<min(max(1, size), ReaderLimits.mostOrdinary)).map { _ in
      IsolatedReader(
        readerPath: readerPath, limits: .ordinary, passwords: passwords, roots: roots, record: record,
        hasSuccessor: true)
    }
    ample = IsolatedReader(readerPath: readerPath, passwords: passwords, roots: roots, record: record)
    idle = Mutex(Array(readers.indices.reversed()))
    free = DispatchSemaphore(value: readers.count)
  }

  /// How many documents may be read at a time.
  package var size: Int { readers.count }

  /// Lends a reader, after waiting for one if need be.
  ///
  /// - Parameters:
  ///   - size: Bytes of the document; one over the ordinary limits goes to the reader with the full ones at once.
  ///   - body: Done again with the other reader when this one's limits were too narrow.
  package func withReader<Result>(for size: Int = 0, _ body: (IsolatedReader) throws -> Result) rethrows -> Result {
    if size <= ReaderLimits.ordinary.document, let result = try withOrdinary(body) { return result }
    ampleIsFree.wait()
    defer {
      // It is seldom needed, and what one document took stays with the process.
      ample.rest()
      ampleIsFree.signal()
    }
    return try body(ample)
  }

  /// Ends the processes, and frees what they hold; whoever is lent a reader later waits for it to start.
  package func rest() { for reader in readers { reader.rest() } }

  /// - Returns: `nil` when the limits were too narrow.
  private func withOrdinary<Result>(_ body: (IsolatedReader) throws -> Result) rethrows -> Result? {
    free.wait()
    let index = idle.withLock { $0.removeLast() }
    defer {
      idle.withLock { $0.append(index) }
      free.signal()
    }
    let result = try body(readers[index])
    return readers[index].takeShortage() ? nil : result
  }
}
