import Glibc
import IsolatedReading
import ReaderProtocol
import Testing

/// Documents that kill readers, and what is remembered of them. Readers are shell scripts that play them.
@Suite struct KillTests {
  private static let greeting = #"printf '\013\000\000\000\001\002\000\000\000\000\000\000\000\000\000' >&0"#
  private static let document = Array("document".utf8)

  /// Lends a script that says each time that it was started, by a line in a file.
  private func withReader<Result>(
    _ script: String, _ body: (_ path: String, _ starts: () -> Int) throws -> Result
  ) throws -> Result {
    var template = Array("/tmp/kill-tests-XXXXXX".utf8CString)
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
      let other = IsolatedReader(readerPath: path, record: record)
      #expect(other.read(untrustedBytes: Self.document).file.reason == .crashed)
      #expect(starts() == 2)
      #expect(other.read(untrustedBytes: Self.document + [0]).file.reason == .crashed)
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
      let answer = IsolatedReader(readerPath: path).read(untrustedBytes: Self.document)
      #expect(answer.file == file && starts() == 2)
    }
  }

  @Test func `time is for a document, not for a try: what overran is not tried again, and next time once more`() throws
  {
    // A byte now and then is no progress.
    let script = Self.greeting + "; while sleep 0.1; do printf '\\001' >&0; done"
    try withReader(script) { path, starts in
      var limits = ReaderLimits()
      limits.seconds = 1
      let reader = IsolatedReader(readerPath: path, limits: limits)
      let document = try ReturnedDocument(untrustedBytes: Self.document)
      for _ in 0..<2 { #expect(reader.read(document).file.reason == .timeout) }
      #expect(starts() == 1)
      #expect(reader.read(untrustedBytes: Self.document).file.reason == .timeout)
      #expect(starts() == 2)
      #expect(reader.read(untrustedBytes: Self.document).file.reason == .timeout)
      #expect(starts() == 2)
    }
  }
}
