/// The common spellings of a date, read from bytes without detours; everything else is `DateReader`'s.
extension PartialDate {
  /// `1958年3月`, `1958.03`, `1958-03`, `1958-3-5`, `1958/03/05`, `1958.3.5`, `1958年3月5日`.
  ///
  /// - Returns: `nil` for every other text, a date or not, and for a date that does not exist.
  init?(plain text: UnsafeBufferPointer<UInt8>) {
    guard (6...18).contains(text.count), let year = Self.number(text, 0..<4) else { return nil }
    switch text[4] {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"): self.init(year: year, separated: text)
    // 年 is E5 B9 B4.
    case 0xE5 where text[5] == 0xB9 && text.count > 6 && text[6] == 0xB4: self.init(year: year, named: text)
    default: return nil
    }
  }

  private init?(year: Int, separated text: UnsafeBufferPointer<UInt8>) {
    let mark = text[4]
    let monthEnd = text[5...].firstIndex(of: mark) ?? text.count
    guard let month = Self.number(text, 5..<monthEnd) else { return nil }
    if monthEnd == text.count {
      // 1958.1 may be October, and 1958/03 is left to the careful reader.
      guard monthEnd == 7, mark != UInt8(ascii: "/") else { return nil }
      self.init(checkedYear: year, month: month)
    } else {
      guard let day = Self.number(text, monthEnd + 1..<text.count) else { return nil }
      self.init(checkedYear: year, month: month, day: day)
    }
  }

  private init?(year: Int, named text: UnsafeBufferPointer<UInt8>) {
    // 月 is E6 9C 88, 日 is E6 97 A5.
    guard let monthEnd = text.firstIndex(of: 0xE6, 0x9C, 0x88, from: 7), let month = Self.number(text, 7..<monthEnd)
    else { return nil }
    if monthEnd + 3 == text.count {
      self.init(checkedYear: year, month: month)
    } else {
      let dayEnd = text.count - 3
      guard dayEnd > monthEnd + 3, text.firstIndex(of: 0xE6, 0x97, 0xA5, from: dayEnd) == dayEnd,
        let day = Self.number(text, monthEnd + 3..<dayEnd)
      else { return nil }
      self.init(checkedYear: year, month: month, day: day)
    }
  }

  /// One to four digits.
  private static func number(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard (1...4).contains(range.count), range.lowerBound == 0 || range.count <= 2 else { return nil }
    var value = 0
    for index in range {
      let digit = text[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
