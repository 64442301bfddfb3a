/// Finds how many entries a repeat has, by how far down its print agrees with layouts of more and fewer.
///
/// With each entry that is there the print agrees further; with the last one much further, since all that follows is then in its
/// place; with one too many less far, since it is not.
enum EntryCount {
  /// Distances that differ by less, in points, are the same: each layout lies a little differently on the print.
  private static let near = 1.0
  /// Where entries have no words of their own, layouts with too many agree too, and each number must be tried.
  private static let mostTried = 64

  /// - Parameters:
  ///   - least: The least number.
  ///   - agreed: How far down the print agrees with so many entries; `nil` when there cannot be as many.
  /// - Returns: `nil` when something else disturbs what agrees.
  static func find(from least: Int, agreed: (Int) -> Double?) -> Int? {
    guard let first = agreed(least) else { return nil }
    var tried = [(count: least, agreed: first)]
    var (step, alike) = (1, 0)
    while let last = tried.last, last.agreed < .infinity {
      guard let next = agreed(last.count + step) else { return nil }
      tried.append((last.count + step, next))
      // What is kept together with the last entry may take it along to the next page: only the second number alike is too many.
      alike += next > last.agreed + near ? 0 : 1
      if alike == 2 || next < last.agreed - near { break }
      step *= 2
    }
    guard let last = tried.last, last.agreed < .infinity else { return tried.last?.count }
    if let peak = tried.first(where: { $0.agreed > last.agreed + near }) { return peak.count }
    return between(tried, tooMany: last.agreed, agreed)
      ?? (least..<min(last.count, least + mostTried)).first { count in
        guard let here = agreed(count), let next = agreed(count + 1) else { return false }
        return here > next + near
      }
  }

  /// Between the last number that is too small and the first of those that are too large and therefore agree alike.
  private static func between(
    _ tried: [(count: Int, agreed: Double)], tooMany: Double, _ agreed: (Int) -> Double?
  ) -> Int? {
    guard let below = tried.lastIndex(where: { $0.agreed < tooMany - near }) else { return nil }
    var (low, high) = (tried[below].count, tried[below + 1].count)
    while high - low > 1 {
      let middle = (low + high) / 2
      guard let here = agreed(middle) else { return nil }
      if here > tooMany + near { return middle }
      if here < tooMany - near { low = middle } else { high = middle }
    }
    return nil
  }
}
