import Diagnostics
import Foundation
import RecordReading
import Records
import Testing

/// A small dictionary of all shapes of fields.
let dictionary = FieldDictionary(
  fields: [
    FieldDefinition(
      name: "retiree.name", label: Phrase("姓名", "Name"), type: .name, isPersonal: true, headings: [.init("退休人员姓名")]),
    FieldDefinition(
      name: "retiree.id", label: Phrase("身份证号码", "ID number"), type: .residentID, isPersonal: true,
      headings: [.init("身份证号"), .init("身份证号（社会保障号）"), .init("公民身份号码")]),
    FieldDefinition(name: "retiree.birth", label: Phrase("出生年月", "Birth"), type: .date, headings: [.init("出生日期")]),
    FieldDefinition(
      name: "retiree.specialCare", label: Phrase("特殊人员情况", "Special care"), type: .options, optionList: "special"),
    FieldDefinition(
      name: "retiree.education", label: Phrase("文化程度", "Education"), type: .option, optionList: "education"),
    FieldDefinition(
      name: "retiree.phone", label: Phrase("本人联系电话", "Phone"), type: .phone, headings: [.init("联系电话"), .init("电话")]),
    FieldDefinition(
      name: "retiree.residence", label: Phrase("现居住地址", "Present address"), type: .address, headings: [.init("家庭住址")]),
    FieldDefinition(
      name: "retiree.workUnit", label: Phrase("原工作单位", "Former unit"), type: .text, headings: [.init("工作单位")]),
    FieldDefinition(
      name: "contact.name", label: Phrase("联系人姓名", "Contact's name"), type: .name, headings: [.init("联系人")]),
    FieldDefinition(name: "contact.relation", label: Phrase("与本人关系", "Relation"), type: .text, headings: [.init("关系")]),
    FieldDefinition(
      name: "contact.phone", label: Phrase("联系人电话", "Contact's phone"), type: .phone,
      headings: [.init("家庭其他联系人-联系电话")]),
    FieldDefinition(name: "archive.volumes", label: Phrase("档案卷数", "Volumes"), type: .count, headings: [.init("卷数")]),
  ],
  groups: [
    GroupDefinition(name: "retiree.contacts", label: Phrase("家庭其他联系人", "Other contacts"), entity: "contact"),
    GroupDefinition(name: .people, label: Phrase("退休人员", "Retirees"), entity: "retiree"),
  ],
  optionLists: [
    OptionList(
      id: "special", options: [.init(code: "model-worker", label: "劳模"), .init(code: "disability", label: "残疾")]),
    OptionList(id: "education", options: [.init(code: "20", label: "大学本科")], isOpen: true),
  ])

/// A list, read whole, in words that tests compare.
struct ReadList {
  var rows: [ListRow] = []
  var summary: ListSummary?
  var findings: [Finding] = []
  var refusal: Refusal?

