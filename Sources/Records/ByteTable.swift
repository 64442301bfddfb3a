/// Numbers by short texts, looked up by their UTF-8 without making a `String` of it.
///
/// Open addressing in one array: a look-up hashes the bytes once and, as a rule, compares one text.
package struct ByteTable: Sendable {
  private struct Slot {
    var start: Int32 = 0
    var end: Int32 = -1
    var value: Int32 = 0
  }

  private var slots: [Slot]
  private var texts: [UInt8] = []
  private var count = 0

  /// - Parameter capacity: How many texts are expected.
  package init(capacity: Int = 8) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
  }

  /// The number of a text; `nil` for one that was not put in.
  package subscript(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      texts.withUnsafeBufferPointer { texts in
        var index = Self.hash(text) & (slots.count - 1)
        while slots[index].end >= 0 {
          let slot = slots[index]
          let length = Int(slot.end - slot.start)
          if length == text.count, Self.equal(text, texts, at: Int(slot.start)) { return Int(slot.value) }
          index = (index + 1) & (slots.count - 1)
        }
        return nil
      }
    }
  }

  /// Puts a text in, unless it is in already.
  package mutating func insert(_ text: UnsafeBufferPointer<UInt8>, _ value: Int) {
    guard self[text] == nil else { return }
    if (count + 1) * 2 > slots.count { grow() }
    let start = texts.count
    texts.append(contentsOf: text)
    put(Slot(start: Int32(start), end: Int32(texts.count), value: Int32(value)), hash: Self.hash(text))
    count += 1
  }

  package mutating func insert(_ text: String, _ value: Int) {
    var text = text
    text.withUTF8 { insert($0, value) }
  }

  private mutating func put(_ slot: Slot, hash: Int) {
    var index = hash & (slots.count - 1)
    while slots[index].end >= 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.end >= 0 {
      let hash = texts.withUnsafeBufferPointer {
        Self.hash(UnsafeBufferPointer(rebasing: $0[Int(slot.start)..<Int(slot.end)]))
      }
      put(slot, hash: hash)
    }
  }

  private static func equal(
    _ text: UnsafeBufferPointer<UInt8>, _ texts: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Bool {
    for index in 0..<text.count where text[index] != texts[start + index] { return false }
    return true
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
