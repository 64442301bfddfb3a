/// An amount of money in yuan, exact to the fen.
public struct Amount: Sendable, Hashable, Comparable {
  /// The whole amount in fen, 0 or more and less than a million million yuan.
  public let fen: Int

  /// An amount that papers can hold; `nil` below zero and from a million million yuan on.
  public init?(fen: Int) {
    guard (0..<100_000_000_000_000).contains(fen) else { return nil }
    self.fen = fen
  }

  /// An amount that has been an `Amount` before.
  init(uncheckedFen fen: Int) { self.fen = fen }

  /// By size.
  public static func < (a: Amount, b: Amount) -> Bool { a.fen < b.fen }

  /// `1,680.32`: groups of three, always two decimals.
  public var text: String {
    let yuan = String(fen / 100)
    var grouped = ""
    for (position, digit) in yuan.enumerated() {
      if position > 0, (yuan.utf8.count - position).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped + "." + hundredths(fen % 100)
  }
}

/// An area in square metres, exact to a hundredth, as certificates of title have it.
public struct Area: Sendable, Hashable, Comparable {
  /// The area in hundredths of a square metre, 0 or more and less than ten thousand million square metres.
  public let hundredths: Int

  /// An area that papers can hold; `nil` below zero and from ten thousand million square metres on.
  public init?(hundredths: Int) {
    guard (0..<1_000_000_000_000).contains(hundredths) else { return nil }
    self.hundredths = hundredths
  }

  /// An area that has been an `Area` before.
  init(uncheckedHundredths hundredths: Int) { self.hundredths = hundredths }

  /// By size.
  public static func < (a: Area, b: Area) -> Bool { a.hundredths < b.hundredths }

  /// `128.50`: always two decimals, as certificates of title print it, and no groups. 128.5 is read as the same area.
  public var text: String { "\(hundredths / 100)." + Records.hundredths(hundredths % 100) }
}

/// A decimal number of at most fifteen digits, nine of them after the point: what spreadsheets keep exactly.
///
/// Zeros at the end of a fraction are dropped, so that 3.50 in a text and 3.5 in a numeric cell are the same value.
public struct DecimalNumber: Sendable, Hashable {
  /// The number without its point.
  public let significand: Int
  /// How many of its digits stand after the point.
  public let scale: Int

  init?(_ figure: Figure, isNegative: Bool) {
    guard figure.scale <= 9 else { return nil }
    significand = isNegative ? -figure.significand : figure.significand
    scale = figure.scale
  }

  /// A number of these digits; `nil` for more than can be kept exactly.
  init?(significand: Int, scale: Int) {
    guard let figure = Figure(significand: significand.magnitude, scale: scale) else { return nil }
    self.init(figure, isNegative: significand < 0)
  }

  /// As values are packed: times sixteen, and the scale.
  init(packed: Int) {
    (significand, scale) = (packed >> 4, packed & 0xF)
  }

  /// `-3.5`: no groups, no zeros that say nothing.
  public var text: String {
    guard scale > 0 else { return String(significand) }
    let digits = String(significand.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
    return (significand < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}

private func hundredths(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

/// A figure taken apart without rounding: 1,680.30 is 16803 with one digit after the point.
struct Figure: Equatable {
  private(set) var significand: Int
  private(set) var scale: Int

  /// A figure in ASCII digits, with or without commas between groups of three; `nil` for anything else, and for more than
  /// fifteen digits.
  init?(_ text: some StringProtocol) {
    let halves = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let whole = Self.ungrouped(halves[0]) else { return nil }
    var fraction = halves.count == 2 ? Array(halves[1]) : []
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    let digits = whole.drop { $0 == UInt8(ascii: "0") } + fraction
    guard !(whole.isEmpty && halves.count == 1), digits.count <= 15, digits.allSatisfy({ $0 &- 0x30 < 10 }),
      !(whole.isEmpty && halves[1].isEmpty)
    else { return nil }
    significand = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    scale = fraction.count
  }

  /// A figure of these digits, without zeros at the end of its fraction; `nil` for more than fifteen.
  init?(significand digits: UInt, scale: Int) {
    var (digits, scale) = (digits, scale)
    while scale > 0, digits.isMultiple(of: 10) { (digits, scale) = (digits / 10, scale - 1) }
    guard digits < 1_000_000_000_000_000 else { return nil }
    (significand, self.scale) = (Int(digits), scale)
  }

  /// What a numeric cell shows of a double: fifteen digits. `nil` below zero.
  init?(_ value: Double) {
    guard value >= 0, value < 1e15 else { return nil }
    // What was typed is exact to fifteen digits; what a program reckoned may be a little further off.
    for tolerance in [5e-16, 1e-14] {
      var power = 1.0
      for scale in 0...9 {
        let rounded = (value * power).rounded()
        if rounded < 1e15, abs(rounded / power - value) <= value * tolerance {
          (significand, self.scale) = (Int(rounded), scale)
          return
        }
        power *= 10
      }
    }
    return nil
  }

  private static func ungrouped(_ digits: some Collection<UInt8>) -> [UInt8]? {
    let groups = digits.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard groups.count > 1 else { return Array(digits) }
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return Array(groups.joined())
  }

  /// The number times ten to this power, when that is whole and small enough to go on with.
  func times(tenTo power: Int) -> Int? {
    guard power >= scale else { return nil }
    var value = significand
    for _ in scale..<power {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
    }
    return value
  }
}
