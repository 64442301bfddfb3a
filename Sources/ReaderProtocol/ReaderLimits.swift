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
  /// Bytes of memory that one message may take once it is read.
  package var message: Int { 2 * answer }
  /// Bytes of memory that a reader may fill.
  package var memory = 320 << 20
  /// Bytes of address space beyond that: libraries, the document, and the fonts of the system, which are mapped and cost no memory.
  package var mapped = 1 << 30
  /// Seconds for all questions about one document, without those in which the reader waited for a processor that others had: an
  /// honest file is not refused because the machine is busy. Of processor time for one question one more.
  package var seconds = 10
  /// Seconds by the clock, however busy the machine is.
  package var longestSeconds: Int { 60 * seconds }
  /// Seconds for what follows once the file is known: checking by the second reader.
  package var afterthoughtSeconds = 4
  /// Files read by one process before another takes its place, so that nothing adds up.
  package var filesPerProcess = 2_000

  package init() {}

  /// What most documents do with. A pool asks about each with these limits first, and again with the full ones, one document at a
  /// time, where they were too narrow; so the command and all its readers stay below 1 GiB.
  package static var ordinary: ReaderLimits {
    var limits = ReaderLimits()
    (limits.document, limits.answer, limits.memory) = (4 << 20, 4 << 20, 64 << 20)
    return limits
  }
  /// Readers with ordinary limits that there may be at a time.
  package static let mostOrdinary = 6

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
