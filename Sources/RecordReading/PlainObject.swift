import Records

/// Finds a whole JSON object at the beginning of some bytes and takes its members, when it is as plain as the objects of
/// most lists: texts, whole numbers, true, false and null; objects and arrays of objects of these one level down.
///
/// Anything else, and anything wrong, is left to `JSONParser`, which says what is wrong: then nothing has been taken.
struct PlainObject {
  enum Outcome {
    case taken
    /// The bytes end before the object does.
    case cutOff
    /// Something that is not plain.
    case odd
  }

  /// What a member's value is.
  struct Value {
    /// Its range in the texts of all members.
    var range: Range<Int>
    /// Its text, lent for the call.
    var text: UnsafeBufferPointer<UInt8>
    var kind: RawCell.Kind
    /// How many line ends stand between the object's beginning and the key.
    var line: Int
  }

  /// Takes a member: its path as `PlainPath` has it, and its value, `nil` for null; says whether it may stay plain.
  typealias Taker = (UnsafeBufferPointer<UInt8>, Value?) -> Bool

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0
  private(set) var lines = 0
  /// The texts of all members, unescaped.
  private(set) var text: [UInt8] = []
  /// The path to the member that is being read.
  private var path: [UInt8] = []
  private var values = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// - Parameters:
  ///   - start: Where its brace stands.
  ///   - take: Called for each member in order.
  mutating func read(at start: Int, _ take: Taker) -> Outcome {
    let mark = text.count
    (position, lines, values) = (start, 0, 0)
    let outcome = object(depth: 0, take)
    if outcome != .taken {
      text.removeLast(text.count - mark)
      path.removeAll()
    }
    return outcome
  }

  private mutating func object(depth: Int, _ take: Taker) -> Outcome {
    position += 1
    guard let first = token() else { return .cutOff }
    if first == UInt8(ascii: "}") {
      position += 1
      return depth == 0 ? .taken : .odd
    }
    let outer = path.count
    while true {
      guard let quote = token() else { return .cutOff }
      guard quote == UInt8(ascii: "\"") else { return .odd }
      let line = lines
      let mark = text.count
      let key = string()
      guard key == .taken else { return key }
      path.removeLast(path.count - outer)
      if depth > 0 { path.append(0) }
      guard !text[mark...].contains(where: { $0 <= PlainPath.entryMark }) else { return .odd }
      path.append(contentsOf: text[mark...])
      text.removeLast(text.count - mark)
      guard let colon = token() else { return .cutOff }
      guard colon == UInt8(ascii: ":") else { return .odd }
      position += 1
      let value = value(depth: depth, line: line, take)
      guard value == .taken else { return value }
      guard let next = token() else { return .cutOff }
      position += 1
      if next == UInt8(ascii: "}") { break }
      guard next == UInt8(ascii: ",") else { return .odd }
    }
    path.removeLast(path.count - outer)
    return .taken
  }

  private mutating func value(depth: Int, line: Int, _ take: Taker) -> Outcome {
    values += 1
    guard let first = token() else { return .cutOff }
    guard values < 10_000 else { return .odd }
    let start = text.count
    switch first {
    case UInt8(ascii: "\""):
      let outcome = string()
      guard outcome == .taken else { return outcome }
      return hand(start, .text, line, take)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let outcome = number()
      guard outcome == .taken else { return outcome }
      return hand(start, .number, line, take)
    case UInt8(ascii: "t"): return word("true", .on, line, take)
    case UInt8(ascii: "f"): return word("false", .off, line, take)
    case UInt8(ascii: "n"): return word("null", nil, line, take)
    case UInt8(ascii: "{") where depth == 0: return object(depth: 1, take)
    case UInt8(ascii: "[") where depth == 0: return entries(take)
    default: return .odd
    }
  }

  private func hand(_ start: Int, _ kind: RawCell.Kind, _ line: Int, _ take: Taker) -> Outcome {
    let isTaken = text.withUnsafeBufferPointer { text in
      let range = start..<text.count
      let value = Value(range: range, text: text.part(range), kind: kind, line: line)
      return path.withUnsafeBufferPointer { take($0, value) }
    }
    return isTaken ? .taken : .odd
  }

