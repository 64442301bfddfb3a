/// The area codes with which citizen ID numbers begin (GB/T 2260): every code ever in force since 1981.
///
/// Which years a code was in force says nothing about its holders: numbers were given from the 1980s to people born decades
/// earlier. So there are no years here.
public struct AreaCodes: Sendable {
  /// A bit for each number of six digits: every record of a list is looked up.
  private var known = [UInt64](repeating: 0, count: 1_000_000 / 64)

  /// Codes from the text of `Resources/area-codes.txt`: a line for each province, its two digits first, then the last four
  /// digits of each code; lines that begin with # are comments. What is no code is passed over.
  package init(untrustedText text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      guard let province = words.first.flatMap({ Int($0) }) else { continue }
      for word in words.dropFirst() {
        if let code = Int(word) { insert(province * 10_000 + code) }
      }
    }
    // Residence permits of Hong Kong, Macao and Taiwan residents (2018).
    for code in [810_000, 820_000, 830_000] { insert(code) }
  }

  private mutating func insert(_ code: Int) {
    if (0..<1_000_000).contains(code) { known[code / 64] |= 1 << UInt64(code % 64) }
  }

  /// Whether six digits are a code that was ever in force.
  public func contains(_ code: Int) -> Bool {
    (0..<1_000_000).contains(code) && known[code / 64] >> UInt64(code % 64) & 1 == 1
  }

  /// Whether two digits begin the codes of a province.
  static func isProvince(_ digits: Int) -> Bool {
    switch digits {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
    default: false
    }
  }
}
