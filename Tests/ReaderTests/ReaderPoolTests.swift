import Dispatch
import IsolatedReading
import ReaderProtocol
import Synchronization
import Testing

@Suite struct ReaderPoolTests {
  private static func document(_ number: Int) -> [UInt8] { PDFSketch("<</T(a\(number))/FT/Tx>>").bytes }

  @Test func `one slow document stops none of a hundred others`() {
    let pool = ReaderPool(size: 2)
    let (slow, rest) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let names = Mutex<[String]>([])
    DispatchQueue(label: "slow").async {
      pool.withReader { reader in
        slow.signal()
        // It ends when all others have been read, and not before.
        for _ in 0..<100 { rest.wait() }
        let file = reader.read(untrustedBytes: Self.document(0)).file
        names.withLock { $0 += file.fields.map(\.name) }
      }
      slow.signal()
    }
    slow.wait()
    for number in 1...100 {
      let file = pool.withReader { $0.read(untrustedBytes: Self.document(number)).file }
      names.withLock { $0 += file.fields.map(\.name) }
      rest.signal()
    }
    slow.wait()
    #expect(names.withLock { $0 } == (1...100).map { "a\($0)" } + ["a0"])
  }
}
