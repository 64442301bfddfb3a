import Archives
import Diagnostics
import RecordReading
import Records
import Testing

@Suite struct WorkbookTests {
  @Test func `shared, inline, rich and escaped strings are read, phonetic guides are not`() {
    let book = WorkbookFixture(
      row(1, "姓名", "原工作单位", "身份证号")
        + "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c><c r='C2' t='str'><f>A1</f><v>X_x0041_</v></c></row>",
      shared: [
        "<r><t>张</t></r><r><rPr/><t xml:space='preserve'> 三</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh>",
        "<t>甲_x000D_厂_x005F_x0041__xD83D__xDE00_</t>",
      ])
    #expect(
      ReadList(book.bytes).dump == ["2 retiree.id=XA | retiree.name=张 三 | retiree.workUnit=甲\r厂_x0041_😀"])
  }

  @Test func `numbers keep their digits, dates their day number`() {
    let cells = [
      "<c r='B2'><v>371502195001010010</v></c>", "<c r='B3' s='1'><v>21186</v></c>",
      "<c r='B4' s='2'><v>21186.5</v></c>",
      "<c r='B5' s='3'><v>3.5</v></c>", "<c r='B6' s='4'><v>1</v></c>", "<c r='B7' t='b'><v>1</v></c>",
      "<c r='B8' t='n'><v>3.71502E+17</v></c>",
    ].enumerated().map { "<row r='\($0 + 2)'><c r='A\($0 + 2)' t='inlineStr'><is><t>甲</t></is></c>\($1)</row>" }
    var book = WorkbookFixture(row(1, "姓名", "身份证号") + cells.joined())
    book.date1904 = true
    let values = ReadList(book.bytes).rows.compactMap { $0.record.values[FieldKey("retiree.id")] }
    #expect(
      values.map(\.kind) == [
        .number(371_502_195_001_009_984), .dateSerial(21186, epoch1904: true), .dateSerial(21186.5, epoch1904: true),
        .number(3.5), .dateSerial(1, epoch1904: true), .mark(true), .number(3.71502e17),
      ])
    #expect(values.first?.text == "371502195001010010")
    #expect(values.last?.text == "3.71502E+17")
  }

  @Test func `merged headings and merged cells of the body are filled in, and the body's are told`() {
    let book = WorkbookFixture(
      row(1, "名册") + row(2, "姓名", "现居住地址", nil, "原工作单位", "家庭其他联系人", nil)
        + row(3, nil, "市（区）", "街道（镇）", nil, "姓名", "关系") + row(4, "张三", "甲市", "乙街道", "某厂", "李四", "子")
        + row(5, "王五", "甲市", "丙街道", nil, "赵六", "女"),
      tail: "<mergeCells count='6'>"
        + ["A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:F2", "D4:D5"].map { "<mergeCell ref='\($0)'/>" }.joined()
        + "</mergeCells>")
    let list = ReadList(book.bytes)
    #expect(
      list.dump == [
        "4 retiree.name=张三 | retiree.residence.city=甲市 | retiree.residence.street=乙街道 | retiree.workUnit=某厂 | "
          + "contacts1.contact.name=李四 | contacts1.contact.relation=子",
        "5 retiree.name=王五 | retiree.residence.city=甲市 | retiree.residence.street=丙街道 | retiree.workUnit=某厂 | "
          + "contacts1.contact.name=赵六 | contacts1.contact.relation=女",
      ])
    #expect(list.rows.map { $0.findings.map(\.code.rawValue) } == [[], ["list-merged-spread"]])
    #expect(list.summary?.sheets.first?.headerRows == 2...3)
  }

  @Test func `cells of a record that are merged sideways each get the text, with a warning`() {
    let book = WorkbookFixture(
      row(1, "姓名", "原工作单位", "档案卷数") + row(2, "张三", "1", nil),
      tail: "<mergeCells><mergeCell ref='B2:C2'/></mergeCells>")
    let list = ReadList(book.bytes)
    #expect(list.dump == ["2 archive.volumes=1 | retiree.name=张三 | retiree.workUnit=1"])
    #expect(list.rows.first?.findings.map { "\($0.severity.rawValue) \($0.code)" } == ["warning list-merged-spread"])
  }

  @Test func `hidden sheets are left out, hidden rows and columns are read, and all are told`() {
    var book = WorkbookFixture(
      row(1, "姓名", "身份证号") + row(2, "张三", "1", attributes: "hidden='1'"),
      head: "<cols><col min='2' max='2' hidden='1'/></cols>")
    book.sheets.append(("旧", "hidden", "<sheetData>\(row(1, "姓名", "身份证号") + row(2, "李四", "2"))</sheetData>"))
    book.sheets.append(("说明", "visible", "<sheetData>\(row(1, "填表说明"))</sheetData>"))
    book.sheets.append(("第二页", "visible", "<sheetData>\(row(1, "身份证号", "姓名") + row(2, "3", "王五"))</sheetData>"))
    let list = ReadList(book.bytes)
    #expect(list.dump == ["2 retiree.id=1 | retiree.name=张三", "2 retiree.id=3 | retiree.name=王五"])
    #expect(
      list.findings.map { "\($0.severity.rawValue) \($0.code) \($0.place.sheet ?? "")" } == [
        "warning list-hidden 名册", "warning list-hidden 旧", "warning list-no-header 说明",
      ])
    #expect(list.rows.first?.findings.map(\.code.rawValue) == ["list-hidden"])
    #expect(list.summary?.sheets.map(\.name) == ["名册", "说明", "第二页"])
    #expect(list.rows.last?.record.place == Place(file: "list", sheet: "第二页", row: 2))
  }

  @Test func `error cells and formulas without a result are errors of their row`() {
    let book = WorkbookFixture(
      row(1, "姓名", "身份证号") + "<row r='2'><c r='A2' t='e'><v>#N/A</v></c><c r='B2'><f>A1</f></c></row>")
    let list = ReadList(book.bytes)
    #expect(
      list.rows.first?.findings.map { "\($0.severity.rawValue) \($0.code) \($0.place.column ?? "")" } == [
        "error list-cell-error A", "error list-formula-without-value B",
      ])
  }

  @Test func `strict namespaces, absolute targets and cells without references are read`() {
    var book = WorkbookFixture(
      "<row><c t='inlineStr'><is><t>姓名</t></is></c><c t='inlineStr'><is><t>身份证号</t></is></c></row>"
        + "<row><c t='inlineStr'><is><t>张三</t></is></c><c t='inlineStr'><is><t>1</t></is></c></row>")
    book.main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    book.relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    book.targets = "/xl/worksheets/"
    #expect(ReadList(book.bytes).dump == ["2 retiree.id=1 | retiree.name=张三"])
  }

  @Test(arguments: [
    ("yyyy-mm-dd", true), ("m/d/yy h:mm", true), ("[$-804]yyyy\"年\"m\"月\"", true), ("General", false), ("0.00", false),
    ("[Red]0.00", false), ("\"day\"0", false), ("@", false), ("h:mm:ss", false), ("yyyy年m月", true), ("0.00E+00", false),
    ("#,##0\\d", false), ("mmm", true),
  ])
  func `a number format shows a date or not`(format: String, isDate: Bool) {
    var book = WorkbookFixture(
      row(1, "姓名", "身份证号") + "<row r='2'><c r='A2' s='1'><v>5</v></c><c r='B2'><v>1</v></c></row>")
    let escaped = format.replacing("\"", with: "&quot;")
    book.styles =
      "<numFmts><numFmt numFmtId='170' formatCode=\"\(escaped)\"/></numFmts><cellXfs><xf/><xf numFmtId='170'/></cellXfs>"
    let kind = ReadList(book.bytes).rows.first?.record.values[FieldKey("retiree.name")]?.kind
    #expect(kind == (isDate ? .dateSerial(5, epoch1904: false) : .number(5)))
  }
}

