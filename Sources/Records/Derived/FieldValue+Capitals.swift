import Diagnostics

extension FieldValue {
  /// The value in capitals; `nil` for a type that has none.
  var capitals: String? {
    switch self {
    case .amount(let amount): amount.capitals
    case .count(let count): ChineseNumerals.capitals(count)
    case .date(let date): date.capitals
    default: nil
    }
  }

  /// Whether a text, in any of the accepted ways, says this value in capitals.
  func isWritten(inCapitals text: String) -> Bool {
    let plain = text.foldedToASCII.removing(isBlank)
    switch self {
    case .amount(let amount):
      let bare = plain.hasPrefix("人民币") ? String(plain.dropFirst(3)) : plain
      return ChineseFigure.fen(bare) == amount.fen
    case .count(let count): return ChineseFigure.integer(plain.unicodeScalars) == count
    case .date(let date): return DateTokens(plain).flatMap(PartialDate.init(tokens:)) == date
    default: return false
    }
  }
}

extension PartialDate {
  /// Year, month and day as they stand one after the other.
  fileprivate init?(tokens: DateTokens) {
    let numbers = tokens.numbers.map(\.value)
    guard let year = numbers.first else { return nil }
    self.init(checkedYear: year, month: numbers.dropFirst().first, day: numbers.dropFirst(2).first)
  }
}
