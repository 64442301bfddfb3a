/// Takes values out of a message that somebody else wrote, and believes none of it.
///
/// Nothing is reserved for a count or length before the bytes for it are known to be there, and what is made of a message
/// may not be much larger than the message: a hundred thousand empty elements are few bytes on the wire.
struct WireReader {
  private let untrustedBytes: [UInt8]
  private var position = 0
  /// Bytes that what is still to be read may take in memory.
  private var memory: Int

  /// - Parameter memory: Bytes that all values read may take.
  init(untrustedBytes: [UInt8], memory: Int) {
    self.untrustedBytes = untrustedBytes
    self.memory = memory
  }

  mutating func byte() throws(WireFault) -> UInt8 {
    guard position < untrustedBytes.count else { throw WireFault.tooShort }
    defer { position += 1 }
    return untrustedBytes[position]
  }

  mutating func flag() throws(WireFault) -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw WireFault.outOfRange
    }
  }

  mutating func integer(in range: ClosedRange<Int> = Int.min...Int.max) throws(WireFault) -> Int {
    let number = Int(truncatingIfNeeded: Int64(bitPattern: try word()))
    guard range.contains(number) else { throw WireFault.outOfRange }
    return number
  }

  mutating func number() throws(WireFault) -> Double {
    let number = Double(bitPattern: try word())
    guard number.isFinite else { throw WireFault.outOfRange }
    return number
  }

  mutating func block() throws(WireFault) -> [UInt8] {
    let count = try integer(in: 0...Int.max)
    guard count <= untrustedBytes.count - position else { throw WireFault.tooShort }
    try take(memory: count)
    defer { position += count }
    return Array(untrustedBytes[position..<position + count])
  }

  mutating func text() throws(WireFault) -> String {
    guard let text = String(validating: try block(), as: UTF8.self) else { throw WireFault.notUTF8 }
    return text
  }

  mutating func optional<Value>(
    _ read: (inout WireReader) throws(WireFault) -> Value
  ) throws(WireFault) -> Value? {
    try flag() ? try read(&self) : nil
  }

  mutating func list<Element>(
    _ read: (inout WireReader) throws(WireFault) -> Element
  ) throws(WireFault) -> [Element] {
    let count = try integer(in: 0...Int.max)
    // Every element takes a byte at least.
    guard count <= untrustedBytes.count - position else { throw WireFault.tooShort }
    var elements: [Element] = []
    for _ in 0..<count {
      try take(memory: MemoryLayout<Element>.stride)
      elements.append(try read(&self))
    }
    return elements
  }

  /// One of a closed set of codes.
  mutating func code<Code: RawRepresentable<String>>(_ type: Code.Type) throws(WireFault) -> Code {
    guard let code = Code(rawValue: try text()) else { throw WireFault.unknownCode }
    return code
  }

  /// Throws when bytes are left over.
  func end() throws(WireFault) {
    guard position == untrustedBytes.count else { throw WireFault.tooLong }
  }

  private mutating func take(memory bytes: Int) throws(WireFault) {
    guard bytes <= memory else { throw WireFault.tooMuch }
    memory -= bytes
  }

  private mutating func word() throws(WireFault) -> UInt64 {
    guard untrustedBytes.count - position >= 8 else { throw WireFault.tooShort }
    defer { position += 8 }
    return (0..<8).reduce(0) { $0 | UInt64(untrustedBytes[position + $1]) << (8 * $1) }
  }
}

/// A message that does not keep to the protocol.
package struct WireFault: Error, Equatable {
  private let name: String

  static let tooShort = WireFault(name: "too-short")
  static let tooLong = WireFault(name: "too-long")
  /// What it says would take more memory than it may.
  package static let tooMuch = WireFault(name: "too-much")
  static let outOfRange = WireFault(name: "out-of-range")
  static let notUTF8 = WireFault(name: "not-utf8")
  static let unknownCode = WireFault(name: "unknown-code")
}
