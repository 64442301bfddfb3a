import Glibc
import IsolatedReading
import ReaderProtocol
import Testing

/// The near side against readers that misbehave: shell scripts that play them.
@Suite struct WallTests {
  /// The greeting of a true reader, for `printf`.
  private static let greeting = #"printf '\013\000\000\000\001\002\000\000\000\000\000\000\000\000\000' >&0"#
  private static let bytes = PDFSketch("<</T(a)/FT/Tx>>").bytes

  /// - Parameter seconds: Within which it must answer.
  private func answer(ofReader script: String, seconds: Int = 1) throws -> FormFile {
    var template = Array("/tmp/wall-tests-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let text = "#!/bin/sh\n\(script)\n"
    #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
    fchmod(descriptor, 0o700)
    close(descriptor)
    var limits = ReaderLimits()
    limits.seconds = seconds
    let reader = IsolatedReader(readerPath: path, limits: limits)
    let started = ContinuousClock.now
    let file = reader.read(untrustedBytes: Self.bytes).file
    #expect(started.duration(to: .now) < .seconds(seconds + 4))
    return file
  }

  @Test(arguments: [
    (greeting, Reason.crashed),
    (greeting + "; kill -SEGV $$", .crashed),
    (greeting + "; echo 'terminate called: std::bad_alloc' >&2; kill -ABRT $$", .memory),
    (greeting + "; kill -KILL $$", .memory),
    (greeting + "; kill -XCPU $$", .timeout),
    (greeting + "; exec sleep 60", .timeout),
    (greeting + #"; printf '\377\377\377\377' >&0; exec sleep 60"#, .crashed),
    (greeting + #"; printf '\002\000\000\000\003x' >&0; exec sleep 60"#, .crashed),
    (greeting + "; while :; do echo >&0; done", .crashed),
    ("exec sleep 60", .readerUnusable),
    ("exit 0", .readerUnusable),
    (#"printf '\013\000\000\000\001\001\000\000\000\000\000\000\000\000\000' >&0"#, .readerUnusable),
  ])
  func `whatever the reader does, the caller has an answer in time`(script: String, reason: Reason) throws {
    let file = try answer(ofReader: script)
    #expect(file.status == .failed && file.fields.isEmpty)
    #expect(file.reason == reason)
  }

  @Test func `a reader that is not there is named as the fault`() {
    #expect(IsolatedReader(readerPath: "/nowhere").read(untrustedBytes: Self.bytes).file.reason == .readerUnusable)
  }

  @Test func `a file that is known is kept when the reader is lost afterwards`() throws {
    let file = FormFile(status: .ok, fields: [FormField(name: "a", type: .text)], metadata: FormMetadata(pageCount: 1))
    let message = ReaderAnswer.file(file).encoded()
    let frame = [UInt8(message.count), 0, 0, 0] + message
    let octal = frame.map { "\\" + String($0 >> 6) + String($0 >> 3 & 7) + String($0 & 7) }.joined()
    let request = ReaderRequest(.inspect(InspectionWish()))
    let listen = "head -c \(4 + request.encoded().count) <&0 >/dev/null; "
    for end in ["exec sleep 60", "exit 1"] {
      let script = Self.greeting + "; " + listen + "printf '\(octal)' >&0; " + end
      let answer = try self.answer(ofReader: script, seconds: 10)
      #expect(answer.status == .ok && answer.fields == file.fields)
      #expect(answer.findings.map(\.code.rawValue) == ["second-opinion-missing"])
    }
  }

  @Test func `no process and no file stays behind`() {
    let before = openFiles()
    for _ in 0..<5 {
      var limits = ReaderLimits()
      limits.filesPerProcess = 1
      let reader = IsolatedReader(limits: limits)
      for _ in 0..<2 { #expect(reader.read(untrustedBytes: Self.bytes).file.status == .ok) }
    }
    // Other tests run beside this one and hold some.
    #expect(openFiles() < before + 12)
  }

  private func openFiles() -> Int { (0..<1_024).count { fcntl($0, F_GETFD) >= 0 } }

  @Test func `messages survive the wall, and no cut or changed one is believed or harmful`() throws {
    let file = FormFile(
      status: .ok,
      fields: [
        FormField(
          name: "姓名", type: .choice, value: .many(["a", ""]), options: [.init(export: "a", label: "甲")], page: 1,
          box: [0, 0.5, -1, 1e9])
      ],
      signatures: [FormSignature(field: "s", verdict: .unverifiable, coversWholeFile: false, byteRange: [0, 1])],
      attachments: [FormAttachment(name: "x", size: nil)], active: [ActiveItem(kind: "XFA", place: "form")],
      revisions: 3,
      metadata: FormMetadata(pageCount: 1, information: [.init(key: "Title", value: "t")], xmp: "<x/>"),
      notes: [FormNote(.recovered, field: "f", detail: "d")])
    let message = ReaderAnswer.file(file).encoded()
    #expect(try ReaderAnswer(untrustedMessage: message) == .file(file))
    for length in 0..<message.count {
      #expect(throws: WireFault.self) { try ReaderAnswer(untrustedMessage: Array(message.prefix(length))) }
    }
    #expect(throws: WireFault.self) { try ReaderAnswer(untrustedMessage: message + [0]) }
    for index in message.indices {
      var changed = message
      changed[index] ^= 0xFF
      if let answer = try? ReaderAnswer(untrustedMessage: changed) { #expect(answer != .file(file)) }
    }
  }
}
