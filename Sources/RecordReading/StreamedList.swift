internal import Archives
import Diagnostics
private import Synchronization

/// A list that comes by itself, such as through the standard input: what was looked at to tell its format is kept for the
/// one who reads it.
final class StreamedList: Sendable {
  private struct State {
    /// What was read ahead.
    var head: [UInt8] = []
    var isAtEnd = false
    var isTaken = false
  }

  /// No first line is looked at further than this.
  private static let enough = 64 << 10

  private let source: FilePieces
  private let state = Mutex(State())

  init(_ source: FilePieces) { self.source = source }

  /// The first bytes, with the whole first line: enough to tell a format.
  func head() throws(Refusal) -> [UInt8] {
    var (head, isAtEnd) = state.withLock { ($0.head, $0.isAtEnd) }
    while !head.contains(0x0A), head.count < Self.enough, !isAtEnd {
      let piece = try source.next()
      head += piece ?? []
      isAtEnd = piece == nil
    }
    state.withLock { ($0.head, $0.isAtEnd) = (head, isAtEnd) }
    return head
  }

  /// The list from its beginning, once.
  func pieces(_ name: String) throws(Refusal) -> Pieces {
    let isTaken = state.withLock { state in
      defer { state.isTaken = true }
      return state.isTaken
    }
    guard !isTaken else { throw onlyOnce(name) }
    return { [self] () throws(Refusal) -> [UInt8]? in
      let head = state.withLock { state in
        defer { state.head = [] }
        return state.head
      }
      return head.isEmpty ? try source.next() : head
    }
  }
}

/// What is said of a list that would have to be read twice, or in another order than it comes in.
func onlyOnce(_ name: String) -> Refusal {
  refusal(
    .listWrongFormat, file: name,
    Phrase(
      "从标准输入只能读 UTF-8 编码的 JSON Lines、JSON 或 CSV",
      "only JSON Lines, JSON or CSV in UTF-8 can come through the standard input"),
    hint: Phrase("请先存成文件，再给出文件名", "save it to a file and give the file's name"))
}
