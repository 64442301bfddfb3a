/// A length on paper. Stored in points (1/72 inch), the unit that PDF counts in.
package struct Length: Sendable, Hashable, Comparable {
  package var points: Double

  @inlinable package init(points: Double) { self.points = points }

  package static let zero = Length(points: 0)
  @inlinable package static func points(_ value: Double) -> Length { Length(points: value) }
  @inlinable package static func mm(_ value: Double) -> Length { Length(points: value * 72 / 25.4) }
  @inlinable package var mm: Double { points * 25.4 / 72 }

  @inlinable package static func < (a: Length, b: Length) -> Bool { a.points < b.points }
  @inlinable package static func + (a: Length, b: Length) -> Length { Length(points: a.points + b.points) }
  @inlinable package static func - (a: Length, b: Length) -> Length { Length(points: a.points - b.points) }
  @inlinable package static func * (a: Length, b: Double) -> Length { Length(points: a.points * b) }
  @inlinable package static func / (a: Length, b: Double) -> Length { Length(points: a.points / b) }
  @inlinable package static func / (a: Length, b: Length) -> Double { a.points / b.points }
  @inlinable package static func += (a: inout Length, b: Length) { a.points += b.points }
  @inlinable package static func -= (a: inout Length, b: Length) { a.points -= b.points }
}

extension Length {
  /// Reads `12mm`, `1.5cm`, `10.5pt`, `0.5in`; `nil` for anything else. A unit is required.
  package init?(_ text: String) {
    let units: [(suffix: String, points: Double)] = [
      ("mm", 72 / 25.4), ("cm", 720 / 25.4), ("pt", 1), ("in", 72),
    ]
    for unit in units where text.hasSuffix(unit.suffix) {
      guard let number = Double(text.dropLast(unit.suffix.count)), number.isFinite else { return nil }
      self.init(points: number * unit.points)
      return
    }
    return nil
  }
}
