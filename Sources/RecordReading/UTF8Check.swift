/// Whether bytes are well-formed UTF-8 (Unicode 3.9, table 3-7).
///
/// Every text of every list passes here, so the shapes that fill Chinese lists come first: eight ASCII bytes at once, and
/// characters of three bytes one after the other.
func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  let count = bytes.count
  var index = 0
  while index < count {
    let byte = bytes[index]
    if byte < 0x80 {
      index += 1
      while index + 8 <= count,
        UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + index).loadUnaligned(as: UInt64.self)
          & 0x8080_8080_8080_8080 == 0
      {
        index += 8
      }
    } else if byte & 0xF0 == 0xE0 {
      guard index + 2 < count, bytes[index + 1] & 0xC0 == 0x80, bytes[index + 2] & 0xC0 == 0x80 else { return false }
      // Overlong forms, and halves of UTF-16 pairs.
      if byte == 0xE0, bytes[index + 1] < 0xA0 { return false }
      if byte == 0xED, bytes[index + 1] > 0x9F { return false }
      index += 3
    } else if byte & 0xE0 == 0xC0 {
      guard byte >= 0xC2, index + 1 < count, bytes[index + 1] & 0xC0 == 0x80 else { return false }
      index += 2
    } else {
      guard (0xF0...0xF4).contains(byte), index + 3 < count, bytes[index + 1] & 0xC0 == 0x80,
        bytes[index + 2] & 0xC0 == 0x80, bytes[index + 3] & 0xC0 == 0x80
      else { return false }
      if byte == 0xF0, bytes[index + 1] < 0x90 { return false }
      if byte == 0xF4, bytes[index + 1] > 0x8F { return false }
      index += 4
    }
  }
  return true
}
