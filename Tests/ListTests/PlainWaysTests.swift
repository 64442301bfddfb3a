import Diagnostics
import Records
import Samples
import Testing

@testable import RecordReading

/// Lists are cut in quick ways where that is sure, and in careful ways otherwise: both give the same rows.
@Suite struct PlainWaysTests {
  private static let cells = [
    "张三", "1", "", " ", "a,b", "\"q\"", "\"a\"\"b\"", "\"a\nb\"", "\"a\r\nb\"", "x\"y", "=\"12\"", "'=1", "''@", "'张",
    "同上",
    "〃", "合计", "填表人：", "\"", "\"open", "\t", "姓名", "第 1 页", "郎\u{F92C}", "𬎆", ";",
  ]

  /// Texts of rows of such cells, with all line ends, and a quote that is never closed in some.
  private static func text(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var text = "姓名,身份证号,工作单位\n"
    for _ in 0..<random.below(40) {
      for position in 0..<random.below(5) {
        text += (position > 0 ? "," : "") + random.pick(Array(cells.prefix(random.oneIn(12) ? cells.count : 17)))
      }
      text += random.pick(["\n", "\r\n", "\r", "\n", "\n\n"])
    }
    return text + (random.oneIn(2) ? "李四,2" : "")
  }

  private static func rows(of text: String, piece: Int) throws -> [String] {
    var parser = DelimitedParser(delimiter: UInt8(ascii: ","), file: "list")
    var rows: [String] = []
    func emit(_ found: DelimitedParser.Rows) {
      switch found {
      case .simple(let block): rows += block.rows.map { describe(SourceRow($0, of: block)) }
      // Blank rows are told by the careful way alone.
      case .row(let row): if !row.cells.isEmpty || !row.findings.isEmpty { rows.append(describe(row)) }
      }
    }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      try parser.feed(Array(bytes[start..<min(bytes.count, start + piece)]), emit)
    }
    try parser.finish(emit)
    return rows
  }

  private static func describe(_ row: SourceRow) -> String {
    let cells = row.cells.map { "\($0.column):\(Array($0.text.utf8))" }.joined(separator: " ")
    return "\(row.number) \(row.line ?? 0) \(row.width ?? 0) \(row.findings.map(\.code.rawValue)) \(cells)"
  }

  @Test func `headings are compared by the kind of each character`() {
    let wrong = (UInt32(0)...0x3_FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
      let half = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      let expected: String =
        switch half.properties.generalCategory {
        case .uppercaseLetter: half.properties.lowercaseMapping
        case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .letterNumber: String(half)
        case .otherNumber: half.properties.numericValue.map { String(Int($0)) } ?? ""
        default: ""
        }
      return comparableBytes(String(scalar)) != Array(expected.utf8)
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [
    ("退休人员姓名", "retiree.name"), ("姓名（必填）", "retiree.name"), ("第二联系人电话", "contact.phone"),
    ("联系人12姓名", "contact.name"), ("联系人123姓名", nil), ("名册-出生日期", "retiree.birth"), ("序号", nil),
    ("\u{F98E}龄", nil), ("出生\u{F98E}月", "retiree.birth"), ("家庭其他联系人关系", "contact.relation"),
  ])
  func `a heading means its field`(_ heading: String, _ field: String?) {
    switch HeadingIndex(dictionary).meaning(of: [heading]) {
    case .field(let key), .entry(_, _, let key): #expect(key.name.rawValue == field)
    case .ignored, nil: #expect(field == nil)
    }
  }

  @Test func `delimited text has the same rows in pieces of any length`() throws {
    for seed in 0..<300 {
      let text = Self.text(seed: UInt64(seed))
      // A row is simple only when it stands in one piece.
      let careful = try Self.rows(of: text, piece: 1)
      for piece in [2, 7, 64, 100_000] {
        #expect(try Self.rows(of: text, piece: piece) == careful, "seed \(seed), pieces of \(piece)")
      }
    }
  }

  private static let members = [
    "\"姓名\":\"张三\"", "\"姓名\": \"\\u5f20\\n\\\"\\\\三\"", "\"retiree.id\":11020119580305123", "\"卷数\":3", "\"卷数\":007",
    "\"电话\":null", "\"电话\":true", "\"电话\":false", "\"血型\":\"A\"", "\"血型\":null", "\"血型\":[1]",
    "\"现居住地址\":{\"city\":\"甲市\",\"号\":\"5\"}",
    "\"retiree\":{\"name\":\"李四\",\"workUnit\":\"甲厂\"}",
    "\"retiree.contacts\":[{\"contact.name\":\"王五\"},{\"关系\":\"子\",\"x\":1}]",
    "\"家庭其他联系人\":[{\"姓名\":\"赵六\"}]", "\"特殊人员情况\":[\"劳模\",\"残疾\"]", "\"特殊人员情况\":\"劳模\"", "\"x\":{\"y\":{\"z\":1}}",
    "\"原工作单位\":\"  \"", "\"工作单位\":\"乙厂\"", "\"电话\":1.5", "\"a\\u0000b\":\"1\"", "\"姓名\":\"\\ud83d\\ude00\"",
    "\"姓名\":\"\\q\"",
  ]

  /// A JSON list of objects of such members; with `isCareful`, each holds one that says nothing and is not plain.
  private static func json(seed: UInt64, isArray: Bool, isCareful: Bool) -> String {
    var random = SplitMix64(seed: seed)
    let blanks = ["", " ", "\n", "\r\n ", "\t"]
    let objects = (0..<random.below(12) + 1).map { _ in
      let chosen = (0..<random.below(5)).map { _ in random.pick(members) }
      let odd = isCareful ? "\"zz\":{\"a\":{\"b\":null}}" + (chosen.isEmpty ? "" : ",") : ""
      let space = random.pick(blanks)
      return "{" + space + odd + chosen.joined(separator: "," + random.pick(blanks)) + space + "}"
    }
    return isArray ? "[" + objects.joined(separator: ",\n") + "\n]" : objects.joined(separator: "\n")
  }

  private static func described(_ list: ReadList) -> [String] {
    list.dump + list.rows.map { "\($0.place) \($0.findings.map(\.code))" }
      + list.rows.flatMap { row in row.record.values.map { "\($0.key) \($0.value.kind) \($0.value.place)" }.sorted() }
      + list.findings.map { "\($0.code) \($0.place)" } + (list.refusal?.findings.map { "\($0)" } ?? [])
  }

  @Test(arguments: [true, false])
  func `JSON has the same records with and without a tree`(isArray: Bool) {
    for seed in 0..<400 {
      let plain = Self.json(seed: UInt64(seed), isArray: isArray, isCareful: false)
      let careful = Self.json(seed: UInt64(seed), isArray: isArray, isCareful: true)
      #expect(Self.described(ReadList(plain)) == Self.described(ReadList(careful)), "\(plain)")
    }
  }

  @Test func `UTF-8 is held to the letter`() {
    var random = SplitMix64(seed: 9)
    let bytes: [UInt8] = [
      0x41, 0x7F, 0x80, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0x9F, 0xA0, 0xED, 0xEE, 0xEF, 0xF0, 0x8F, 0x90, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<20_000 {
      let text = (0..<random.below(12)).map { _ in bytes[random.below(bytes.count)] }
      let isValid = String(validating: text, as: UTF8.self) != nil
      #expect(text.withUnsafeBufferPointer(isValidUTF8) == isValid, "\(text)")
    }
  }
}
