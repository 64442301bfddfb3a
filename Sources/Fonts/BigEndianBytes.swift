/// Bytes of a font table. Reading past the end gives `nil`, as font files are not to be trusted.
struct BigEndianBytes {
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var count: Int { bytes.count }

  func u8(_ offset: Int) -> Int? {
    offset >= 0 && offset < bytes.count ? Int(bytes[offset]) : nil
  }

  func u16(_ offset: Int) -> Int? { unsigned(offset, size: 2) }

  func i16(_ offset: Int) -> Int? {
    u16(offset).map { Int(Int16(truncatingIfNeeded: $0)) }
  }

  func i32(_ offset: Int) -> Int? {
    unsigned(offset, size: 4).map { Int(Int32(truncatingIfNeeded: $0)) }
  }

  /// A number of one to four bytes.
  func unsigned(_ offset: Int, size: Int) -> Int? {
    guard offset >= 0, size >= 1, size <= 4, offset <= bytes.count - size else { return nil }
    return bytes[offset..<offset + size].reduce(0) { $0 << 8 | Int($1) }
  }

  func slice(_ range: Range<Int>) -> BigEndianBytes? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    return BigEndianBytes(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }
}
