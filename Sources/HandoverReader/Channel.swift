private import Glibc
import ReaderProtocol

/// The one way in and out: messages over standard input, which is a socket.
struct Channel {
  private let descriptor: CInt = 0
  let limits: ReaderLimits

  /// The next message; `nil` when the other side has gone or is not to be understood.
  func receive() -> [UInt8]? {
    guard let header = read(ReaderLimits.headerLength) else { return nil }
    let length = header.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    return length <= limits.request ? read(length) : nil
  }

  /// - Returns: whether it was sent; a message over the limit is not.
  @discardableResult
  func send(_ answer: ReaderAnswer) -> Bool {
    let message = answer.encoded()
    guard message.count <= limits.answer else { return false }
    let header = (0..<ReaderLimits.headerLength).map { UInt8(truncatingIfNeeded: message.count >> (8 * $0)) }
    return write(header) && write(message)
  }

  private func read(_ count: Int) -> [UInt8]? {
    var filled = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while filled < count {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        filled += got
      }
      initialized = filled
    }
    return filled == count ? bytes : nil
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }
}
