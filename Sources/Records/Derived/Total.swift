/// A sum in the making: whole numbers and how many digits stand after the point.
struct Total {
  private var significand: Int
  private var scale: Int

  static let zero = Total(significand: 0, scale: 0)
  static let one = Total(significand: 1, scale: 0)

  private init(significand: Int, scale: Int) {
    self.significand = significand
    self.scale = scale
  }

  /// A value that can be added up; `nil` for any other.
  init?(_ value: FieldValue) {
    switch value {
    case .count(let count): self.init(significand: count, scale: 0)
    case .amount(let amount): self.init(significand: amount.fen, scale: 2)
    case .area(let area): self.init(significand: area.hundredths, scale: 2)
    case .number(let number): self.init(significand: number.significand, scale: number.scale)
    default: return nil
    }
  }

  /// - Returns: `nil` when the sum is too large for any paper.
  func adding(_ other: Total) -> Total? {
    let scale = max(scale, other.scale)
    guard let a = scaled(to: scale), let b = other.scaled(to: scale) else { return nil }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : Total(significand: sum, scale: scale)
  }

  /// - Returns: `nil` when the difference is too large for any paper.
  func taking(_ other: Total) -> Total? { adding(Total(significand: -other.significand, scale: other.scale)) }

  /// - Returns: `nil` when the product is too large for any paper.
  func multiplied(by other: Total) -> Total? {
    let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
    return overflow ? nil : Total(significand: product, scale: scale + other.scale)
  }

  var isNegative: Bool { significand < 0 }

  private func scaled(to scale: Int) -> Int? {
    var value = significand
    // A product may have more digits than a type holds; then there is none, since nothing says how to round it.
    for _ in scale..<max(scale, self.scale) {
      guard value.isMultiple(of: 10) else { return nil }
      value /= 10
    }
    for _ in self.scale..<max(scale, self.scale) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
    }
    return value
  }

  /// The sum as a value of the type that was added up; `nil` when that type cannot hold it.
  func value(of type: FieldType) -> FieldValue? {
    switch type {
    case .count: scaled(to: 0).flatMap { (0...999_999_999).contains($0) ? .count($0) : nil }
    case .amount: scaled(to: 2).flatMap { Amount(fen: $0) }.map { .amount($0) }
    case .area: scaled(to: 2).flatMap { Area(hundredths: $0) }.map { .area($0) }
    case .number:
      DecimalNumber(significand: significand, scale: scale).map { .number($0) }
    default: nil
    }
  }
}
