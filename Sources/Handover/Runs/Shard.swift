import Diagnostics

/// One of several equal shares of a list, for several machines: every so manieth row.
///
/// Each machine reads and checks the whole list, since only that shows who is on it twice; it prints its own rows and reports
/// their findings. So a shard's files have the same bytes as in a whole run.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// From 1.
  public let number: Int
  /// How many shares there are.
  public let count: Int

  /// - Returns: `nil` unless `text` is such as `2/3`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 1, (1...count).contains(number),
      count <= 100_000
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Such as `2/3`.
  public var description: String { "\(number)/\(count)" }

  /// Whether the row at this position, from 0, is in the share.
  func contains(_ position: Int) -> Bool { position % count == number - 1 }
}
