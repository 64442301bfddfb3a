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
  private let roots: TrustRoots

  init(path: String, roots: TrustRoots) {
    self.path = path
    self.roots = roots
  }

  func withReader<Result>(_ body: (IsolatedReader) -> Result) -> Result {
    let lent = idle.withLock { $0.popLast() } ?? Lent(reader: IsolatedReader(readerPath: path, roots: roots.files))
    defer { idle.withLock { $0.append(lent) } }
    return body(lent.reader)
  }
}
