/// The reading of values that are as they should be, from their bytes.
///
/// Every function here either adds to a record just what the careful reading of the same text would, without a finding, or
/// adds nothing and says so: then the careful way is taken. `PlainReadingTests` holds the two against each other.
struct PlainReading {
  let rules: RecordRules
  let today: PartialDate

  /// Reads one whole value.
  ///
  /// - Returns: Whether it was plain, and has been added.
  @inline(__always)
  func add(
    _ text: UnsafeBufferPointer<UInt8>, _ kind: RawCell.Kind, _ rule: FieldRule, to values: inout PackedValues
  ) -> Bool {
    if rule.type == .name, kind == .text { return addName(text, rule, to: &values) }
    guard let plain = PlainText(text), text.count <= rule.limit, !SpecialWords.mayMeanDitto(plain: text) else {
      return false
    }
    switch kind {
    case .text: break
    case .number: if !Self.isWhole(text) { return false }
    case .dateFrom1900, .dateFrom1904: return addSerial(text, kind, rule, to: &values)
    case .off, .on: return false
    }
    switch rule.type {
    case .option: return addOption(text, rule, to: &values)
    case .options: return addOptions(text, rule, to: &values)
    default: break
    }
    if SpecialWords.meansUnknown(plain: text) {
      values.add(text, .unknown, field: rule.order)
      return true
    }
    switch rule.type {
    case .text:
      guard !plain.contains(.garbled) else { return false }
      values.add(text, .text, field: rule.order)
    case .residentID:
      guard isResidentID(text) else { return false }
      values.add(text, .residentID, field: rule.order)
    case .date:
      guard let date = PartialDate(plain: text) else { return false }
      values.add(date, field: rule.order)
    case .phone:
      guard Self.isPhone(text) else { return false }
      values.add(text, .phones, field: rule.order)
    case .count:
      guard text.count <= 9, text.isDigits else { return false }
      values.add(count: decimal(text), field: rule.order)
    case .creditCode:
      guard CreditCode.isPlain(text) else { return false }
      values.add(text, .creditCode, field: rule.order)
    case .address: return addAddress(text, plain, rule, to: &values)
    // Papers hold few of these.
    case .amount, .area, .number: return false
    case .option, .options, .name: return false
    }
    return true
  }

  /// A number that a numeric cell shows just as it is: then it is read as a text.
  private static func isWhole(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count <= 15 && text.isDigits && (text.count == 1 || text[0] != UInt8(ascii: "0"))
  }

  /// A date cell; its five digits as a text can only mean the same day.
  private func addSerial(
    _ text: UnsafeBufferPointer<UInt8>, _ kind: RawCell.Kind, _ rule: FieldRule, to values: inout PackedValues
  ) -> Bool {
    guard rule.type == .date, text.count == 5, text.isDigits,
      let date = PartialDate(serial: Double(decimal(text)), epoch1904: kind == .dateFrom1904)
    else { return false }
    values.add(date, field: rule.order)
    return true
  }

  private func addName(
    _ text: UnsafeBufferPointer<UInt8>, _ rule: FieldRule, to values: inout PackedValues
  ) -> Bool {
    guard text.count <= rule.limit, PersonName.isPlain(text), !SpecialWords.mayMeanDitto(plain: text) else {
      return false
    }
    values.add(text, SpecialWords.meansUnknown(plain: text) ? .unknown : .text, field: rule.order)
    return true
  }

  private func addOption(
    _ text: UnsafeBufferPointer<UInt8>, _ rule: FieldRule, to values: inout PackedValues
  ) -> Bool {
    guard let option = rule.options?.plainOption(text) else { return false }
    values.add(option: option, field: rule.order)
    return true
  }

  /// 劳模、残疾: words of the list, in any order, with 、 between them.
  private func addOptions(
    _ text: UnsafeBufferPointer<UInt8>, _ rule: FieldRule, to values: inout PackedValues
  ) -> Bool {
    guard let index = rule.options else { return false }
    var chosen: [Int] = []
    var start = 0
    while start <= text.count {
      let end = text.firstIndex(of: 0xE3, 0x80, 0x81, from: start) ?? text.count
      guard let option = index.plainOption(text.part(start..<end)) else { return false }
      if !chosen.contains(option) { chosen.append(option) }
      start = end + 3
    }
    values.add(options: chosen.sorted(), field: rule.order)
    return true
  }

