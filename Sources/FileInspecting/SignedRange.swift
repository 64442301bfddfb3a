import ReaderProtocol

/// The bytes that a signature says to sign: everything up to the end of the file as it was saved then, but for the hole that holds
/// the signature itself.
///
/// Whether that is so is not believed but tried: the beginning of the file is opened as a document of its own, once with other digits in the
/// hole. If that very signature then reads as those digits, the hole is the signature and nothing else (against signature wrapping).
struct SignedRange {
  /// Between `<` and `>`.
  let digits: Range<Int>
  /// Where the signed revision ends.
  let end: Int
  /// The signature, decoded from the hole.
  let contents: [UInt8]

  /// - Throws: the reason why this is no such range.
  init(_ range: [Int], in bytes: DocumentBytes) throws(SignatureFault) {
    guard range.count == 4, range.allSatisfy({ (0...bytes.count).contains($0) }) else {
      throw SignatureFault(range.isEmpty ? .rangeMissing : .rangeWrong)
    }
    let hole = range[1]..<max(range[1], range[2])
    guard range[0] == 0, range[1] > 0, hole.count >= 2, range[3] > 0, range[3] <= bytes.count - range[2] else {
      throw SignatureFault(.rangeWrong)
    }
    guard bytes[hole.lowerBound] == UInt8(ascii: "<"), bytes[hole.upperBound - 1] == UInt8(ascii: ">"),
      let contents = hexDigits(bytes[hole.lowerBound + 1..<hole.upperBound - 1])
    else { throw SignatureFault(.holeNotOwn) }
    digits = hole.lowerBound + 1..<hole.upperBound - 1
    end = range[2] + range[3]
    self.contents = contents
    guard end == bytes.count || endsLikeFile(bytes[..<end]) else { throw SignatureFault(.rangeEndsInside) }
  }

  /// The revision as it was signed.
  func revision(of bytes: DocumentBytes) -> [UInt8] { Array(bytes[..<end]) }

  /// The revision with other digits in the hole, and what the signature must then be.
  func probe(of bytes: DocumentBytes) -> (revision: [UInt8], contents: [UInt8]) {
    var revision = revision(of: bytes)
    let pattern = contents.map { $0 ^ 0x5A }
    let hexadecimal = Array("0123456789abcdef".utf8)
    for (index, byte) in pattern.enumerated() {
      revision[digits.lowerBound + 2 * index] = hexadecimal[Int(byte >> 4)]
      revision[digits.lowerBound + 2 * index + 1] = hexadecimal[Int(byte & 15)]
    }
    return (revision, pattern)
  }

  /// Calls a function with the signed bytes, in their two parts.
  func withSignedBytes<Result>(of bytes: DocumentBytes, _ body: ([UnsafeRawBufferPointer]) -> Result) -> Result {
    bytes.withUnsafeBytes { memory in
      body([
        UnsafeRawBufferPointer(rebasing: memory[..<(digits.lowerBound - 1)]),
        UnsafeRawBufferPointer(rebasing: memory[(digits.upperBound + 1)..<end]),
      ])
    }
  }
}

/// Why a signature is broken, or cannot be checked.
struct SignatureFault: Error {
  var reason: SignatureReason

  init(_ code: SignatureReason.Code, detail: String? = nil) { reason = SignatureReason(code, detail: detail) }
}

/// Whether some bytes end as a file does that was saved whole: with its mark, and nothing but white space behind it.
private func endsLikeFile(_ bytes: Slice<DocumentBytes>) -> Bool {
  var end = bytes.endIndex
  while end > bytes.startIndex, [0, 9, 10, 12, 13, 32].contains(bytes[end - 1]) { end -= 1 }
  return bytes[..<end].suffix(5).elementsEqual("%%EOF".utf8)
}

/// The bytes that an even number of hexadecimal digits stand for; `nil` when anything else stands among them.
private func hexDigits(_ digits: Slice<DocumentBytes>) -> [UInt8]? {
  guard digits.count.isMultiple(of: 2) else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count / 2)
  for index in stride(from: digits.startIndex, to: digits.endIndex, by: 2) {
    guard let high = value(ofDigit: digits[index]), let low = value(ofDigit: digits[index + 1]) else { return nil }
    bytes.append(high << 4 | low)
  }
  return bytes
}

private func value(ofDigit digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}
