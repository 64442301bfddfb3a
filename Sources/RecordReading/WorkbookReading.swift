import Diagnostics
import Records

/// Reads all sheets of a workbook that show.
func readWorkbook(
  _ source: ListSource, dictionary: FieldDictionary, into sink: ListSink
) throws -> Reported<ListSummary> {
  let book = try Workbook(source)
  let index = HeadingIndex(dictionary)
  var summary = ListSummary(format: .xlsx)
  var findings: [Finding] = []
  for sheet in book.sheets {
    guard !sheet.isHidden else {
      findings.append(hiddenSheet(Place(file: book.file, sheet: sheet.name)))
      continue
    }
    guard var rows = try SheetReader(book, sheet) else { continue }
    let table = TableReader(file: book.file, sheet: sheet.name, index: index, dictionary: dictionary)
    while let read = try rows.next() {
      for each in read {
        switch each {
        case .plain(let block): try table.take(block, into: sink)
        case .row(let row): try table.take(row, into: sink)
        }
      }
    }
    var (read, noticed) = try table.finish(into: sink)
    // An empty sheet is what programs add by themselves.
    noticed.removeAll { $0.code == .listEmpty }
    findings += noticed + hiddenColumns(of: read, rows.hiddenColumns, Place(file: book.file, sheet: sheet.name))
    if read.headerRows == nil { read.columns = [] }
    summary.sheets.append(read)
  }
  guard summary.sheets.contains(where: { $0.headerRows != nil }) else {
    throw Refusal(
      findings.containError
        ? findings
        : findings + [
          Finding(
            .error, .listEmpty, at: Place(file: book.file), Phrase("工作簿里没有名单", "there is no list in the workbook"))
        ])
  }
  // Beside a sheet with a list, one without headings is a cover or a note as a rule.
  for position in findings.indices where findings[position].code == .listNoHeader {
    findings[position].severity = .warning
  }
  return Reported(summary, findings)
}

private func hiddenSheet(_ place: Place) -> Finding {
  Finding(
    .warning, .listHidden, at: place, Phrase("隐藏的工作表，没有读取", "the sheet is hidden and was not read"),
    hint: Phrase("如需读取请先取消隐藏", "show it if it should be read"))
}

private func hiddenColumns(
  of sheet: ListSummary.Sheet, _ hidden: [ClosedRange<Int>], _ place: Place
) -> [Finding] {
  sheet.columns.filter { column in column.key != nil && hidden.contains { $0.contains(column.index) } }.map { column in
    var place = place
    place.column = column.label
    return Finding(
      .warning, .listHidden, at: place,
      Phrase("这一列在表格中被隐藏，仍然读取", "the column is hidden in the workbook; it is read all the same"))
  }
}
