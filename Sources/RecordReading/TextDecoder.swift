private import Glibc

/// Turns text of any of the encodings into UTF-8, piece by piece and strictly.
///
/// The C library converts; where it and GB 18030-2022 may disagree (see `gb18030Corrections`), ours is the last word.
final class TextDecoder {
  struct Malformed: Error {}

  private let encoding: TextEncoding
  private let converter: iconv_t?
  private var pending: [UInt8] = []
  private var isFirst = true

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    let opened = encoding == .utf8 ? nil : iconv_open("UTF-8", encoding.rawValue)
    // `iconv_open` fails with -1.
    converter = opened == iconv_t(bitPattern: -1) ? nil : opened
  }

  deinit { if let converter { iconv_close(converter) } }

  /// The next piece of text, without a byte order mark; a character that is cut off waits for the next piece.
  func decode(_ piece: [UInt8]) throws(Malformed) -> [UInt8] {
    var text: [UInt8]
    if encoding == .utf8 {
      text = takeWholeCharacters(piece)
      guard text.withUnsafeBufferPointer(isValidUTF8) else { throw Malformed() }
    } else {
      pending += piece
      text = try convert()
    }
    if isFirst, !text.isEmpty {
      isFirst = false
      if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    }
    return text
  }

  /// Like `decode`, for the verdict alone.
  func check(_ piece: [UInt8]) throws(Malformed) {
    if encoding == .utf8 {
      guard takeWholeCharacters(piece).withUnsafeBufferPointer(isValidUTF8) else { throw Malformed() }
    } else {
      _ = try decode(piece)
    }
  }

  /// Ends the text.
  ///
  /// - Throws: `Malformed` when a character is cut off.
  func finish() throws(Malformed) {
    guard pending.isEmpty else { throw Malformed() }
  }

  /// The piece, after what was cut off of the one before, and without a character that is cut off at its end.
  private func takeWholeCharacters(_ piece: [UInt8]) -> [UInt8] {
    var text = pending.isEmpty ? piece : pending + piece
    pending = []
    // At most three bytes of a character that is not complete can stand at the end.
    for back in 1...3 where back <= text.count {
      let byte = text[text.count - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      if length > back {
        pending = Array(text.suffix(back))
        text.removeLast(back)
      }
      break
    }
    return text
  }

  private func convert() throws(Malformed) -> [UInt8] {
    guard let converter else { throw Malformed() }
    var consumed = 0
    var failed = false
    let text = [UInt8](unsafeUninitializedCapacity: pending.count * 2 + 16) { output, count in
      pending.withUnsafeMutableBytes { input in
        var source = input.bindMemory(to: CChar.self).baseAddress
        var sourceLeft = input.count
        output.withMemoryRebound(to: CChar.self) { room in
          var target = room.baseAddress
          var targetLeft = room.count
          let result = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
          // EINVAL is a character cut off at the end: it waits.
          failed = result == Int(bitPattern: UInt.max) && errno != EINVAL
          count = room.count - targetLeft
        }
        consumed = input.count - sourceLeft
      }
    }
    guard !failed else { throw Malformed() }
    pending.removeFirst(consumed)
    return encoding == .gb18030 ? gb18030Corrected(text) : text
  }
}

/// Code positions that older tables map to private use, and GB 18030-2022 to characters.
///
/// Ten vertical punctuation marks and eight components of the two-byte area; keyed by the private character that an
/// older table gives. The C library of Debian 12 gives the right ones by itself; others do not.
let gb18030Corrections: [UInt32: UInt32] = [
  0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16,
  0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
  0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
]

private func gb18030Corrected(_ text: [UInt8]) -> [UInt8] {
  // These private characters begin with EE in UTF-8.
  guard text.contains(0xEE) else { return text }
  var corrected: [UInt8] = []
  corrected.reserveCapacity(text.count)
  var index = 0
  while index < text.count {
    let byte = text[index]
    if byte == 0xEE, index + 2 < text.count {
      let scalar = UInt32(byte & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
      if let better = gb18030Corrections[scalar].flatMap(Unicode.Scalar.init), let bytes = UTF8.encode(better) {
        corrected += bytes
        index += 3
        continue
      }
    }
    corrected.append(byte)
    index += 1
  }
  return corrected
}
