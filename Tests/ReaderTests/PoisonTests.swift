import Glibc
import IsolatedReading
import ReaderProtocol
import Testing

/// Documents that kill readers, and what is remembered of them. Readers are shell scripts that play them.
@Suite struct PoisonTests {
  private static let greeting = #"printf '\013\000\000\000\001\002\000\000\000\000\000\000\000\000\000' >&0"#
  private static let document = Array("document".utf8)

  /// Lends a script that says each time that it was started, by a line in a file.
  private func withReader<Result>(
    _ script: String, _ body: (_ path: String, _ starts: () -> Int) throws -> Result
  ) throws -> Result {
    var template = Array("/tmp/poison-tests-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    let (path, log) = (folder + "/reader", folder + "/log")
    defer {
      unlink(path)
      unlink(log)
      rmdir(folder)
    }
    let text = "#!/bin/sh\necho start >> \(log)\n\(script)\n"
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    chmod(path, 0o700)
    return try body(path) {
      guard let file = fopen(log, "r") else { return 0 }
      defer { fclose(file) }
      var lines = 0
      while case let byte = fgetc(file), byte != EOF { lines += byte == 10 ? 1 : 0 }
      return lines
    }
  }

  @Test func `a document that crashes a reader is tried once more, then refused unread and remembered`() throws {
    try withReader(Self.greeting + "; head -c 1 <&0 >/dev/null; kill -SEGV $$") { path, starts in
      let record = KillRecord()
      let reader = IsolatedReader(readerPath: path, record: record)
      for _ in 0..<3 { #expect(reader.read(untrustedBytes: Self.document).file.reason == .crashed) }
      #expect(starts() == 2)
      let entries = record.list.entries
      #expect(entries.count == 1 && entries.values.allSatisfy { $0.kills == 2 && $0.reason == .crashed })
      let later = IsolatedReader(readerPath: path, record: KillRecord(PoisonList(untrustedText: record.list.text)))
      #expect(later.read(untrustedBytes: Self.document).file.reason == .crashed)
      #expect(starts() == 2)
      #expect(later.read(untrustedBytes: Self.document + [0]).file.reason == .crashed)
      #expect(starts() == 4)
    }
  }

  @Test func `what goes well the second time is an answer`() throws {
    let file = FormFile(status: .ok, metadata: FormMetadata(pageCount: 1))
    let frames = [ReaderAnswer.file(file), .secondOpinion(SecondOpinion()), .done].map { answer -> String in
      let message = answer.encoded()
      let bytes = [UInt8(message.count & 0xFF), UInt8(message.count >> 8), 0, 0] + message
      return bytes.map { "\\" + String($0 >> 6) + String($0 >> 3 & 7) + String($0 & 7) }.joined()
    }
    let request = 4 + ReaderRequest(.inspect(InspectionWish())).encoded().count
    let script = """
      \(Self.greeting); head -c \(request) <&0 >/dev/null
      if [ "$(wc -l < "$(dirname "$0")/log")" = 1 ]; then kill -SEGV $$; fi
      printf '\(frames.joined())' >&0
      sleep 60
      """
    try withReader(script) { path, starts in
      let record = KillRecord()
      let answer = IsolatedReader(readerPath: path, record: record).read(untrustedBytes: Self.document)
      #expect(answer.file == file && starts() == 2)
      #expect(record.list.entries.values.map(\.kills) == [1])
    }
  }

  @Test func `time is for a document, not for a try: what overran is not tried again, and next time once more`() throws
  {
    // A byte now and then is no progress.
    let script = Self.greeting + "; while sleep 0.1; do printf '\\001' >&0; done"
    try withReader(script) { path, starts in
      var limits = ReaderLimits()
      limits.seconds = 1
      let record = KillRecord()
      let reader = IsolatedReader(readerPath: path, limits: limits, record: record)
      let document = try ReturnedDocument(untrustedBytes: Self.document)
      for _ in 0..<2 { #expect(reader.read(document).file.reason == .timeout) }
      #expect(starts() == 1)
      #expect(reader.read(untrustedBytes: Self.document).file.reason == .timeout)
      #expect(starts() == 2 && record.list.entries.values.map(\.kills) == [2])
    }
  }

  @Test func `a list of poison is text that may be cut anywhere`() {
    var list = PoisonList()
    list.note(.memory, of: [UInt8](repeating: 1, count: 32))
    for _ in 0..<3 { list.note(.crashed, of: [UInt8](repeating: 0xAB, count: 32)) }
    #expect(list.text.split(separator: "\n").map { $0.suffix(11) } == ["01 memory 1", "b crashed 2"])
    #expect(PoisonList(untrustedText: list.text) == list)
    #expect(list.reason(against: [UInt8](repeating: 1, count: 32)) == nil)
    #expect(list.reason(against: [UInt8](repeating: 0xAB, count: 32)) == .crashed)
    let bytes = Array(list.text.utf8)
    for length in 0...bytes.count {
      let cut = PoisonList(untrustedText: String(decoding: bytes.prefix(length), as: UTF8.self))
      #expect(cut.entries.allSatisfy { list.entries[$0.key] == $0.value })
    }
    let strange =
      "\n# x\nab memory 2\n\(String(repeating: "0", count: 64)) other 2\n\(String(repeating: "f", count: 64)) memory 9\n"
    #expect(
      PoisonList(untrustedText: strange + list.text + list.text.replacing("1\n", with: "2\r\n")).entries.count == 2)
    #expect(PoisonList(untrustedText: strange).entries.isEmpty)
  }
}
