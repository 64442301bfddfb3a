/// The area codes with which citizen ID numbers begin (GB/T 2260): every code ever in force since 1981.
///
/// Which years a code was in force says nothing about its holders: numbers were given from the 1980s to people born decades
/// earlier. So there are no years here.
public struct AreaCodes: Sendable {
  private var known: Set<Int> = []

  /// Codes from the text of `Resources/area-codes.txt`: a line for each province, its two digits first, then the last four
  /// digits of each code; lines that begin with # are comments. What is no code is passed over.
  package init(untrustedText text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      guard let province = words.first.flatMap({ Int($0) }) else { continue }
      for word in words.dropFirst() {
        if let code = Int(word) { known.insert(province * 10_000 + code) }
      }
    }
    // Residence permits of Hong Kong, Macao and Taiwan residents (2018).
    known.formUnion([810_000, 820_000, 830_000])
  }

  /// Whether six digits are a code that was ever in force.
  public func contains(_ code: Int) -> Bool { known.contains(code) }

  /// Whether two digits begin the codes of a province.
  static func isProvince(_ digits: Int) -> Bool {
    switch digits {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
    default: false
    }
  }
}
