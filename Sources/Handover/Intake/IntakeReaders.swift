import IsolatedReading
import Synchronization

/// Readers that threads borrow: as many as are at work at a time, each used by one of them.
final class IntakeReaders: Sendable {
  /// A reader belongs to whoever took it out of the list, and to nobody else until it is back.
  private struct Lent: @unchecked Sendable {
    let reader: IsolatedReader
  }

  private let idle = Mutex<[Lent]>([])
  private let path: String
  private let passwords: [String]
  private let roots: [[UInt8]]

  init(path: String, passwords: [String], roots: [[UInt8]]) {
    (self.path, self.passwords, self.roots) = (path, passwords, roots)
  }

  func withReader<Result>(_ body: (IsolatedReader) -> Result) -> Result {
    let lent =
      idle.withLock { $0.popLast() }
      ?? Lent(reader: IsolatedReader(readerPath: path, passwords: passwords, roots: roots))
    defer { idle.withLock { $0.append(lent) } }
    return body(lent.reader)
  }
}
