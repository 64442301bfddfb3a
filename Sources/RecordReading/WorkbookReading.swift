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
  for sheet in book.sheets where !FormSheetNames.isNoList(sheet.name, dictionary) {
    guard !sheet.isHidden else {
      findings.append(hiddenSheet(Place(file: book.file, sheet: sheet.name)))
      continue
    }
    guard var rows = try SheetReader(book, sheet) else { continue }
    let table = TableReader(file: book.file, sheet: sheet.name, index: index, dictionary: dictionary)
    try table.take(&rows, into: sink)
    var (read, noticed) = try table.finish(into: sink)
    // An empty sheet is what programs add by themselves.
    noticed.removeAll { $0.code == .listEmpty }
    findings += noticed + hiddenColumns(of: read, rows.hiddenColumns, Place(file: book.file, sheet: sheet.name))
    if read.headerRows == nil { read.columns = [] }
    summary.sheets.append(read)
  }
  // A form's workbook about a batch may have nobody on it.
  let isAboutBatch = book.sheets.contains { $0.name == FormSheetNames.batch }
  guard isAboutBatch || summary.sheets.contains(where: { $0.headerRows != nil }) else {
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

extension TableReader {
  /// Takes all rows of a sheet, as long as they are wanted.
  fileprivate func take(_ rows: inout SheetReader, into sink: ListSink) throws {
    while !isElsewhere, let read = try rows.next() {
      for each in read {
        switch each {
        case .plain(let block): try take(block, into: sink)
        case .row(let row): try take(row, into: sink)
        }
      }
    }
  }
}

/// What stands once on a batch's paper, from the sheets that a form's workbook has for it.
func readWorkbookHeader(_ source: ListSource, dictionary: FieldDictionary) throws -> RawRecord {
  let book = try Workbook(source)
  let index = HeadingIndex(dictionary)
  var header = RawRecord(at: Place(file: book.file))
  for sheet in book.sheets where !sheet.isHidden {
    guard var rows = try SheetReader(book, sheet) else { continue }
    if sheet.name == FormSheetNames.batch {
      try readFields(of: &rows, index, Place(file: book.file, sheet: sheet.name), into: &header)
    } else if sheet.name != FormSheetNames.notes {
      let group = FormSheetNames.group(sheet.name, dictionary)
      let table = TableReader(
        file: book.file, sheet: sheet.name, index: index, dictionary: dictionary, wanted: group == nil ? .batch : .any)
      func add(_ row: ListRow) {
        let record = row.record
        guard let group else { return header.groups.merge(record.groups) { $0 + $1 } }
        header.groups[group.name, default: []].append(record.asOneEntry)
      }
      try table.take(&rows, into: add)
      _ = try table.finish(into: add)
    }
  }
  return header
}

extension RawRecord {
  /// A row of a sheet that is one entry, whatever its headings mean elsewhere.
  fileprivate var asOneEntry: RawRecord {
    var entry = RawRecord(values: values, at: place)
    for inner in groups.values.joined() { entry.values.merge(inner.values) { first, _ in first } }
    return entry
  }
}

/// A row for each field: what it is called, and what it holds.
private func readFields(
  of rows: inout SheetReader, _ index: HeadingIndex, _ place: Place, into header: inout RawRecord
) throws(Refusal) {
  while let read = try rows.next() {
    for row in read.flatMap(\.all) {
      guard let value = row.cells.first(where: { $0.column == 1 }),
        case .field(let key) = index.meaning(of: [row.text(0)])
      else { continue }
      var place = place
      (place.row, place.column) = (row.number, columnLetters(1))
      header.values[key] = RawValue(value.text, kind: value.kind, at: place.field(key.name.rawValue))
    }
  }
}

extension SheetRows {
  /// One by one.
  var all: [SourceRow] {
    switch self {
    case .plain(let block): block.rows.map { SourceRow($0, of: block) }
    case .row(let row): [row]
    }
  }
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
