extension ResidentID {
  /// What kind of document a number belongs to, by its shape.
  public enum Kind: Sendable, Hashable {
    /// 18 digits, GB 11643-1999.
    case citizen
    /// 15 digits, issued before 1999; first-generation cards ended with 2012.
    case fifteenDigits
    /// Residence permit of a Hong Kong, Macao or Taiwan resident: areas 810000, 820000, 830000.
    case residencePermit
    /// Permanent residence card of a foreigner: 18 digits beginning with 9, or three letters and twelve digits.
    case foreignResident
  }

  /// A man or a woman, as the number's sequence says: odd or even.
  public enum Sex: Sendable, Hashable {
    case male
    case female
  }

  /// The document's kind.
  public var kind: Kind {
    let bytes = Array(number.utf8)
    guard bytes.count == 18 else { return number.isDigits ? .fifteenDigits : .foreignResident }
    switch (bytes[0], bytes[1]) {
    case (UInt8(ascii: "9"), _): return .foreignResident
    case (UInt8(ascii: "8"), UInt8(ascii: "1")...UInt8(ascii: "3")): return .residencePermit
    default: return .citizen
    }
  }

  /// The number with 18 digits: itself, or what a 15-digit number became in 1999.
  ///
  /// The century 19 is put in and a check digit appended; sequences 996 to 999 were kept for people born before 1900.
  public var modern: String {
    guard kind == .fifteenDigits else { return number }
    let bytes = Array(number.utf8)
    let sequence = decimal(bytes[12..<15])
    let century = sequence >= 996 ? "18" : "19"
    let body = Array(bytes[..<6]) + Array(century.utf8) + Array(bytes[6...])
    return String(decoding: body + [Self.checkCharacter(body)], as: UTF8.self)
  }

  /// The birth date in the number; `nil` in a foreigner's, whose shape alone is known.
  public var birth: PartialDate? {
    guard kind != .foreignResident else { return nil }
    let bytes = Array(modern.utf8)
    guard bytes.count == 18 else { return nil }
    return PartialDate(
      year: decimal(bytes[6..<10]), month: decimal(bytes[10..<12]), day: decimal(bytes[12..<14]))
  }

  /// The holder's sex by the number; `nil` in a foreigner's.
  public var sex: Sex? {
    guard kind != .foreignResident else { return nil }
    let bytes = Array(modern.utf8)
    guard bytes.count == 18 else { return nil }
    return bytes[16] % 2 == 1 ? .male : .female
  }

  /// The check character of 17 digits (GB 11643-1999, ISO 7064 MOD 11-2).
  static func checkCharacter(_ digits: some Sequence<UInt8>) -> UInt8 {
    checkCharacters[zip(digits, weights).reduce(0) { $0 + Int($1.0 &- 0x30) * $1.1 } % 11]
  }

  /// The same of the first 17 bytes of a number.
  static func checkCharacter(plain number: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var sum = 0
    // The weights are powers of two, modulo 11.
    for index in 0..<17 { sum = sum * 2 + Int(number[index] &- 0x30) }
    return checkCharacters[sum * 2 % 11]
  }

  /// A number from its first 17 digits: for samples and tests, which need numbers that nobody holds.
  ///
  /// - Returns: `nil` unless there are exactly 17 digits.
  package static func completing(_ digits: String) -> String? {
    guard digits.isDigits, digits.utf8.count == 17 else { return nil }
    return digits + String(decoding: [checkCharacter(digits.utf8)], as: UTF8.self)
  }

  static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checkCharacters = Array("10X98765432".utf8)
}

/// The value of ASCII digits; the caller knows that they are digits.
func decimal(_ digits: some Sequence<UInt8>) -> Int {
  digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
}

extension ResidentID {
  /// Birth and sex from the number's 18 characters; `nil` for numbers of other shapes, which take a longer look.
  static func plainFacts(_ number: UnsafeBufferPointer<UInt8>) -> (birth: PartialDate?, sex: Sex?)? {
    guard number.count == 18, number[0] != UInt8(ascii: "9") else { return nil }
    let birth = PartialDate(
      year: decimal(number[6..<10]), month: decimal(number[10..<12]), day: decimal(number[12..<14]))
    return (birth, number[16] % 2 == 1 ? .male : .female)
  }
}
