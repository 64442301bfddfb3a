/// One value of a record in a few numbers; what it has of text stands in a buffer that all values of the record share.
///
/// A record of thirty values is made, copied and dropped a million times in a run: three allocations for all of it rather
/// than one for every text.
struct PackedValue: Sendable {
  enum Kind: UInt8, Sendable {
    // With text: the buffer's bytes from `a` on, `b` of them.
    case text
    case unknown
    case residentID
    case creditCode
    /// The numbers joined as they print.
    case phones
    /// An option's word that is not on its list.
    case word
    /// The four parts with a NUL between each two; no text that has passed the gate holds one.
    case address
    /// Several options, two bytes for the number of each.
    case options
    // Without.
    /// `a` is the option's number in its list.
    case option
    /// `a` is the year; `b` holds month and day, 0 for those that are not known.
    case date
    /// `a` is the count.
    case count
    /// `a` and `b` are the low and the high half of the fen.
    case amount
    /// The same of the hundredths of a square metre.
    case area
    /// The same of the number without its point, times sixteen, and how many digits stand after the point.
    case number

    var hasText: Bool { rawValue <= Kind.options.rawValue }
  }

  var field: UInt32
  var kind: Kind
  var a: UInt32
  var b: UInt32

  /// The bytes that it has in the buffer; empty for a kind without text.
  var range: Range<Int> { kind.hasText ? Int(a)..<Int(a) + Int(b) : 0..<0 }

  /// The date of a `.date`.
  var date: PartialDate {
    PartialDate(year: Int(a), month: b >> 8 == 0 ? nil : Int(b >> 8), day: b & 0xFF == 0 ? nil : Int(b & 0xFF))
  }

  /// The whole number of 64 bits of an `.amount`, `.area` or `.number`.
  var wide: Int64 { Int64(truncatingIfNeeded: UInt64(a) | UInt64(b) << 32) }
}

/// Values in the order of their dictionary, in the making or made.
struct PackedValues: Sendable {
  private(set) var entries: [PackedValue] = []
  private(set) var bytes: [UInt8] = []

  init() {}

  init(values: Int, bytes count: Int) {
    entries.reserveCapacity(values)
    bytes.reserveCapacity(count)
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The value of a field, by its number.
  func entry(_ field: Int) -> PackedValue? {
    entries.withUnsafeBufferPointer { entries in
      var low = 0
      var high = entries.count
      while low < high {
        let middle = (low + high) / 2
        let found = Int(entries[middle].field)
        if found == field { return entries[middle] }
        if found < field { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }

  /// The text of an entry of this buffer.
  func withText<Result>(_ entry: PackedValue, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[entry.range])) }
  }

  func string(_ entry: PackedValue) -> String { withText(entry) { String(decoding: $0, as: UTF8.self) } }

  // MARK: Adding, in the order of the dictionary

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ kind: PackedValue.Kind, field: Int) {
    entries.append(
      PackedValue(field: UInt32(field), kind: kind, a: UInt32(bytes.count), b: UInt32(text.count)))
    bytes.append(contentsOf: text)
  }

  mutating func add(_ text: String, _ kind: PackedValue.Kind, field: Int) {
    var text = text
    text.withUTF8 { add($0, kind, field: field) }
  }

  mutating func add(_ date: PartialDate, field: Int) {
    let rest = UInt32(date.month ?? 0) << 8 | UInt32(date.day ?? 0)
    entries.append(PackedValue(field: UInt32(field), kind: .date, a: UInt32(date.year), b: rest))
  }

  mutating func add(count: Int, field: Int) {
    entries.append(PackedValue(field: UInt32(field), kind: .count, a: UInt32(count), b: 0))
  }

  mutating func add(wide: Int, _ kind: PackedValue.Kind, field: Int) {
    let bits = UInt64(bitPattern: Int64(wide))
    entries.append(
      PackedValue(
        field: UInt32(field), kind: kind, a: UInt32(truncatingIfNeeded: bits), b: UInt32(truncatingIfNeeded: bits >> 32)
      ))
  }

  mutating func add(option: Int, field: Int) {
    entries.append(PackedValue(field: UInt32(field), kind: .option, a: UInt32(option), b: 0))
  }

  /// - Parameter options: Numbers in the list, rising.
  mutating func add(options: [Int], field: Int) {
    let start = bytes.count
    for option in options {
      bytes.append(UInt8(option & 0xFF))
      bytes.append(UInt8(option >> 8 & 0xFF))
    }
    entries.append(
      PackedValue(field: UInt32(field), kind: .options, a: UInt32(start), b: UInt32(bytes.count - start)))
  }

  /// The four parts of an address.
  mutating func add(parts: [UnsafeBufferPointer<UInt8>], field: Int) {
    let start = bytes.count
    for (position, part) in parts.enumerated() {
      if position > 0 { bytes.append(0) }
      bytes.append(contentsOf: part)
    }
    entries.append(
      PackedValue(field: UInt32(field), kind: .address, a: UInt32(start), b: UInt32(bytes.count - start)))
  }

  /// An entry of other values, with its text.
  mutating func add(_ entry: PackedValue, of other: PackedValues) {
    guard entry.kind.hasText else { return entries.append(entry) }
    other.withText(entry) { add($0, entry.kind, field: Int(entry.field)) }
  }

  mutating func add(_ value: FieldValue, _ rule: FieldRule) {
    let field = rule.order
    switch value {
    case .text(let text): add(text.string, .text, field: field)
    case .unknown(let text): add(text.string, .unknown, field: field)
    case .residentID(let id): add(id.number, .residentID, field: field)
    case .creditCode(let code): add(code.code, .creditCode, field: field)
    case .date(let date): add(date, field: field)
    case .count(let count): add(count: count, field: field)
    case .amount(let amount): add(wide: amount.fen, .amount, field: field)
    case .area(let area): add(wide: area.hundredths, .area, field: field)
    case .number(let number): add(wide: number.significand * 16 + number.scale, .number, field: field)
    case .phones(let phones): add(phones.map(\.number).joined(separator: "、"), .phones, field: field)
    case .address(let address): add(address.parts.joined(separator: "\0"), .address, field: field)
    case .choice(let choices):
      let numbers = choices.compactMap { rule.options?.number(of: $0) }
      if rule.type == .options {
        add(options: numbers, field: field)
      } else if let number = numbers.first {
        add(option: number, field: field)
      } else {
        add(choices.first?.word.string ?? "", .word, field: field)
      }
    }
  }
}
