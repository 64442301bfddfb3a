/// Turns values into the bytes of a message.
///
/// A compact encoding of our own rather than JSON: files, attachments and pictures travel as they are, the reader process
/// needs no Foundation (which would cost it start-up time and memory), and every length and count is checked at
/// one place, `WireReader`. Integers are 8 bytes, little-endian; texts and lists begin with their count.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ byte: UInt8) { bytes.append(byte) }
  mutating func put(_ flag: Bool) { put(flag ? 1 as UInt8 : 0) }
  mutating func put(_ number: Double) { put(word: number.bitPattern) }
  mutating func put(_ number: Int) { put(word: UInt64(bitPattern: Int64(number))) }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ block: [UInt8]) {
    put(block.count)
    bytes.append(contentsOf: block)
  }

  mutating func put<Value>(_ value: Value?, _ write: (inout WireWriter, Value) -> Void) {
    put(value != nil)
    if let value { write(&self, value) }
  }

  mutating func put<Element>(_ elements: [Element], _ write: (inout WireWriter, Element) -> Void) {
    put(elements.count)
    for element in elements { write(&self, element) }
  }

  private mutating func put(word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}
