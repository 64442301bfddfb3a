private import Synchronization

/// The QR codes of texts that begin alike and are equally long: made by adding up what single bits change.
///
/// Apart from its mask a code is linear over the bits of its text. So libqrencode encodes one text of this length, and one more for
/// every bit that comes up; each page's code after that is some sums of rows of bits. All have the mask that is best for the
/// first text, which depends on the beginning and the length only: the same text gives the same code in every run.
final class PreparedCode: Sendable {
  /// Characters are taken in pairs of eleven bits; a last single one has six (ISO/IEC 18004, 7.4.4).
  private static let bitsOfPair = 11

  let side: Int
  /// How many characters each text has.
  private let length: Int
  /// The whole pairs that all texts begin with, followed by characters of value 0.
  private let text: [UInt8]
  private let fixed: Int
  private let first: [UInt64]
  private let content: [UInt64]
  private let bytes: Int
  private let changes: Mutex<Changes>

  /// What each bit changes, one after the other, where it is known: eight bytes of rows to a word.
  private struct Changes {
    var words: [UInt64]
    var isKnown: [Bool]
  }

  /// - Parameters:
  ///   - beginning: What all texts begin with.
  ///   - length: How many characters each has.
  /// - Returns: `nil` when the beginning is not in the compact alphabet, or no code can be as long.
  init?(beginning: [UInt8], length: Int) {
    guard beginning.allSatisfy({ Self.value($0) != nil }) else { return nil }
    let fixed = min(beginning.count, length) & ~1
    let text = beginning[..<fixed] + [UInt8](repeating: QRSymbol.alphabet[0], count: length - fixed)
    guard let symbol = QRSymbol(Array(text)) else { return nil }
    self.text = Array(text)
    self.length = length
    self.fixed = fixed
    first = Self.words(of: symbol.rows)
    content = Self.words(of: symbol.unmaskedContent)
    bytes = symbol.rows.count
    side = symbol.side
    let bits = (length - fixed + 1) / 2 * Self.bitsOfPair
    changes = Mutex(
      Changes(
        words: [UInt64](repeating: 0, count: bits * first.count), isKnown: [Bool](repeating: false, count: bits)))
  }

  /// The rows of a text's code; `nil` when it has characters outside the compact alphabet.
  ///
  /// - Parameter text: Of the right length and beginning.
  func rows(of text: [UInt8]) -> [UInt8]? {
    precondition(text.count == length, "the code is prepared for texts of one length")
    var changes = changes.withLock { $0 }
    var words = first
    for start in stride(from: fixed, to: length, by: 2) {
      guard var bits = Self.bits(of: text, at: start) else { return nil }
      while bits != 0 {
        let bit = (start - fixed) / 2 * Self.bitsOfPair + bits.trailingZeroBitCount
        if !changes.isKnown[bit] { changes = prepare(bit) }
        let change = bit * words.count
        for index in words.indices { words[index] ^= changes.words[change + index] }
        bits &= bits - 1
      }
    }
    return (0..<bytes).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - $0 % 8 * 8)) }
  }

  private static func words(of bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? UInt64(bytes[start + $1]) : 0) }
    }
  }

  private static func bits(of text: [UInt8], at start: Int) -> Int? {
    guard let first = value(text[start]) else { return nil }
    guard start + 1 < text.count else { return first }
    return value(text[start + 1]).map { first * 45 + $0 }
  }

  /// Notes what a bit changes.
  private func prepare(_ bit: Int) -> Changes {
    let (pair, shift) = bit.quotientAndRemainder(dividingBy: Self.bitsOfPair)
    let start = fixed + pair * 2
    var text = text
    if start + 1 < length {
      text[start] = QRSymbol.alphabet[(1 << shift) / 45]
      text[start + 1] = QRSymbol.alphabet[(1 << shift) % 45]
    } else {
      text[start] = QRSymbol.alphabet[1 << shift]
    }
    // The text is as long as the first, so there is a code for it and it has the same size.
    let changed = QRSymbol(text).map { Self.words(of: $0.unmaskedContent) } ?? content
    let change = zip(changed, content).map { $0 ^ $1 }
    return changes.withLock { changes in
      changes.words.replaceSubrange(bit * content.count..<(bit + 1) * content.count, with: change)
      changes.isKnown[bit] = true
      return changes
    }
  }

  private static func value(_ character: UInt8) -> Int? {
    let value = values[Int(character)]
    return value < 0 ? nil : Int(value)
  }

  private static let values: [Int8] = {
    var values = [Int8](repeating: -1, count: 256)
    for (value, character) in QRSymbol.alphabet.enumerated() { values[Int(character)] = Int8(value) }
    return values
  }()
}
