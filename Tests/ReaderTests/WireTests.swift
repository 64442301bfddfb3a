import ReaderProtocol
import Testing

/// The protocol over many values: what is written is read, and nothing that was cut or changed does harm.
@Suite struct WireTests {
  @Test(arguments: 0..<40)
  func `requests survive the wall, and cut or changed ones do no harm`(seed: UInt64) throws {
    var random = Seeded(seed)
    let request = ReaderRequest(
      random.question, passwords: random.list { $0.text }, roots: random.list { $0.bytes })
    let message = request.encoded()
    #expect(try ReaderRequest(untrustedMessage: message) == request)
    for length in message.indices {
      #expect(throws: WireFault.self) { try ReaderRequest(untrustedMessage: Array(message.prefix(length))) }
    }
    for changed in random.changes(of: message) {
      if let read = try? ReaderRequest(untrustedMessage: changed) { #expect(read != request) }
    }
  }

  @Test(arguments: 0..<40)
  func `answers survive the wall, and cut or changed ones do no harm`(seed: UInt64) throws {
    var random = Seeded(seed)
    let answer = random.answer
    let message = answer.encoded()
    #expect(try ReaderAnswer(untrustedMessage: message) == answer)
    for length in message.indices {
      #expect(throws: WireFault.self) { try ReaderAnswer(untrustedMessage: Array(message.prefix(length))) }
    }
    for changed in random.changes(of: message) {
      if let read = try? ReaderAnswer(untrustedMessage: changed) { #expect(read != answer) }
    }
  }

  @Test func `an answer that would grow in memory is not read`() throws {
    let notes = [FormNote](repeating: FormNote(.recovered), count: 1_000)
    let message = ReaderAnswer.secondOpinion(SecondOpinion(notes: notes)).encoded()
    #expect(throws: Never.self) { try ReaderAnswer(untrustedMessage: message) }
    #expect(throws: WireFault.self) { try ReaderAnswer(untrustedMessage: message, memory: message.count) }
  }

  @Test func `attachments are wanted by name or by how they begin`() {
    let wish = InspectionWish(attachments: ["record.xml", "people-*"])
    let names = ["record.xml", "people-1.xml", "people-", "record.xml2", "people", "Record.xml"]
    #expect(names.map { wish.wantsAttachment(named: $0) } == [true, true, true, false, false, false])
    #expect(InspectionWish(attachments: ["*"]).wantsAttachment(named: ""))
    #expect(!InspectionWish().wantsAttachment(named: ""))
  }
}

/// Values from a seed.
private struct Seeded {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 2_685_821_657_736_338_717 &+ 20_260_101 }

  mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  var flag: Bool { mutating get { number(below: 2) == 1 } }
  var bytes: [UInt8] { mutating get { list { UInt8($0.number(below: 256)) } } }
  var text: String {
    mutating get { ["", "a", "record.xml", "张𬎆", "a\u{301}", "people-*", "\u{0}"][number(below: 7)] }
  }
  var box: [Double]? { mutating get { flag ? [0, -1.5, 1e9, .leastNonzeroMagnitude] : nil } }

  mutating func list<Element>(_ element: (inout Seeded) -> Element) -> [Element] {
    (0..<number(below: 4)).map { _ in element(&self) }
  }

  var question: ReaderRequest.Question {
    mutating get {
      flag
        ? .inspect(InspectionWish(attachments: list { $0.text }, pageTexts: flag))
        : .picture(PictureWish(page: number(below: 99), box: box, dotsPerInch: number(below: 2_000)))
    }
  }

  var file: FormFile {
    mutating get {
      let kinds = FormField.Kind.allCases
      return FormFile(
        status: .ok,
        fields: list { random in
          FormField(
            name: random.text, type: kinds[random.number(below: kinds.count)],
            value: random.flag ? .many(random.list { $0.text }) : random.flag ? .one(random.text) : nil,
            options: random.list { .init(export: $0.text, label: $0.text) }, page: random.flag ? 1 : nil,
            box: random.box)
        },
        attachments: list { FormAttachment(name: $0.text, size: $0.flag ? $0.number(below: 9) : nil) },
        active: list { ActiveItem(kind: $0.text, place: $0.text, event: $0.text, digest: $0.flag ? $0.text : nil) },
        revisions: number(below: 9),
        metadata: FormMetadata(
          pageCount: 1 + number(below: 9), information: list { .init(key: $0.text, value: $0.text) },
          xmp: flag ? text : nil),
        notes: list { random in
          FormNote(FormNote.Code.allCases[random.number(below: 9)], field: random.text, detail: random.text)
        })
    }
  }

  var answer: ReaderAnswer {
    mutating get {
      switch number(below: 8) {
      case 0: .ready(version: number(below: 9), ReaderConfinement(isFiltered: flag, isFenced: flag))
      case 1: .file(file)
      case 2: .attachment(UntrustedAttachment(name: text, bytes: bytes))
      case 3: .pageText(text)
      case 4: .secondOpinion(SecondOpinion(notes: list { FormNote(.readersDiffer, field: $0.text) }))
      case 5: .picture(flag ? bytes : nil)
      case 6: .leftOut
      default: .done
      }
    }
  }

  /// Each byte of a message changed in some way.
  mutating func changes(of message: [UInt8]) -> [[UInt8]] {
    message.indices.map { index in
      var changed = message
      changed[index] ^= UInt8(1 + number(below: 255))
      return changed
    }
  }
}
