import Diagnostics
import Records

/// Reads comma, tab or semicolon separated text.
func readDelimited(
  _ source: ListSource, encoding: TextEncoding, dictionary: FieldDictionary, into sink: ListSink
) throws -> Reported<ListSummary> {
  let (delimiter, skipped) = try delimiter(of: source, encoding)
  let table = TableReader(file: source.name, sheet: nil, index: HeadingIndex(dictionary), dictionary: dictionary)
  // Spreadsheet programs do not show the `sep=` line, and count from the next one.
  var parser = DelimitedParser(delimiter: delimiter, file: source.name, firstNumber: skipped ? 0 : 1)
  let decoder = TextDecoder(encoding)
  let pieces = try source.pieces()
  func emit(_ rows: DelimitedParser.Rows) throws {
    switch rows {
    case .simple(let block) where block.rows.first?.number == 0: try table.take(block.withoutFirst, into: sink)
    case .simple(let block): try table.take(block, into: sink)
    case .row(let row): if row.number > 0 { try table.take(row, into: sink) }
    }
  }
  do {
    while let piece = try pieces() { try parser.feed(decoder.decode(piece), emit) }
    try decoder.finish()
  } catch is TextDecoder.Malformed {
    throw refusal(
      .listEncoding, file: source.name,
      Phrase("文字编码有误，文件可能不完整", "the text is not valid \(encoding.rawValue); the file may be cut off"))
  }
  try parser.finish(emit)
  let (sheet, findings) = try table.finish(into: sink)
  guard sheet.headerRows != nil else { throw Refusal(findings) }
  return Reported(ListSummary(format: .csv, encoding: encoding.rawValue, sheets: [sheet]), findings)
}

extension RowBlock {
  fileprivate var withoutFirst: RowBlock { RowBlock(bytes: bytes, cells: cells, rows: Array(rows.dropFirst())) }
}

/// The delimiter, and whether the first line only names it.
private func delimiter(of source: ListSource, _ encoding: TextEncoding) throws(Refusal) -> (UInt8, Bool) {
  let head = try source.head(64 << 10)
  let text = (try? TextDecoder(encoding).decode(head)) ?? head
  if text.count > 4, String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=", text[4] < 0x80 {
    return (text[4], true)
  }
  return (sniffDelimiter(text), false)
}
