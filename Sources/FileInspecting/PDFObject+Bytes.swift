extension PDFObject {
  /// The object as it is written in a file.
  ///
  /// - Parameter limit: Bytes; what is longer, or nested absurdly, comes out as `nil`.
  func bytes(limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    return write(to: &bytes, limit: limit, depth: 0) ? bytes : nil
  }

  private func write(to bytes: inout [UInt8], limit: Int, depth: Int) -> Bool {
    guard depth < 64, bytes.count < limit else { return false }
    switch self {
    case .null: bytes += Array("null ".utf8)
    case .boolean(let flag): bytes += Array((flag ? "true " : "false ").utf8)
    case .integer(let number): bytes += Array("\(number) ".utf8)
    case .real(let number): bytes += Array(plainDecimal(number).utf8)
    case .name(let name): name.write(to: &bytes)
    case .string(let text):
      bytes.append(UInt8(ascii: "<"))
      for byte in text { bytes += hexadecimal(byte) }
      bytes.append(UInt8(ascii: ">"))
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for item in items { guard item.write(to: &bytes, limit: limit, depth: depth + 1) else { return false } }
      bytes.append(UInt8(ascii: "]"))
    case .dictionary(let dictionary):
      bytes += Array("<<".utf8)
      for (name, value) in dictionary.entries {
        name.write(to: &bytes)
        guard value.write(to: &bytes, limit: limit, depth: depth + 1) else { return false }
      }
      bytes += Array(">>".utf8)
    case .stream(let number, _), .reference(let number):
      bytes += Array("\(number.id) \(number.generation) R ".utf8)
    }
    return true
  }
}

extension PDFName {
  fileprivate func write(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "/"))
    for byte in bytes {
      let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      if isPlain { output.append(byte) } else { output += [UInt8(ascii: "#")] + hexadecimal(byte) }
    }
    output.append(UInt8(ascii: " "))
  }
}

/// A number as PDF takes it: never with an exponent.
func plainDecimal(_ number: Double) -> String {
  let millionths = (min(max(number, -1e9), 1e9) * 1_000_000).rounded()
  guard millionths.isFinite else { return "0 " }
  let whole = Int(abs(millionths))
  let digits = String(whole % 1_000_000)
  let fraction = String(repeating: "0", count: 6 - digits.count) + digits
  return "\(millionths < 0 ? "-" : "")\(whole / 1_000_000).\(fraction) "
}

private func hexadecimal(_ byte: UInt8) -> [UInt8] {
  let digits = Array("0123456789ABCDEF".utf8)
  return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}
