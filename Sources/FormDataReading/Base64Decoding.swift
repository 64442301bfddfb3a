/// Base64 (RFC 4648) as it comes, in pieces; white space is passed over, anything else that does not belong there is a fault.
struct Base64Decoding {
  private var bytes: [UInt8] = []
  private var bits: UInt32 = 0
  private var count = 0
  private var isPadded = false
  private var isFaulty = false

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      switch byte {
      case 0x09, 0x0A, 0x0D, 0x20: continue
      case UInt8(ascii: "="): isPadded = true
      default:
        guard let value = Self.value(byte), !isPadded else {
          isFaulty = true
          continue
        }
        bits = bits << 6 | value
        count += 1
        if count == 4 { take(3) }
      }
    }
  }

  private mutating func take(_ number: Int) {
    for position in 0..<number { bytes.append(UInt8(truncatingIfNeeded: bits >> (16 - 8 * UInt32(position)))) }
    bits = 0
    count = 0
  }

  /// - Returns: `nil` for nothing, and for what is no Base64.
  func finish() -> [UInt8]? {
    var last = self
    switch count {
    case 0: break
    case 2, 3:
      last.bits <<= UInt32(6 * (4 - count))
      last.take(count - 1)
    default: return nil
    }
    return isFaulty || last.bytes.isEmpty ? nil : last.bytes
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - 65)
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - 71)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte + 4)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
