private import CDescriptors

/// What Swift cannot say by itself: memory that has a descriptor, and descriptors that travel.
package enum DescriptorPassing {
  /// A new file of memory without a name, empty.
  package static func memoryFile() -> CInt? {
    let descriptor = cdescriptors_memory()
    return descriptor < 0 ? nil : descriptor
  }

  /// Makes a file of memory unchangeable for everybody.
  package static func seal(_ descriptor: CInt) -> Bool { cdescriptors_seal(descriptor) == 0 }

  /// Sends bytes, and a descriptor with the first of them.
  ///
  /// - Returns: how many bytes went, or a negative number with the reason in `errno`.
  package static func send(_ bytes: UnsafeRawBufferPointer, _ descriptor: CInt, over socket: CInt) -> Int {
    cdescriptors_send(socket, bytes.baseAddress, bytes.count, descriptor)
  }

  /// Receives bytes, and the descriptor that came with them, if one did.
  ///
  /// - Returns: how many bytes came, 0 when the other end is closed, or a negative number with the reason in `errno`.
  package static func receive(
    _ buffer: UnsafeMutableRawBufferPointer, over socket: CInt
  ) -> (count: Int, descriptor: CInt?) {
    var descriptor: CInt = -1
    let count = cdescriptors_receive(socket, buffer.baseAddress, buffer.count, &descriptor)
    return (count, descriptor < 0 ? nil : descriptor)
  }
}
