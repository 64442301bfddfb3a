/// Small ZIP files by hand, honest and otherwise: entries are stored, names are whatever bytes.
struct ZIPSketch {
  private var local: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  var bytes: [UInt8] {
    local + directory + le(0x0605_4B50, 4) + le(0, 4) + le(count, 2) + le(count, 2) + le(directory.count, 4)
      + le(local.count, 4) + le(0, 2)
  }

  func adding(_ name: String, _ content: [UInt8]) -> ZIPSketch { adding(Array(name.utf8), content) }

  /// - Parameters:
  ///   - flags: General purpose bits, such as 1 for encrypted.
  ///   - extra: An extra field of the directory's entry.
  ///   - says: How many bytes the entry says that it unpacks to.
  func adding(
    _ name: [UInt8], _ content: [UInt8], flags: Int = 0, extra: [UInt8] = [], says: Int? = nil
  ) -> ZIPSketch {
    var sketch = self
    let sums = le(Int(crc32(content)), 4) + le(content.count, 4) + le(says ?? content.count, 4)
    sketch.directory +=
      le(0x0201_4B50, 4) + le(20, 2) + le(20, 2) + le(flags, 2) + le(0, 2) + le(0, 2) + le(0x21, 2) + sums
      + le(name.count, 2) + le(extra.count, 2) + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(local.count, 4) + name
      + extra
    sketch.local +=
      le(0x0403_4B50, 4) + le(20, 2) + le(flags, 2) + le(0, 2) + le(0, 2) + le(0x21, 2) + sums + le(name.count, 2)
      + le(0, 2) + name + content
    sketch.count += 1
    return sketch
  }

  /// The extra field that gives a name in UTF-8 (Info-ZIP 0x7075).
  static func unicodePath(_ name: String, of raw: [UInt8]) -> [UInt8] {
    let content = [1] + ZIPSketch().le(Int(crc32(raw)), 4) + Array(name.utf8)
    return ZIPSketch().le(0x7075, 2) + ZIPSketch().le(content.count, 2) + content
  }

  private func le(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
}