  private func isResidentID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 18, text[0] != UInt8(ascii: "9"), text.part(0..<17).isDigits,
      ResidentID.checkCharacter(plain: text) == text[17]
    else { return false }
    let birth = PartialDate(
      checkedYear: decimal(text[6..<10]), month: decimal(text[10..<12]), day: decimal(text[12..<14]))
    guard let birth, !birth.isAfter(today) else { return false }
    return AreaCodes.isProvince(decimal(text[..<2])) && rules.areaCodes?.contains(decimal(text[..<6])) ?? true
  }

  /// A mobile number, or a landline with area code and hyphen: 010 and 02x have three digits, all others four.
  private static func isPhone(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.count == 11, text[0] == UInt8(ascii: "1"), text[1] >= UInt8(ascii: "3"), text.isDigits { return true }
    guard (11...13).contains(text.count), text[0] == UInt8(ascii: "0") else { return false }
    let area = text[1] == UInt8(ascii: "1") || text[1] == UInt8(ascii: "2") ? 3 : 4
    let number = text.part(area + 1..<text.count)
    return text[area] == UInt8(ascii: "-") && text.part(0..<area).isDigits && number.isDigits
      && (7...8).contains(number.count) && number[0] >= UInt8(ascii: "2")
  }

  /// An address in one line that shows its parts by itself.
  private func addAddress(
    _ text: UnsafeBufferPointer<UInt8>, _ plain: PlainText, _ rule: FieldRule, to values: inout PackedValues
  ) -> Bool {
    guard !plain.contains(.blanks), text.count <= 1000 else { return false }
    let cuts = withUnsafeTemporaryAllocation(of: Unicode.Scalar.self, capacity: text.count) { room in
      let scalars = text.decode(into: room)
      let scanner = AddressScanner(scalars)
      // Without street or community there is something to look up or to ask about.
      return scanner.isSettled ? Self.offsets(scanner.ends, in: scalars) : nil
    }
    guard let cuts, rules.areas.isEmpty || !text.containsOne(of: rules.areas) else { return false }
    let parts = [0..<cuts.city, cuts.city..<cuts.street, cuts.street..<cuts.community, cuts.community..<text.count]
    return values.addAddress(parts.map { text.part($0) }, field: rule.order)
  }

  /// The same ends in bytes.
  private static func offsets(
    _ ends: (city: Int, street: Int, community: Int), in scalars: UnsafeBufferPointer<Unicode.Scalar>
  ) -> (city: Int, street: Int, community: Int) {
    func width(_ range: Range<Int>) -> Int { scalars[range].reduce(0) { $0 + UTF8.width($1) } }
    let city = width(0..<ends.city)
    let street = city + width(ends.city..<ends.street)
    return (city, street, street + width(ends.street..<ends.community))
  }

  /// The parts of an address from boxes or columns of their own, `nil` for those that are empty.
  func addAddress(
    parts: [UnsafeBufferPointer<UInt8>?], _ rule: FieldRule, to values: inout PackedValues
  ) -> Bool {
    var total = 3
    for part in parts {
      guard let part else { continue }
      guard let plain = PlainText(part), !plain.contains(.blanks), !SpecialWords.mayMeanDitto(plain: part) else {
        return false
      }
      total += part.count
    }
    // One long line in the last box is cut like a line.
    guard total <= rule.limit, parts[0] != nil || parts[1] != nil || parts[2] != nil else { return false }
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    return values.addAddress(parts.map { $0 ?? none }, field: rule.order)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether one of some words stands in this text.
  fileprivate func containsOne(of words: [String]) -> Bool {
    let text = String(decoding: self, as: UTF8.self)
    return words.contains(where: text.holds)
  }
}

extension PackedValues {
  /// Adds an address of four parts, unless one of them says that it is not known.
  fileprivate mutating func addAddress(_ parts: [UnsafeBufferPointer<UInt8>], field: Int) -> Bool {
    guard !parts.contains(where: { !$0.isEmpty && SpecialWords.meansUnknown(plain: $0) }) else { return false }
    add(parts: parts, field: field)
    return true
  }
}