  /// An array of objects, whose numbers from 1 go into the path.
  private mutating func entries(_ take: Taker) -> Outcome {
    position += 1
    let outer = path.count
    var number: UInt8 = 0
    while true {
      guard let first = token() else { return .cutOff }
      guard first == UInt8(ascii: "{"), number < 50 else { return .odd }
      number += 1
      path += [PlainPath.entryMark, number]
      let outcome = object(depth: 1, take)
      guard outcome == .taken else { return outcome }
      path.removeLast(path.count - outer)
      guard let next = token() else { return .cutOff }
      position += 1
      if next == UInt8(ascii: "]") { return .taken }
      guard next == UInt8(ascii: ",") else { return .odd }
    }
  }

  // MARK: Tokens

  /// The next byte that is no blank.
  private mutating func token() -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x0A: lines += 1
      case 0x20, 0x09, 0x0D: break
      default: return byte
      }
      position += 1
    }
    return nil
  }

  /// A string, put behind `text` without its escapes.
  private mutating func string() -> Outcome {
    position += 1
    var start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        position += 1
        continue
      }
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
      position += 1
      if byte == UInt8(ascii: "\"") { return .taken }
      guard byte == UInt8(ascii: "\\") else { return .odd }
      let outcome = escape()
      guard outcome == .taken else { return outcome }
      start = position
    }
    return .cutOff
  }

  private mutating func escape() -> Outcome {
    guard position < bytes.count else { return .cutOff }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count else { return .cutOff }
      var value: UInt32 = 0
      for digit in bytes[position..<position + 4] {
        guard let digit = Self.hexadecimal(digit) else { return .odd }
        value = value << 4 | digit
      }
      // Halves of pairs are rare enough for the careful way.
      guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return .odd }
      text.append(contentsOf: encoded)
      position += 4
    default: return .odd
    }
    return .taken
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x37
    case 0x61...0x66: UInt32(byte) - 0x57
    default: nil
    }
  }

  /// Digits and nothing else, as they are written.
  private mutating func number() -> Outcome {
    let start = position
    while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
    guard position < bytes.count else { return .cutOff }
    let isPlain = position - start < 19 && (bytes[start] != 0x30 || position - start == 1)
    switch bytes[position] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D:
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
      return isPlain ? .taken : .odd
    default: return .odd
    }
  }

  private mutating func word(_ word: StaticString, _ kind: RawCell.Kind?, _ line: Int, _ take: Taker) -> Outcome {
    let count = word.utf8CodeUnitCount
    guard position + count < bytes.count else { return .cutOff }
    let isWord = (0..<count).allSatisfy { bytes[position + $0] == word.utf8Start[$0] }
    let next = bytes[position + count]
    guard isWord, !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next) else { return .odd }
    position += count
    guard let kind else { return path.withUnsafeBufferPointer { take($0, nil) } ? .taken : .odd }
    let start = text.count
    text.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: count))
    return hand(start, kind, line, take)
  }
}

/// The path to a member as bytes: keys with a NUL between them; between the key of an array and a key of an entry, a mark
/// and the entry's number too. Keys that hold such bytes are odd, and do not come here.
enum PlainPath {
  static let entryMark: UInt8 = 1

  /// The keys, and for an entry's member the number of the entry.
  static func parts(_ path: UnsafeBufferPointer<UInt8>) -> (keys: [String], entry: Int?) {
    let text = Array(path)
    guard let mark = text.firstIndex(where: { $0 < 2 }) else { return ([String(decoding: text, as: UTF8.self)], nil) }
    let outer = String(decoding: text[..<mark], as: UTF8.self)
    guard text[mark] == entryMark, text.count > mark + 3 else {
      return ([outer, String(decoding: text[(mark + 1)...], as: UTF8.self)], nil)
    }
    return ([outer, String(decoding: text[(mark + 3)...], as: UTF8.self)], Int(text[mark + 1]))
  }
}
