private import Glibc

/// The bytes of one document, which everyone reads where they lie.
///
/// Sealed memory of the near side, mapped; or memory of our own, for a document that had to be mended.
final class DocumentBytes: RandomAccessCollection {
  private let memory: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// Maps all of a descriptor, which is closed.
  ///
  /// - Returns: `nil` when it cannot be mapped.
  init?(descriptor: CInt) {
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= 0 else { return nil }
    let count = Int(status.st_size)
    isMapped = count > 0
    // Nothing of length 0 can be mapped.
    guard isMapped else {
      memory = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else { return nil }
    memory = UnsafeRawBufferPointer(start: start, count: count)
  }

  init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyBytes(from: bytes)
    memory = UnsafeRawBufferPointer(copy)
    isMapped = false
  }

  /// Part of a document, and what is written behind it.
  init(_ document: Slice<DocumentBytes>, followedBy tail: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: document.count + tail.count, alignment: 16)
    document.base.withUnsafeBytes { copy.copyBytes(from: $0[document.startIndex..<document.endIndex]) }
    UnsafeMutableRawBufferPointer(rebasing: copy[document.count...]).copyBytes(from: tail)
    memory = UnsafeRawBufferPointer(copy)
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
    } else {
      memory.deallocate()
    }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { memory.count }

  subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < memory.count, "an offset outside of the document")
    return memory[position]
  }

  /// Lends the memory; it lives as long as this object.
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(memory)
  }

  /// Lends the memory as one piece to whoever copies it or searches in it.
  func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try memory.withMemoryRebound(to: UInt8.self, body)
  }
}

/// Where a word stands first.
func firstIndex(of word: String, in bytes: Slice<DocumentBytes>) -> Int? {
  let word = Array(word.utf8)
  guard let head = word.first, bytes.count >= word.count else { return nil }
  return bytes.base.withUnsafeBytes { memory in
    var rest = memory[bytes.startIndex...bytes.endIndex - word.count]
    while let start = rest.baseAddress(), let found = memchr(start, CInt(head), rest.count) {
      let index = rest.startIndex + (UnsafeRawPointer(found) - start)
      if memory[index..<index + word.count].elementsEqual(word) { return index }
      rest = rest[(index + 1)...]
    }
    return nil
  }
}

/// Where a word stands last.
func lastIndex(of word: String, in bytes: Slice<DocumentBytes>) -> Int? {
  let word = Array(word.utf8)
  guard let head = word.first, bytes.count >= word.count else { return nil }
  return bytes.base.withUnsafeBytes { memory in
    (bytes.startIndex...bytes.endIndex - word.count).last {
      memory[$0] == head && memory[$0..<$0 + word.count].elementsEqual(word)
    }
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate func baseAddress() -> UnsafeRawPointer? {
    isEmpty ? nil : UnsafeRawBufferPointer(rebasing: self).baseAddress
  }
}