  init(_ bytes: [UInt8], name: String = "list") {
    do {
      let result = try readList(ListSource(untrustedBytes: bytes, name: name), dictionary: dictionary) {
        rows.append($0)
      }
      summary = result.value
      findings = result.findings
    } catch let error as Refusal {
      refusal = error
    } catch {
      Issue.record(error)
    }
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// One line for each record: `2 retiree.name=张三 | …`, the row first; entries of groups as `contacts1.contact.name`.
  var dump: [String] {
    rows.map { row in
      let groups = row.record.groups.flatMap { group, entries in
        entries.enumerated().flatMap { position, entry in
          Self.texts(entry).map { "\(group.rawValue.split(separator: ".").last ?? "")\(position + 1).\($0)" }
        }
      }
      return "\(row.record.place.row ?? 0) " + (Self.texts(row.record) + groups.sorted()).joined(separator: " | ")
    }
  }

  private static func texts(_ record: RawRecord) -> [String] {
    record.values.map { "\($0.key)=\($0.value.text)" }.sorted()
  }

  /// The codes of what was found, in rows and beside them.
  var codes: [String] { (findings + rows.flatMap(\.findings)).map(\.code.rawValue) }
}

/// A ZIP file with stored entries, so that workbooks of any shape can be made.
///
/// - Parameter deflatedSize: When given, the entries' content is deflated already and unpacks to so many bytes.
func zip(_ entries: [(name: String, content: [UInt8])], deflatedSize: Int? = nil) -> [UInt8] {
  var file: [UInt8] = []
  var directory: [UInt8] = []
  func number(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
  for (name, content) in entries {
    let offset = file.count
    let common =
      number(20, 2) + number(0x800, 2) + number(deflatedSize == nil ? 0 : 8, 2) + number(0, 2) + number(0x21, 2)
      + number(Int(crc32(content)), 4)
      + number(content.count, 4) + number(deflatedSize ?? content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
    file += number(0x0403_4B50, 4) + common + Array(name.utf8) + content
    directory += number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
    directory += number(0, 4) + number(offset, 4) + Array(name.utf8)
  }
  return file + directory + number(0x0605_4B50, 4) + number(0, 4) + number(entries.count, 2) + number(entries.count, 2)
    + number(directory.count, 4) + number(file.count, 4) + number(0, 2)
}

/// Zeros, deflated with fixed codes: one literal, then copies of 258 bytes from one byte back (RFC 1951, 3.2.6).
func deflatedZeros(copies: Int) -> [UInt8] {
  var bits: [Bool] = [true, true, false] + [false, false, true, true, false, false, false, false]
  for _ in 0..<copies {
    bits += [true, true, false, false, false, true, false, true] + Array(repeating: false, count: 5)
  }
  bits += Array(repeating: false, count: 7)
  return stride(from: 0, to: bits.count, by: 8).map { start in
    (0..<8).reduce(UInt8(0)) { start + $1 < bits.count && bits[start + $1] ? $0 | 1 << $1 : $0 }
  }
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return ~crc
}

/// A workbook from the XML of its sheets.
struct WorkbookFixture {
  var sheets: [(name: String, state: String, xml: String)]
  var shared: [String] = []
  var date1904 = false
  var styles =
    "<numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"'/><numFmt numFmtId='165' formatCode='[Red]0.00'/></numFmts>"
    + "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='57'/></cellXfs>"
  var targets = "worksheets/"
  var main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  var relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  init(_ rows: String, shared: [String] = [], tail: String = "", head: String = "") {
    sheets = [("名册", "visible", "\(head)<sheetData>\(rows)</sheetData>\(tail)")]
    self.shared = shared
  }

  var bytes: [UInt8] {
    let book = sheets.enumerated().map {
      "<sheet name='\($1.name)' sheetId='\($0 + 1)' state='\($1.state)' r:id='rId\($0 + 1)'/>"
    }.joined()
    let links = sheets.indices.map {
      "<Relationship Id='rId\($0 + 1)' Type='\(relations)/worksheet' Target='\(targets)sheet\($0 + 1).xml'/>"
    }.joined()
    let strings = shared.map { "<si>\($0)</si>" }.joined()
    return zip(
      [
        (
          "_rels/.rels",
          "<Relationships><Relationship Id='r' Type='\(relations)/officeDocument' Target='/xl/workbook.xml'/></Relationships>"
        ),
        (
          "xl/workbook.xml",
          "<workbook xmlns='\(main)' xmlns:r='\(relations)'><workbookPr date1904='\(date1904 ? 1 : 0)'/><sheets>\(book)</sheets></workbook>"
        ),
        (
          "xl/_rels/workbook.xml.rels",
          "<Relationships>\(links)<Relationship Id='s' Type='\(relations)/styles' Target='styles.xml'/>"
            + "<Relationship Id='t' Type='\(relations)/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
        ), ("xl/styles.xml", "<styleSheet xmlns='\(main)'>\(styles)</styleSheet>"),
        ("xl/sharedStrings.xml", "<sst xmlns='\(main)'>\(strings)</sst>"),
      ].map { ($0.0, Array($0.1.utf8)) }
        + sheets.enumerated().map {
          ("xl/worksheets/sheet\($0 + 1).xml", Array("<worksheet xmlns='\(main)'>\($1.xml)</worksheet>".utf8))
        })
  }
}

/// The XML of a row of inline texts; `nil` leaves a cell out.
func row(_ number: Int, _ texts: String?..., attributes: String = "") -> String {
  let cells = texts.enumerated().map { column, text in
    text.map { "<c r='\(columnLetters(column))\(number)' t='inlineStr'><is><t>\($0)</t></is></c>" } ?? ""
  }
  return "<row r='\(number)' \(attributes)>\(cells.joined())</row>"
}