@Suite struct HostileListTests {
  static let book = WorkbookFixture(row(1, "姓名", "身份证号") + row(2, "张三", "1")).bytes

  @Test(
    arguments: [
      [], Array("PK\u{3}\u{4}".utf8), Array(book.prefix(book.count / 2)), Array(book.prefix(book.count - 1)),
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Array("%PDF-1.7".utf8), Array("{\\rtf1".utf8),
      Array("<html><table><tr><td>姓名</td></tr></table></html>".utf8),
      Array("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>".utf8),
      zip([("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))]), zip([("a.txt", [1])]),
      zip([("word/document.xml", [])]), zip([]),
    ] as [[UInt8]])
  func `what is no list is refused with a reason`(bytes: [UInt8]) {
    let list = ReadList(bytes)
    #expect(list.rows.isEmpty)
    #expect(list.refusal?.findings.containError == true)
  }

  @Test func `an entity bomb in a sheet is refused`() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet><sheetData>&b;</sheetData></worksheet>"
    var entries: [(String, [UInt8])] = [("xl/worksheets/sheet1.xml", Array(bomb.utf8))]
    entries.append(
      ("xl/workbook.xml", Array("<workbook><sheets><sheet name='a' id='r1'/></sheets></workbook>".utf8)))
    entries.append(
      (
        "xl/_rels/workbook.xml.rels",
        Array("<R><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></R>".utf8)
      ))
    entries.append(("_rels/.rels", Array("<R/>".utf8)))
    #expect(ReadList(zip(entries)).refusal?.findings.first?.code == .xmlDoctype)
  }

  @Test func `one flipped bit anywhere crashes nothing`() {
    for position in stride(from: 0, to: Self.book.count, by: 7) {
      var bytes = Self.book
      bytes[position] ^= UInt8(1 << (position % 8))
      let list = ReadList(bytes)
      #expect(list.refusal != nil || list.summary != nil)
    }
  }

  @Test func `limits on size and number of entries hold`() throws {
    let archive = zip([("a", Array(repeating: 0, count: 5000)), ("../../etc/b", [1])])
    #expect(throws: Refusal.self) { try ZIPArchive(untrustedBytes: archive, limits: ZIPLimits(entries: 1)) }
    let small = try ZIPArchive(untrustedBytes: archive, limits: ZIPLimits(entryBytes: 4000))
    #expect(throws: Refusal.self) { try small.read("a") }
    #expect(try small.read("../../etc/b") == [1])
    let total = try ZIPArchive(untrustedBytes: archive, limits: ZIPLimits(totalBytes: 4000))
    #expect(throws: Refusal.self) { try total.read("a") }
  }

  @Test func `a directory that would fill the memory is not read at all`() throws {
    func archive(directory size: UInt32) -> [UInt8] {
      let length = (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
      return [UInt8](repeating: 0, count: 200_000) + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0] + length
        + [UInt8](repeating: 0, count: 6)
    }
    func code(of size: UInt32) throws -> Finding.Code? {
      let refusal = #expect(throws: Refusal.self) {
        try ZIPArchive(untrustedBytes: archive(directory: size), limits: ZIPLimits(entries: 100))
      }
      return refusal?.findings.first?.code
    }
    #expect(try code(of: 190_000) == .zipTooLarge)
    // What cannot be is damaged, whatever it says.
    #expect(try code(of: 4_000_000_000) == .zipDamaged)
  }

  @Test func `a bomb is stopped by its ratio long before it has unpacked`() throws {
    let size = 1 + 258 * 40_000
    let bomb = zip([("bomb", deflatedZeros(copies: 40_000))], deflatedSize: size)
    let refusal = #expect(throws: Refusal.self) {
      try ZIPArchive(untrustedBytes: bomb, limits: ZIPLimits(ratio: 100)).read("bomb")
    }
    #expect(refusal?.findings.map(\.code) == [.zipTooLarge])
  }

  @Test func `references beyond a sheet and a merge over everything cost nothing`() {
    let book = WorkbookFixture(
      row(1, "姓名", "身份证号") + row(2, "张三", "1") + "<row r='99999999999'><c r='ZZZZZ9'><v>1</v></c></row>",
      tail: "<mergeCells><mergeCell ref='A3:XFD1048576'/><mergeCell ref='B9:A1'/><mergeCell ref='x'/></mergeCells>")
    #expect(ReadList(book.bytes).rows.first?.record.values.count == 2)
  }
}
