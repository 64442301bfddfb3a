import Diagnostics
import Testing
import XMLTrees

/// A reader over text that comes in pieces of a few bytes.
private func reader(_ text: String, pieces: Int, limits: XMLLimits = XMLLimits()) -> XMLPullReader {
  var rest = Array(text.utf8)[...]
  return XMLPullReader(file: "s.xml", limits: limits) {
    let piece = rest.prefix(pieces)
    rest = rest.dropFirst(pieces)
    return Array(piece)
  }
}

/// The events of a file, one word each.
private func dump(_ reader: XMLPullReader) throws -> [String] {
  var lines: [String] = []
  while let event = try reader.next() {
    switch event {
    case .start:
      lines.append("<\(reader.name)" + reader.attributes.map { " \($0.name)=\($0.value)" }.joined())
    case .end: lines.append(">\(reader.name)")
    case .text: lines.append("'\(reader.text)'")
    }
  }
  return lines
}

@Suite struct XMLStreamTests {
  @Test(arguments: [1, 3, 7, 1000])
  func `pieces of any size give the same events`(size: Int) throws {
    let text = "<?xml version='1.0'?><a x='1&amp;2'>甲<!-- c -->乙&lt;<b:c xmlns:b='urn:b' y='好'/><![CDATA[<]]></a>"
    #expect(
      try dump(reader(text, pieces: size)) == ["<a x=1&2", "'甲乙<'", "<c y=好", ">c", "'<'", ">a"])
  }

  @Test(arguments: ["<a xmlns='any-word'><b xml:space='x'/></a>", "<a xmlns:n='any-word'><n:b xml:lang='?'/></a>"])
  func `what is unusual is no fault`(text: String) throws {
    #expect(try dump(reader(text, pieces: 5)).count == 4)
    #expect(try parseXML(untrustedBytes: Array(text.utf8)).elements.count == 1)
  }

  @Test func `lines and depths are known`() throws {
    let stream = reader("<a>\n<b>\n</b></a>", pieces: 4)
    var seen: [String] = []
    while let event = try stream.next() {
      if event == .start { seen.append("\(stream.name) \(stream.depth) \(stream.place.line ?? 0)") }
    }
    #expect(seen == ["a 1 1", "b 2 2"])
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY e 'eeee'>]><a>&e;</a>", "<a><b></a>", "<a>", "", "  ", "<a>&lol;</a>", "<a/><b/>", "\u{0}",
  ])
  func `a broken or hostile stream is refused with a place`(text: String) {
    for size in [1, 64] {
      let refusal = #expect(throws: Refusal.self) { try dump(reader(text, pieces: size)) }
      #expect(refusal?.findings.containError == true)
    }
  }

  /// libxml2 takes a minute for the first: it compares each attribute of a tag with all others.
  @Test(arguments: [
    "<a \((0..<300_000).map { "b\($0)='>'" }.joined(separator: " "))/>",
    String(repeating: "<a \((0..<300).map { "b\($0)=''" }.joined(separator: " "))/>", count: 500),
  ])
  func `very many attributes are refused in time`(tags: String) {
    let text = "<r>\(tags)</r>"
    for size in [1 << 12, 1 << 24] {
      let refusal = #expect(throws: Refusal.self) { try dump(reader(text, pieces: size)) }
      #expect(refusal?.findings.map(\.code.rawValue) == ["xml-too-large"])
    }
    let refusal = #expect(throws: Refusal.self) { try parseXML(untrustedBytes: Array(text.utf8)) }
    #expect(refusal?.findings.map(\.code.rawValue) == ["xml-too-large"])
  }

  /// libxml2 stops at such bytes without a word, as if the file had ended there.
  @Test(arguments: [1, 3, 1 << 16])
  func `bytes that are none of the named encoding are a fault, wherever they stand`(size: Int) {
    let gb = Array("<?xml version='1.0' encoding='GB18030'?><r><a>1</a>".utf8)
    func wide(_ text: String) -> [UInt8] { text.utf8.flatMap { [$0, UInt8(0)] } }
    let files: [[UInt8]] = [
      gb + [0xFF, 0xFF, 0x93] + Array("<a>2</a></r>".utf8), gb + Array("</r>".utf8) + [0x0A, 0xFF, 0xFF],
      [0xFF, 0xFE] + wide("<r><a>1</a>") + [0x00, 0xDC, 0x20, 0x00] + wide("</r>"),
    ]
    for bytes in files {
      var rest = bytes[...]
      let stream = XMLPullReader(file: "s.xml") {
        defer { rest = rest.dropFirst(size) }
        return Array(rest.prefix(size))
      }
      let refusal = #expect(throws: Refusal.self) { while try stream.next() != nil {} }
      #expect(refusal?.findings.first?.code == .xmlMalformed)
      #expect(throws: Refusal.self) { try parseXML(untrustedBytes: bytes) }
    }
  }

  @Test func `a bomb of depth or of text is refused`() {
    let deep = String(repeating: "<a>", count: 500)
    #expect(throws: Refusal.self) { try dump(reader(deep, pieces: 100, limits: XMLLimits(depth: 50))) }
    let long = "<a>" + String(repeating: "x", count: 5 << 20) + "</a>"
    #expect(throws: Refusal.self) { try dump(reader(long, pieces: 1 << 16)) }
    #expect(throws: Refusal.self) { try dump(reader("<a>123456</a>", pieces: 4, limits: XMLLimits(bytes: 8))) }
  }

  @Test func `what the writer writes comes back to the last scalar`() throws {
    let hard = "a<b>&\"' ]]> \r\n\t 郎\u{F92C} 𠅤 e\u{301} \u{E000} \u{85}\u{2028}  "
    var writer = XMLWriter()
    try writer.start("r", ["v": hard])
    try writer.element("t", text: hard)
    writer.end()
    let tree = try parseXML(untrustedBytes: writer.drain())
    #expect(tree["v"].map { Array($0.unicodeScalars) } == Array(hard.unicodeScalars))
    #expect(Array((tree.first("t")?.text ?? "").unicodeScalars) == Array(hard.unicodeScalars))
  }

  @Test(arguments: ["\u{0}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
  func `a character that XML cannot hold is refused, never written`(text: String) {
    var writer = XMLWriter()
    #expect(throws: Refusal.self) { try writer.element("a", text: "x" + text) }
    #expect(throws: Refusal.self) { try writer.start("a", ["b": text]) }
  }
}
