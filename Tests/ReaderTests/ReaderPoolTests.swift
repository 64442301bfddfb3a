import Dispatch
import Glibc
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

  @Test func `what is too much for an ordinary reader is read again with more room, and only that`() throws {
    // An ordinary reader that is told to fail as one does that has no memory left.
    let script = """
      #!/bin/sh
      echo "$3" >> "$0.log"
      if [ "$3" = \(ReaderLimits.ordinary.memory) ]; then
        printf '\\013\\000\\000\\000\\001\\002\\000\\000\\000\\000\\000\\000\\000\\000\\000' >&0
        head -c 1 <&0 >/dev/null; echo 'terminate called: std::bad_alloc' >&2; kill -ABRT $$
      fi
      exec \(IsolatedReader.pathBesideThisProgram()) "$@"

      """
    var template = Array("/tmp/pool-tests-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      unlink(path)
      unlink(path + ".log")
    }
    #expect(write(descriptor, script, script.utf8.count) == script.utf8.count)
    fchmod(descriptor, 0o700)
    close(descriptor)
    let pool = ReaderPool(size: 1, readerPath: path)
    let document = try ReturnedDocument(untrustedBytes: Self.document(7))
    #expect(pool.withReader { $0.read(document).file.fields.map(\.name) } == ["a7"])
    let log = try #require(fopen(path + ".log", "r"))
    defer { fclose(log) }
    var started: [Int32] = []
    var memory: Int32 = 0
    while withUnsafeMutablePointer(to: &memory, { withVaList([$0]) { vfscanf(log, "%d", $0) } }) == 1 {
      started.append(memory)
    }
    #expect(started == [ReaderLimits.ordinary.memory, ReaderLimits().memory].map(Int32.init))
  }

  @Test func `what does not fit into an ordinary answer is asked for again with more room`() throws {
    let attachment = [UInt8](repeating: 0x20, count: 3 << 20)
    let sketch = PDFSketch(
      "<</T(a)/FT/Tx>>", "<</Type/Filespec/F(x.xml)/EF<</F 6 0 R>>>>",
      catalog: "/Names<</EmbeddedFiles<</Names[(x.xml)5 0 R]>>>>"
    ).adding(Array("<</Length \(attachment.count)>>stream\n".utf8) + attachment + Array("\nendstream".utf8))
    let document = try ReturnedDocument(untrustedBytes: sketch.bytes)
    let answer = ReaderPool(size: 1).withReader { $0.read(document, InspectionWish(attachments: ["x.xml"])) }
    #expect(answer.untrustedAttachment(named: "x.xml")?.count == attachment.count)
  }
}
