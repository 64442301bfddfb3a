extension PackedValues {
  /// The value that an entry holds.
  func value(_ entry: PackedValue, _ schema: FieldSchema) -> FieldValue {
    switch entry.kind {
    case .text: .text(ExactText(string(entry)))
    case .unknown: .unknown(ExactText(string(entry)))
    case .residentID: .residentID(ResidentID(number: string(entry)))
    case .creditCode: .creditCode(CreditCode(code: string(entry)))
    case .phones: .phones(string(entry).split(separator: "、").map { PhoneNumber(number: String($0)) })
    case .word: .choice([Choice(code: nil, word: ExactText(string(entry)))])
    case .address: .address(address(entry))
    case .options: .choice(numbers(entry).compactMap { choice($0, entry, schema) })
    case .option: .choice([choice(Int(entry.a), entry, schema)].compactMap { $0 })
    case .date: .date(entry.date)
    case .count: .count(Int(entry.a))
    case .amount: .amount(Amount(uncheckedFen: Int(entry.wide)))
    case .area: .area(Area(uncheckedHundredths: Int(entry.wide)))
    case .number: .number(DecimalNumber(packed: Int(entry.wide)))
    }
  }

  private func choice(_ number: Int, _ entry: PackedValue, _ schema: FieldSchema) -> Choice? {
    schema.rules[Int(entry.field)].options?.choice(number)
  }

  /// The options of a field that are chosen, by their number in the list.
  func numbers(_ entry: PackedValue) -> [Int] {
    switch entry.kind {
    case .option: [Int(entry.a)]
    case .options:
      withText(entry) { text in
        stride(from: 0, to: text.count - 1, by: 2).map { Int(text[$0]) | Int(text[$0 + 1]) << 8 }
      }
    default: []
    }
  }

  func address(_ entry: PackedValue) -> Address {
    Address(
      parts: string(entry).utf8.split(separator: 0, omittingEmptySubsequences: false).map { String(Substring($0)) })
  }

  /// Puts what stands on paper for a value, or for a part of it, behind some bytes: what `FieldValue.text(part:)` gives.
  func appendText(_ entry: PackedValue, part: FieldPart?, _ schema: FieldSchema, to text: inout [UInt8]) {
    switch (entry.kind, part) {
    case (.text, nil), (.residentID, _), (.creditCode, _), (.phones, _), (.word, nil), (.unknown, nil):
      text.append(contentsOf: bytes[entry.range])
    case (.unknown, FieldPart.year?), (.unknown, FieldPart.city?): text.append(contentsOf: bytes[entry.range])
    case (.text, _), (.unknown, _), (.word, _): break
    case (.address, let part?): text.append(contentsOf: bytes[partRange(part, of: entry)])
    case (.option, nil):
      if let options = schema.rules[Int(entry.field)].options {
        text.append(contentsOf: options.word(Int(entry.a)).utf8)
      }
    case (.date, nil): Self.append(entry, to: &text)
    case (.date, FieldPart.year?): Self.append(entry.a, to: &text)
    case (.date, FieldPart.month?): if entry.b >> 8 > 0 { Self.append(entry.b >> 8, to: &text) }
    case (.date, FieldPart.day?): if entry.b & 0xFF > 0 { Self.append(entry.b & 0xFF, to: &text) }
    case (.count, _): Self.append(entry.a, to: &text)
    case (.address, nil):
      if withText(entry, Address.showsParts) {
        text.append(contentsOf: bytes[entry.range].lazy.filter { $0 != 0 })
      } else {
        text.append(contentsOf: address(entry).line.utf8)
      }
    case (.options, _), (.option, _), (.date, _), (.amount, _), (.area, _), (.number, _):
      text.append(contentsOf: value(entry, schema).text(part: part).utf8)
    }
  }

  /// Where a part of an address stands in the buffer; empty for a part that addresses have not.
  private func partRange(_ part: FieldPart, of entry: PackedValue) -> Range<Int> {
    let wanted =
      switch part {
      case .city: 0
      case .street: 1
      case .community: 2
      case .number: 3
      default: 4
      }
    var start = entry.range.lowerBound
    var number = 0
    for index in entry.range where bytes[index] == 0 {
      if number == wanted { return start..<index }
      number += 1
      start = index + 1
    }
    return number == wanted ? start..<entry.range.upperBound : 0..<0
  }

  /// `1958年3月`.
  private static func append(_ date: PackedValue, to text: inout [UInt8]) {
    append(date.a, to: &text)
    text.append(contentsOf: "年".utf8)
    guard date.b >> 8 > 0 else { return }
    append(date.b >> 8, to: &text)
    text.append(contentsOf: "月".utf8)
    guard date.b & 0xFF > 0 else { return }
    append(date.b & 0xFF, to: &text)
    text.append(contentsOf: "日".utf8)
  }

  private static func append(_ number: UInt32, to text: inout [UInt8]) {
    var power: UInt32 = 1
    while power <= number / 10 { power *= 10 }
    var rest = number
    while power > 0 {
      text.append(UInt8(ascii: "0") + UInt8(rest / power))
      rest %= power
      power /= 10
    }
  }
}
