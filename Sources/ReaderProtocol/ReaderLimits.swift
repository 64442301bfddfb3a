/// What one reader process may use. Both sides of the wall keep to the same numbers.
package struct ReaderLimits: Sendable, Equatable {
  /// The protocol's version: a reader of another one is not spoken to.
  package static let protocolVersion = 2
  /// The bytes before each message: its length, 4 bytes, little-endian.
  package static let headerLength = 4

  /// Bytes of the largest file that is handed to the reader.
  package var document = 64 << 20
  /// Bytes of one message, and of all that answer one request.
  package var answer = 64 << 20
  /// Bytes of memory that a reader may fill. Two readers and the near side stay below 1 GiB with it.
  package var memory = 320 << 20
  /// Bytes of address space beyond that: libraries, the document, and the fonts of the system, which are mapped and cost no memory.
  package var mapped = 1 << 30
  /// Seconds of wall-clock time for all questions about one document; of processor time for one question one more.
  package var seconds = 10
  /// Seconds for what follows once the file is known: checking by the second reader.
  package var afterthoughtSeconds = 4
  /// Files read by one process before another takes its place, so that nothing adds up.
  package var filesPerProcess = 2_000

  package init() {}

  /// Bytes of the largest request: a question, some passwords and a folder of root certificates.
  package static let request = 16 << 20

  /// What the reader is told on its command line.
  package var arguments: [String] { [document, answer, memory, mapped, seconds].map(String.init) }

  /// - Returns: `nil` when these are not the arguments that `arguments` makes.
  package init?(arguments: [String]) {
    let numbers = arguments.compactMap { Int($0) }
    guard arguments.count == 5, numbers.count == 5, numbers.allSatisfy({ (1...(1 << 40)).contains($0) }) else {
      return nil
    }
    document = numbers[0]
    answer = numbers[1]
    memory = numbers[2]
    mapped = numbers[3]
    seconds = numbers[4]
  }
}
