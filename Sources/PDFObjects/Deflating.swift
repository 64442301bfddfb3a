private import CDeflate
private import Synchronization

/// The data of a stream, compressed or not, ready to be written any number of times.
package struct EncodedStream: Sendable {
  package let data: [UInt8]
  package let isDeflated: Bool

  /// Data that is written as it stands.
  package init(plain data: [UInt8]) {
    self.data = data
    isDeflated = false
  }

  /// Data that was compressed before, or was not worth it.
  package init(data: [UInt8], isDeflated: Bool) {
    self.data = data
    self.isDeflated = isDeflated
  }

  init(deflated data: [UInt8]) {
    self.data = data
    isDeflated = true
  }
}

/// Compresses streams (FlateDecode), for any number of workers.
///
/// A compressor needs more than a megabyte of tables: each is used by one caller at a time and then by the next.
package final class Deflating: Sendable {
  /// How hard to try.
  package enum Effort: Sendable {
    /// For what is written once and hardly yields more to a longer search, such as fonts.
    case instant
    /// For what is written once.
    case quick
    /// For what is compressed once and written into many files.
    case thorough
    /// Leave everything readable.
    case none
  }

  private let instant = Pool(level: 1)
  private let quick = Pool(level: 6)
  private let thorough = Pool(level: 12)
  private let isOff: Bool

  /// - Parameter isOff: Whether to leave all streams as they are, for people to read.
  package init(isOff: Bool = false) {
    self.isOff = isOff
  }

  /// Compresses data, or keeps it as it is when that is smaller.
  package func encode(_ data: [UInt8], _ effort: Effort = .quick) -> EncodedStream {
    data.withUnsafeBufferPointer { deflate($0, effort) }.map { EncodedStream(deflated: $0) }
      ?? EncodedStream(plain: data)
  }

  package func encode(_ content: borrowing ContentBytes, _ effort: Effort) -> EncodedStream {
    content.withBytes { deflate($0, effort) }.map { EncodedStream(deflated: $0) } ?? EncodedStream(plain: content.bytes)
  }

  /// - Returns: `nil` when the data stays as it is.
  private func deflate(_ data: UnsafeBufferPointer<UInt8>, _ effort: Effort) -> [UInt8]? {
    // The filter's name and zlib's frame cost some thirty bytes.
    guard !isOff, data.count > 60 else { return nil }
    return switch effort {
    case .none: nil
    case .instant: instant.deflate(data)
    case .quick: quick.deflate(data)
    case .thorough: thorough.deflate(data)
    }
  }
}

private final class Pool: Sendable {
  private let level: CInt
  private let idle = Mutex<[Compressor]>([])

  init(level: CInt) { self.level = level }

  /// - Returns: `nil` when the data would not become smaller.
  func deflate(_ data: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let level = self.level
    guard let compressor = idle.withLock({ $0.popLast() }) ?? Compressor(level: level) else { return nil }
    defer { idle.withLock { $0.append(compressor) } }
    return compressor.deflate(data)
  }
}

/// `@unchecked Sendable` is true because the pool lends a compressor to one caller at a time.
private final class Compressor: @unchecked Sendable {
  private let compressor: OpaquePointer

  init?(level: CInt) {
    guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
    self.compressor = compressor
  }

  deinit { libdeflate_free_compressor(compressor) }

  func deflate(_ data: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let room = data.count - 20
    guard room > 0 else { return nil }
    let deflated = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = libdeflate_zlib_compress(compressor, data.baseAddress, data.count, buffer.baseAddress, room)
    }
    return deflated.isEmpty ? nil : deflated
  }
}
