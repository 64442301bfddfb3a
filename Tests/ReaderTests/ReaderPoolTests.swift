import Dispatch
import IsolatedReading
import ReaderProtocol
import Synchronization
import Testing

@Suite struct ReaderPoolTests {
  private static func document(_ number: Int) -> [UInt8] { PDFSketch("<</T(a\(number))/FT/Tx>>").bytes }

  @Test func `answers come in the order of the documents, one each`() {
    let pool = ReaderPool(size: 3)
    var names: [String] = []
    pool.forEach(Array(0..<100)) { reader, number in
      reader.read(untrustedBytes: Self.document(number)).file.fields.map(\.name).joined()
    } take: {
      names.append($0)
    }
    #expect(names == (0..<100).map { "a\($0)" })
  }

  @Test func `one slow document stops none of a hundred others`() {
    let pool = ReaderPool(size: 2)
    let rest = DispatchSemaphore(value: 0)
    var taken: [Int] = []
    pool.forEach(Array(0...100), inOrder: false) { reader, number in
      // The first ends when all others have been taken, and not before.
      if number == 0 { for _ in 0..<100 { rest.wait() } }
      return reader.read(untrustedBytes: Self.document(number)).file.status == .ok ? number : -1
    } take: {
      taken.append($0)
      rest.signal()
    }
    #expect(taken.last == 0 && taken.sorted() == Array(0...100))
  }

  @Test func `when taking fails, nothing new is begun`() {
    struct Enough: Error {}
    let begun = Mutex(0)
    let taken = DispatchSemaphore(value: 0)
    #expect(throws: Enough.self) {
      try ReaderPool(size: 1).forEach(Array(0..<100)) { _, number in
        begun.withLock { $0 += 1 }
        if number == 1 { taken.wait() }
      } take: { _ in
        defer { taken.signal() }
        throw Enough()
      }
    }
    #expect(begun.withLock { $0 } <= 2)
  }

  @Test func `no documents, no answers`() {
    ReaderPool(size: 2, readerPath: "/nowhere").forEach([Int]()) { _, _ in
    } take: { _ in
      Issue.record("nothing to take")
    }
  }
}
