/// How a part's bytes are written (RFC 2045, 6).
enum TransferEncoding {
  case plain, base64, quotedPrintable, unknown

  init(_ word: String) {
    switch word {
    case "", "7bit", "8bit", "binary": self = .plain
    case "base64": self = .base64
    case "quoted-printable": self = .quotedPrintable
    default: self = .unknown
    }
  }

  var isPlain: Bool { self == .plain }

  /// The bytes; what does not belong there is passed over, as the standard asks, and said.
  func decode(_ body: ArraySlice<UInt8>) -> (bytes: [UInt8], isDamaged: Bool) {
    switch self {
    case .plain: (Array(body), false)
    case .unknown: (Array(body), true)
    case .base64: Self.fromBase64(body)
    case .quotedPrintable: Self.fromQuotedPrintable(body)
    }
  }

  private static func fromBase64(_ body: ArraySlice<UInt8>) -> ([UInt8], Bool) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count / 4 * 3)
    var bits: UInt32 = 0
    var count: UInt32 = 0
    var isDamaged = false
    /// Ends a run: what is padded, or cut off, and may be followed by another.
    func flush() {
      if count == 1 { isDamaged = true }
      if count >= 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 * count - 8))) }
      if count == 3 { bytes.append(UInt8(truncatingIfNeeded: bits >> 2)) }
      (bits, count) = (0, 0)
    }
    for byte in body {
      let value = sextets[Int(byte)]
      if value < 64 {
        bits = bits << 6 | UInt32(value)
        count += 1
        guard count == 4 else { continue }
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        bytes.append(UInt8(truncatingIfNeeded: bits))
        (bits, count) = (0, 0)
      } else if byte == UInt8(ascii: "=") {
        flush()
      } else if ![0x09, 0x0A, 0x0D, 0x20].contains(byte) {
        isDamaged = true
      }
    }
    flush()
    return (bytes, isDamaged)
  }

  private static let sextets: [UInt8] = {
    var table = [UInt8](repeating: 0xFF, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in alphabet.utf8.enumerated() { table[Int(byte)] = UInt8(value) }
    return table
  }()

  private static func fromQuotedPrintable(_ body: ArraySlice<UInt8>) -> ([UInt8], Bool) {
    var bytes: [UInt8] = []
    var isDamaged = false
    var index = body.startIndex
    while index < body.endIndex {
      guard body[index] == UInt8(ascii: "=") else {
        bytes.append(body[index])
        index += 1
        continue
      }
      let rest = body[(index + 1)...]
      if let high = rest.first.flatMap(hexDigit), let low = rest.dropFirst().first.flatMap(hexDigit) {
        bytes.append(high << 4 | low)
        index += 3
        continue
      }
      // A line that goes on; blanks before its end are left by mail programs.
      let blanks = rest.prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      if blanks.endIndex == body.endIndex || body[blanks.endIndex] == 0x0A {
        index = min(blanks.endIndex + 1, body.endIndex)
      } else {
        isDamaged = true
        bytes.append(body[index])
        index += 1
      }
    }
    return (bytes, isDamaged)
  }
}
