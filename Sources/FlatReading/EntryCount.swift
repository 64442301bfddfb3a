/// Finds how many entries a repeat has, by how far down its print agrees with layouts of more and fewer.
///
/// With each entry that is there the print agrees further; with the last one much further, since all that follows is then in its
/// place; with one too many less far, since it is not.
enum EntryCount {
  /// Of so many entries.
  private struct Trial {
    var count: Int
    var agreed: Double
  }

  /// Distances that differ by less, in points, are the same: a row, but not the next one.
  private static let near = 8.0
  /// Where entries have no words of their own, layouts with too many agree too, and each number must be tried.
  private static let mostTried = 64

  /// - Parameters:
  ///   - least: No repeat has fewer.
  ///   - agreed: How far down the print agrees with so many entries, in points; `nil` when there cannot be as many. Asked again
  ///     and again.
  /// - Returns: `nil` when something else disturbs what agrees.
  static func find(from least: Int, agreed: (Int) -> Double?) -> Int? {
    guard let tried = tryUntilTooMany(from: least, agreed), let last = tried.last else { return nil }
    guard last.agreed < .infinity else { return last.count }
    func isPeak(_ count: Int) -> Bool { Self.isPeak(count, least: least, agreed) }
    if let peak = tried.first(where: { $0.agreed > last.agreed + near && isPeak($0.count) }) { return peak.count }
    if let below = tried.lastIndex(where: { $0.agreed < last.agreed - near }) {
      var (low, high) = (tried[below].count, tried[below + 1].count)
      while high - low > 1 {
        let middle = (low + high) / 2
        guard let here = agreed(middle) else { return nil }
        if here > last.agreed + near, isPeak(middle) { return middle }
        if here < last.agreed - near { low = middle } else { high = middle }
      }
    }
    return (least..<min(last.count, least + mostTried)).first(where: isPeak)
  }

  /// Numbers in steps that double, until more entries agree no further.
  private static func tryUntilTooMany(from least: Int, _ agreed: (Int) -> Double?) -> [Trial]? {
    guard let first = agreed(least) else { return nil }
    var tried = [Trial(count: least, agreed: first)]
    var (step, alike) = (1, 0)
    while let last = tried.last, last.agreed < .infinity {
      guard let next = agreed(last.count + step) else { return nil }
      tried.append(Trial(count: last.count + step, agreed: next))
      // What is kept together with the last entry may take it along to the next page: only the second number alike is too many.
      alike += next > last.agreed + near ? 0 : 1
      if alike == 2 || next < last.agreed - near { break }
      step *= 2
    }
    return tried
  }

  private static func isPeak(_ count: Int, least: Int, _ agreed: (Int) -> Double?) -> Bool {
    guard let here = agreed(count), let next = agreed(count + 1), here > next + near else { return false }
    guard count > least, let before = agreed(count - 1) else { return count == least }
    return here > before + near
  }
}
