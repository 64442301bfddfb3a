/// The number that a record of a part of a list says it has in the whole list, from 1: so several processes can print their
/// parts under the same names and keys as one that prints all.
enum RowNumber {
  /// The member of the record that says it.
  static let key = "@number"

  static func value(_ value: JSONValue) -> Int? {
    guard case .number(let text) = value else { return nil }
    return number(text.utf8)
  }

  static func value(_ value: PlainObject.Value) -> Int? { value.kind == .number ? number(value.text) : nil }

  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard (1...12).contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return number > 0 ? number : nil
  }
}
