private import Glibc
import ReaderProtocol

/// The one way in and out: messages over standard input, which is a socket.
struct Channel {
  private let descriptor: CInt = 0
  let limits: ReaderLimits

  /// The next message and the document that came with it; `nil` when the other side has gone or is not to be understood.
  func receive() -> (message: [UInt8], document: DocumentBytes)? {
    guard let (header, descriptor) = readHeader(), let document = DocumentBytes(descriptor: descriptor) else {
      return nil
    }
    let length = header.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    guard length <= ReaderLimits.request, let message = read(length) else { return nil }
    return (message, document)
  }

  /// - Parameter limit: Bytes that it may have; by default those of all answers to a request.
  /// - Returns: how many bytes were sent; `nil` when it was over the limit, and so was not.
  @discardableResult
  func send(_ answer: ReaderAnswer, limit: Int? = nil) -> Int? {
    let message = answer.encoded()
    guard message.count <= limit ?? limits.answer else { return nil }
    let header = (0..<ReaderLimits.headerLength).map { UInt8(truncatingIfNeeded: message.count >> (8 * $0)) }
    return write(header + message) ? message.count : nil
  }

  /// The document's descriptor comes with the first byte.
  private func readHeader() -> (header: [UInt8], descriptor: CInt)? {
    var first: UInt8 = 0
    while true {
      let (count, document) = withUnsafeMutableBytes(of: &first) { DescriptorPassing.receive($0, over: descriptor) }
      if count < 0 && errno == EINTR { continue }
      guard count == 1, let document, let rest = read(ReaderLimits.headerLength - 1) else { return nil }
      return ([first] + rest, document)
    }
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
