import Foundation

/// The lines of a file, looked up by where they stand; the file is not held in memory, however long it is.
final class AnswerLines {
  private let handle: FileHandle

  /// - Returns: `nil` when there is no such file.
  init?(path: String) {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    self.handle = handle
  }

  deinit { try? handle.close() }

  /// - Returns: `nil` when the file ends before.
  func line(at range: Range<Int>) -> Data? {
    guard (try? handle.seek(toOffset: UInt64(range.lowerBound))) != nil,
      let data = try? handle.read(upToCount: range.count), data.count == range.count
    else { return nil }
    return data
  }

  /// Gives all whole lines, in order.
  ///
  /// - Parameter body: Gets a line without its end, and where it stands; says whether to go on.
  func forEach(_ body: (Data, Range<Int>) -> Bool) {
    var rest = Data()
    var start = 0
    try? handle.seek(toOffset: 0)
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty {
      rest.append(piece)
      var position = rest.startIndex
      while let end = rest[position...].firstIndex(of: 0x0A) {
        let count = end - position
        guard body(rest[position..<end], start..<start + count) else { return }
        start += count + 1
        position = end + 1
      }
      rest = Data(rest[position...])
    }
  }
}
