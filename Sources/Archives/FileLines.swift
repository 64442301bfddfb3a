package import Diagnostics

/// The lines of a file, read in pieces: any number of them in constant memory.
package struct FileLines: ~Copyable {
  private let pieces: FilePieces
  private var buffer: [UInt8] = []
  private var start = 0
  /// How many bytes the complete lines so far have, their ends included.
  package private(set) var length = 0

  /// - Throws: `Refusal` when the file cannot be read.
  package init(path: String) throws(Refusal) {
    pieces = try FilePieces(path: path, name: path)
  }

  /// The next line without its end; `nil` after the last complete one: half a line is no line.
  package mutating func next() throws(Refusal) -> ArraySlice<UInt8>? {
    while true {
      if let end = buffer[start...].firstIndex(of: 0x0A) {
        defer {
          length += end + 1 - start
          start = end + 1
        }
        return buffer[start..<end]
      }
      buffer.removeFirst(start)
      start = 0
      guard let piece = try pieces.next() else { return nil }
      buffer += piece
    }
  }
}
