private import Synchronization

/// How far the reading of a list has come.
final class ReadingShare: Sendable {
  private let total = Atomic(0)
  private let done = Atomic(0)

  /// Begins the reading, anew if it must be, of so many bytes.
  func begin(of bytes: Int) {
    total.store(bytes, ordering: .relaxed)
    done.store(0, ordering: .relaxed)
  }

  func add(_ bytes: Int) { done.add(bytes, ordering: .relaxed) }

  /// From 0 to 1; `nil` where the length is not known.
  var share: Double? {
    let total = total.load(ordering: .relaxed)
    return total > 0 ? min(1, Double(done.load(ordering: .relaxed)) / Double(total)) : nil
  }
}
