private import Archives
import Diagnostics
import Records

enum ListFormat {
  case xlsx
  case csv(TextEncoding)
  case json(TextEncoding)
  case xml
  /// Of one of our forms.
  case formXML
}

private let saveAsXLSX = Phrase(
  "用 Excel 或 WPS 打开，另存为“Excel 工作簿 (*.xlsx)”后再试", "open it in Excel or WPS and save it as an Excel workbook (*.xlsx)")

/// Tells what a file is by what is in it.
///
/// - Throws: `Refusal` for an empty file and for every format that is not a list, with what to do instead.
func detectFormat(of source: ListSource) throws(Refusal) -> ListFormat {
  let head = try source.head(64 << 10)
  guard !head.isEmpty else { throw refusal(.listEmpty, file: source.name, Phrase("文件是空的", "the file is empty")) }
  if head.starts(with: Array("PK".utf8) + [3, 4]) || head.starts(with: Array("PK".utf8) + [5, 6]) {
    guard !source.isStream else { throw onlyOnce(source.name) }
    try checkContainer(source)
    return .xlsx
  }
  if let wrong = wrongBinary(head) { throw refusal(.listWrongFormat, file: source.name, wrong.0, hint: wrong.1) }
  let encoding = try detectEncoding(of: source, head: head)
  let text = try decodedHead(head, encoding)
  return try textFormat(text, encoding, source)
}

private func checkContainer(_ source: ListSource) throws(Refusal) {
  let archive = try source.openArchive()
  func refuse(_ chinese: String, _ english: String) -> Refusal {
    refusal(
      .listWrongFormat, file: source.name,
      Phrase("这是\(chinese)，不是 XLSX 表格", "this is \(english), not an XLSX workbook"),
      hint: saveAsXLSX)
  }
  if let type = try archive.read("mimetype", limit: 4096),
    String(decoding: type, as: UTF8.self).contains("opendocument")
  {
    throw refuse(" OpenDocument 文件（ODS 等）", "an OpenDocument file")
  }
  if archive.contains("word/document.xml") { throw refuse(" Word 文档", "a Word document") }
  if archive.contains("xl/workbook.bin") { throw refuse("二进制工作簿（XLSB）", "a binary workbook (XLSB)") }
  if !archive.contains("[Content_Types].xml"), !archive.contains("_rels/.rels") {
    throw refuse("普通压缩包", "a ZIP archive")
  }
}

private func wrongBinary(_ head: [UInt8]) -> (Phrase, Phrase)? {
  if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
    return (
      Phrase("这是旧式 Excel（.xls）文件，或有密码保护的工作簿", "this is an old Excel (.xls) file, or a workbook with a password"),
      saveAsXLSX
    )
  }
  if head.starts(with: Array("%PDF".utf8)) {
    return (
      Phrase("这是 PDF 文件，不是名单", "this is a PDF file, not a list"),
      Phrase("读回收的表格请用 handover read", "to read returned forms use handover read")
    )
  }
  if head.starts(with: Array("{\\rtf".utf8)) {
    return (Phrase("这是 RTF 文档，不是名单", "this is an RTF document, not a list"), saveAsXLSX)
  }
  return nil
}

/// The beginning of a text; a character that is cut off at its end is left out.
private func decodedHead(_ head: [UInt8], _ encoding: TextEncoding) throws(Refusal) -> String {
  let decoder = TextDecoder(encoding)
  return String(decoding: (try? decoder.decode(head)) ?? head, as: UTF8.self)
}

private func textFormat(_ text: String, _ encoding: TextEncoding, _ source: ListSource) throws(Refusal) -> ListFormat {
  let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
  guard let first = start.first else {
    throw refusal(.listEmpty, file: source.name, Phrase("文件里没有内容", "there is nothing in the file"))
  }
  let second = start.dropFirst().first { !$0.isWhitespace }
  if first == "<", let second, second.isLetter || "?!".contains(second) {
    let lower = start.lowercased()
    if lower.contains("urn:handover:records:") {
      guard !source.isStream else { throw onlyOnce(source.name) }
      return .xml
    }
    if lower.contains(FormName.namespaceRoot) {
      guard !source.isStream else { throw onlyOnce(source.name) }
      return .formXML
    }
    let isTable = lower.contains("<html") || lower.contains("<table") || lower.contains("office:spreadsheet")
    throw refusal(
      .listWrongFormat, file: source.name,
      isTable
        ? Phrase(
          "这是网页或 XML 表格，只是改了扩展名，不是真正的 Excel 工作簿",
          "this is a web page or XML table under another name, not a real workbook")
        : Phrase("这个 XML 不是本工具的记录文件", "this XML is not a file of records"), hint: saveAsXLSX)
  }
  if first == "[", second == "{" || second == "]" || second == nil { return .json(encoding) }
  if first == "{", second == "\"" || second == "}" || second == nil { return .json(encoding) }
  return .csv(encoding)
}
