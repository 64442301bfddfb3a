import Diagnostics
import RecordReading
import Records
import Testing

@Suite struct DelimitedTests {
  @Test(arguments: [
    ("姓名,身份证号\n张三,110201\n", ["2 retiree.id=110201 | retiree.name=张三"]),
    ("\u{FEFF}姓名;身份证号\r\n张三;110201", ["2 retiree.id=110201 | retiree.name=张三"]),
    ("姓名\t身份证号\r张三\t110201\r李四\t", ["2 retiree.id=110201 | retiree.name=张三", "3 retiree.name=李四"]),
    ("sep=|\n姓名|身份证号\n张三|1", ["2 retiree.id=1 | retiree.name=张三"]),
    (
      "姓名,身份证号,工作单位\n\"张\"\"三\",1,\"甲厂\n二分厂, 东\"\n李四,2,x\n",
      [
        "2 retiree.id=1 | retiree.name=张\"三 | retiree.workUnit=甲厂\n二分厂, 东",
        "3 retiree.id=2 | retiree.name=李四 | retiree.workUnit=x",
      ]
    ), ("姓名,身份证号,,\n\n,,,\n张三,=\"0110\",,\n", ["4 retiree.id==\"0110\" | retiree.name=张三"]),
    ("名册,,\n姓 名*,身份证号（18位）：,备注\n张三,1,x", ["3 retiree.id=1 | retiree.name=张三"]),
  ])
  func `messy text gives its records, under the rows that a spreadsheet shows`(text: String, rows: [String]) {
    #expect(ReadList(text).dump == rows)
  }

  @Test(arguments: [
    "姓名,身份证号\n张三,\"12\n李四,34\n王五,56", "姓名,身份证号\n张三,1\"2\n李四,34\n王五,56",
    "姓名,身份证号\n张三,\"1\"2\n李四,34\n王五,56",
  ])
  func `a stray quote is reported with its line and swallows no other row`(text: String) {
    let list = ReadList(text)
    #expect(list.rows.count == 3)
    #expect(list.rows.map { $0.record.values[FieldKey("retiree.name")]?.text } == ["张三", "李四", "王五"])
    #expect(list.rows.first?.findings.map(\.place.line) == [2])
    #expect(list.codes.contains("list-stray-quote"))
  }

  @Test func `a row with more cells than the headings is reported`() {
    let list = ReadList("姓名,身份证号\n张三,1,2\n李四,3\n")
    #expect(list.codes == ["list-ragged-row"])
    #expect(list.rows.first?.cells.count == 3)
  }

  @Test(arguments: [
    (TextBytes.utf16LittleEndian(mark: true), "UTF-16LE"), (TextBytes.utf16LittleEndian(mark: false), "UTF-16LE"),
    (TextBytes.utf16BigEndian(mark: true), "UTF-16BE"), (TextBytes.utf16BigEndian(mark: false), "UTF-16BE"),
    (Array(TextBytes.text.utf8), "UTF-8"), ([0xEF, 0xBB, 0xBF] + Array(TextBytes.text.utf8), "UTF-8"),
  ])
  func `every encoding gives the same record`(bytes: [UInt8], encoding: String) {
    let list = ReadList(bytes)
    #expect(list.summary?.encoding == encoding)
    #expect(list.dump == ["2 retiree.id=1 | retiree.name=张\u{20164}"])
  }

  /// 姓名,身份证号 in GBK, and the name's bytes.
  @Test(arguments: [
    ([0xD5, 0xC5, 0xC8, 0xFD], "张三"), ([0xFE, 0x59], "\u{9FB4}"), ([0xA6, 0xD9], "\u{FE10}"),
    ([0xA6, 0xDA], "\u{FE12}"),
    ([0xD2, 0xC1, 0xA1, 0xA4, 0xB0, 0xA2], "伊\u{B7}阿"), ([0xFE, 0x9F], "䶮"), ([0x95, 0x32, 0x82, 0x36], "\u{20000}"),
    ([0x81, 0x39, 0xA7, 0x39], "\u{30FB}"), ([0xE9, 0x46], "镕"), ([0xA2, 0xE3], "€"),
  ])
  func `GB 18030 is read as its edition of 2022 says`(name: [UInt8], text: String) {
    let head: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xC9, 0xED, 0xB7, 0xDD, 0xD6, 0xA4, 0xBA, 0xC5, 0x0A]
    let list = ReadList(head + name + [0x2C, 0x31])
    #expect(list.summary?.encoding == "GB18030")
    let read = list.rows.first?.record.values[FieldKey("retiree.name")]?.text ?? ""
    #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test(
    arguments: [
      // 姓名,身份证号 in GBK, then the debris of a wrong conversion, a byte that is no character, and Big5.
      [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xEF, 0xBF, 0xBD, 0xEF, 0xBF, 0xBD, 0x0A],
      [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xFF, 0xFF],
      [
        0xA9, 0x6D, 0xA6, 0x57, 0x2C, 0xA8, 0xAD, 0xA5, 0xF7, 0xC3, 0xD2, 0xB8, 0xB9, 0x0A, 0xB1, 0x69, 0xA4, 0x54,
        0x2C,
        0xA5, 0x5F, 0xA8, 0xCA, 0xA5, 0xAB, 0xA4, 0x48,
      ], [0xEF, 0xBB, 0xBF, 0x61, 0x2C, 0xD0, 0xD5], [0x61, 0x00, 0x00, 0x62],
    ] as [[UInt8]])
  func `an encoding in doubt is refused`(bytes: [UInt8]) {
    #expect(ReadList(bytes).refusal?.findings.containError == true)
  }
}

enum TextBytes {
  static let text = "姓名,身份证号\n张\u{20164},1\n"

  static func utf16LittleEndian(mark: Bool) -> [UInt8] {
    (mark ? [0xFF, 0xFE] : []) + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  static func utf16BigEndian(mark: Bool) -> [UInt8] {
    (mark ? [0xFE, 0xFF] : []) + text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }
}
