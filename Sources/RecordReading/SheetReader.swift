import Diagnostics
import XMLTrees

/// Reads the rows of one sheet as they unpack.
struct SheetReader {
  private let book: Workbook
  private let sheet: Workbook.Sheet
  private let reader: XMLPullReader
  private var merged = MergedCells()
  private(set) var hiddenColumns: [ClosedRange<Int>] = []
  private var lastNumber = 0

  /// - Returns: `nil` when the workbook lacks the sheet's part.
  init?(_ book: Workbook, _ sheet: Workbook.Sheet) throws(Refusal) {
    self.book = book
    self.sheet = sheet
    // Merged cells stand after the rows that they change: a sheet that has some is read twice.
    if try book.part(sheet.part, holds: "mergeCell"), let first = try book.stream(sheet.part) {
      merged = try MergedCells(first)
    }
    guard let reader = try book.stream(sheet.part) else { return nil }
    self.reader = reader
  }

  /// The next row that is not empty, merged texts filled in; `nil` at the end.
  mutating func next() throws(Refusal) -> SourceRow? {
    while let event = try reader.next() {
      guard event == .start else { continue }
      if reader.name == "col" { noteColumn() }
      if reader.name == "row" { return try readRow() }
    }
    return nil
  }

  private mutating func noteColumn() {
    guard ["1", "true"].contains(reader[attribute: "hidden"] ?? ""),
      let first = reader[attribute: "min"].flatMap({ Int($0) }),
      let last = reader[attribute: "max"].flatMap({ Int($0) }),
      1...16_384 ~= first, first...16_384 ~= last
    else { return }
    hiddenColumns.append(first - 1...last - 1)
  }

  private mutating func readRow() throws(Refusal) -> SourceRow {
    let outer = reader.depth
    let said = reader[attribute: "r"].flatMap { Int($0) }.flatMap { 1...1_048_576 ~= $0 ? $0 : nil }
    var row = SourceRow(number: said ?? lastNumber + 1, cells: [])
    lastNumber = row.number
    if ["1", "true"].contains(reader[attribute: "hidden"] ?? "") {
      row.findings.append(
        Finding(
          .warning, .listHidden, at: Place(file: book.file, sheet: sheet.name, row: row.number),
          Phrase("这一行在表格中被隐藏，仍按记录读取", "the row is hidden in the workbook; it is read all the same"),
          hint: Phrase("如不需要请删去该行", "delete the row if it is not wanted")))
    }
    var column = 0
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      guard event == .start, reader.name == "c" else { continue }
      if let reference = reader[attribute: "r"].flatMap({ CellReference($0) }) { column = reference.column }
      if column < 16_384, row.cells.count < 16_384, let cell = try readCell(column, &row) { row.cells.append(cell) }
      column += 1
    }
    if !row.cells.isEmpty { row.cells.sort { $0.column < $1.column } }
    reportSpread(merged.spread(into: &row), &row)
    return row
  }

  private func readCell(_ column: Int, _ row: inout SourceRow) throws(Refusal) -> ListCell? {
    let outer = reader.depth
    let type = reader[attribute: "t"] ?? "n"
    let style = reader[attribute: "s"].flatMap { Int($0) } ?? 0
    var value: String?
    var hasFormula = false
    while let event = try reader.next() {
      if event == .end, reader.depth == outer { break }
      guard event == .start else { continue }
      switch reader.name {
      case "v": value = try reader.readText()
      case "is": value = try readRichText(reader)
      case "f":
        hasFormula = true
        try reader.skipElement()
      default: break
      }
    }
    let place = Place(file: book.file, sheet: sheet.name, row: row.number, column: columnLetters(column))
    guard let value, !value.isEmpty else {
      if hasFormula, type != "str" {
        row.findings.append(
          Finding(
            .error, .listFormulaWithoutValue, at: place, Phrase("公式没有保存计算结果", "a formula without its result"),
            hint: Phrase(
              "用 Excel 或 WPS 打开，保存后再试；或把公式改成文字", "open and save it in Excel or WPS, or replace the formula by text")))
      }
      return nil
    }
    return cell(column, type, style, value, place, &row)
  }

  private func cell(
    _ column: Int, _ type: String, _ style: Int, _ value: String, _ place: Place, _ row: inout SourceRow
  ) -> ListCell {
    switch type {
    case "s":
      if let text = Int(value.trimmed).flatMap({ book.strings[$0] }) { return ListCell(column: column, text: text) }
      row.findings.append(
        Finding(.error, .listCellError, at: place, Phrase("单元格的文字在文件中缺失", "the cell's text is missing in the file")))
      return ListCell(column: column, text: "")
    case "b": return ListCell(column: column, text: value == "1" ? "TRUE" : "FALSE", kind: .mark(value == "1"))
    case "e":
      row.findings.append(
        Finding(
          .error, .listCellError, at: place,
          Phrase("单元格是错误值 \(value.prefix(12))", "the cell is the error \(value.prefix(12))"),
          hint: Phrase("请改成正确的内容", "put in what belongs there")))
      return ListCell(column: column, text: value)
    case "str": return ListCell(column: column, text: withoutEscapes(value))
    case "n":
      guard let number = Double(value.trimmed), number.isFinite else { return ListCell(column: column, text: value) }
      return ListCell(
        column: column, text: value.trimmed,
        kind: book.styles.showsDate(style) ? .dateSerial(number, epoch1904: book.countsFrom1904) : .number(number))
    default: return ListCell(column: column, text: value)
    }
  }

  private func reportSpread(_ areas: [(column: Int, isFromAbove: Bool)], _ row: inout SourceRow) {
    for (column, isFromAbove) in areas {
      let place = Place(file: book.file, sheet: sheet.name, row: row.number, column: columnLetters(column))
      row.findings.append(
        isFromAbove
          ? Finding(
            .fix, .listMergedSpread, at: place,
            Phrase("合并单元格的内容已填到这一行", "the text of a merged cell was filled into this row"))
          : Finding(
            .warning, .listMergedSpread, at: place,
            Phrase("记录中有合并的单元格，内容已填到每一格", "cells of a record are merged; each was given the text"),
            hint: Phrase("请取消合并，逐格填写", "undo the merging and fill in each cell")))
    }
  }
}
