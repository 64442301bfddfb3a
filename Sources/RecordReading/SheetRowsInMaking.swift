import Diagnostics
import Records
import XMLTrees

/// Puts the cells of a sheet's XML (ECMA-376 part 1, 18.3) together as they come.
///
/// A struct: the parser calls a hundred times for each row, and access to each property of a class would be checked.
struct SheetRowsInMaking {
  /// Which element is open that matters. Its depth tells its end; what stands inside without mattering is passed over.
  private enum State {
    case sheet
    case row
    case cell
    case value
    case richText
    case formula
  }

  private let book: Workbook
  private let sheet: Workbook.Sheet
  private var merged: MergedCells
  private(set) var hiddenColumns: [ClosedRange<Int>] = []

  private var state = State.sheet
  private var rowDepth = 0
  private var cellDepth = 0
  private var innerDepth = 0

  // Rows without anything to notice, and what goes out before them.
  private var ready: [SheetRows] = []
  private var bytes: [UInt8] = []
  private var cells: [RawCell] = []
  private var rows: [RowBlock.Row] = []

  // The row that is open.
  private var number = 0
  private var firstCell = 0
  private var column = 0
  private var isInOrder = true
  private var findings: [Finding] = []

  // The cell that is open.
  private var type = CellType.number
  private var style = 0
  private var value: [UInt8] = []
  private var hasValue = false
  private var hasFormula = false
  private var rich = RichText()

  init(_ book: Workbook, _ sheet: Workbook.Sheet, _ merged: MergedCells) {
    self.book = book
    self.sheet = sheet
    self.merged = merged
  }

  /// The rows that are complete.
  mutating func takeRows() -> [SheetRows] {
    flush()
    defer { ready = [] }
    return ready
  }

  /// Hands on the rows that have been put together; those of a row that is open stay.
  private mutating func flush() {
    guard !rows.isEmpty else { return }
    let open = cells[firstCell...].map { cell in
      var cell = cell
      cell.start -= UInt32(rowStart)
      return cell
    }
    let rest = Array(bytes[rowStart...])
    bytes.removeLast(rest.count)
    cells.removeLast(open.count)
    ready.append(.plain(RowBlock(bytes: bytes, cells: cells, rows: rows)))
    (bytes, cells, rows, firstCell, rowStart) = (rest, open, [], 0, 0)
  }

  /// Where the texts of the open row begin.
  private var rowStart = 0

  // MARK: Elements

  mutating func start(_ tag: borrowing XMLTag) {
    switch state {
    case .sheet:
      if tag.isNamed("row") {
        startRow(tag)
      } else if tag.isNamed("col") {
        noteColumn(tag)
      }
    case .row: if tag.isNamed("c") { startCell(tag) }
    case .cell:
      innerDepth = tag.depth
      if tag.isNamed("v") {
        state = .value
        hasValue = true
        value.removeAll(keepingCapacity: true)
      } else if tag.isNamed("is") {
        state = .richText
        hasValue = true
        value.removeAll(keepingCapacity: true)
        rich.removeAll()
      } else if tag.isNamed("f") {
        state = .formula
        hasFormula = true
      }
    case .richText: rich.start(tag)
    case .value, .formula: break
    }
  }

  mutating func end(_ tag: borrowing XMLTag) {
    switch state {
    case .sheet: break
    case .row: if tag.depth == rowDepth { endRow() }
    case .cell: if tag.depth == cellDepth { endCell() }
    case .value, .formula: if tag.depth == innerDepth { state = .cell }
    case .richText:
      guard tag.depth == innerDepth else { return rich.end(tag) }
      rich.finish(into: &value)
      state = .cell
    }
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    switch state {
    case .value: value.append(contentsOf: text)
    case .richText: rich.take(text)
    case .sheet, .row, .cell, .formula: break
    }
  }

  private mutating func noteColumn(_ tag: borrowing XMLTag) {
    func number(_ name: StaticString) -> Int? {
      tag.withAttribute(name) { Int(String(decoding: $0, as: UTF8.self)) } ?? nil
    }
    guard isYes(tag.withAttribute("hidden") { String(decoding: $0, as: UTF8.self) }), let first = number("min"),
      let last = number("max"), 1...16_384 ~= first, first...16_384 ~= last
    else { return }
    hiddenColumns.append(first - 1...last - 1)
  }

  private func isYes(_ word: String?) -> Bool { word == "1" || word == "true" }

  // MARK: Rows

  private mutating func startRow(_ tag: borrowing XMLTag) {
    state = .row
    rowDepth = tag.depth
    let said = tag.withAttribute("r", plainNumber) ?? nil
    number = said.flatMap { 1...1_048_576 ~= $0 ? $0 : nil } ?? number + 1
    (firstCell, column, isInOrder, findings, rowStart) = (cells.count, 0, true, [], bytes.count)
    if isYes(tag.withAttribute("hidden") { String(decoding: $0, as: UTF8.self) }) {
      findings.append(
        Finding(
          .warning, .listHidden, at: Place(file: book.file, sheet: sheet.name, row: number),
          Phrase("这一行在表格中被隐藏，仍按记录读取", "the row is hidden in the workbook; it is read all the same"),
          hint: Phrase("如不需要请删去该行", "delete the row if it is not wanted")))
    }
  }

  private mutating func endRow() {
    state = .sheet
    if !isInOrder {
      // Cells of one column stay in the order of the file.
      let sorted = cells[firstCell...].enumerated().sorted {
        ($0.element.column, $0.offset) < ($1.element.column, $1.offset)
      }
      cells.replaceSubrange(firstCell..., with: sorted.map(\.element))
    }
    let row = RowBlock.Row(number: number, line: nil, cells: firstCell..<cells.count, width: nil)
    guard !findings.isEmpty || merged.reach(number) else {
      rows.append(row)
      (firstCell, rowStart) = (cells.count, bytes.count)
      return
    }
    let block = RowBlock(bytes: bytes, cells: cells, rows: [row])
    var source = SourceRow(row, of: block)
    source.findings = findings
    cells.removeLast(cells.count - firstCell)
    bytes.removeLast(bytes.count - rowStart)
    reportSpread(merged.spread(into: &source), &source)
    flush()
    ready.append(.row(source))
  }

  private mutating func reportSpread(_ areas: [(column: Int, isFromAbove: Bool)], _ row: inout SourceRow) {
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

  // MARK: Cells

  private mutating func startCell(_ tag: borrowing XMLTag) {
    state = .cell
    cellDepth = tag.depth
    (hasValue, hasFormula) = (false, false)
    let reference = tag.withAttribute("r") { CellReference(bytes: $0) } ?? nil
    if let reference { column = reference.column }
    type = tag.withAttribute("t") { CellType($0) } ?? .number
    style = (tag.withAttribute("s", plainNumber) ?? nil) ?? 0
  }

  private mutating func endCell() {
    state = .row
    defer { column += 1 }
    guard column < 16_384, cells.count - firstCell < 16_384 else { return }
    guard hasValue, !value.isEmpty else {
      if hasFormula, type != .formulaText { noteWithoutValue() }
      return
    }
    if let last = cells.last, cells.count > firstCell, Int(last.column) >= column { isInOrder = false }
    let start = bytes.count
    let kind = addValue()
    cells.append(RawCell(column: column, start: start, count: bytes.count - start, kind: kind))
  }

  private var place: Place {
    Place(file: book.file, sheet: sheet.name, row: number, column: columnLetters(column))
  }

  private mutating func noteWithoutValue() {
    findings.append(
      Finding(
        .error, .listFormulaWithoutValue, at: place, Phrase("公式没有保存计算结果", "a formula without its result"),
        hint: Phrase(
          "用 Excel 或 WPS 打开，保存后再试；或把公式改成文字", "open and save it in Excel or WPS, or replace the formula by text")))
  }

  /// Puts the cell's text behind those before it.
  private mutating func addValue() -> RawCell.Kind {
    switch type {
    case .shared:
      let number =
        value.withUnsafeBufferPointer(plainNumber)
        ?? Int(String(decoding: value, as: UTF8.self).trimmed)
      if let text = number.flatMap({ book.strings[$0] }) {
        bytes.append(contentsOf: text)
      } else {
        findings.append(
          Finding(.error, .listCellError, at: place, Phrase("单元格的文字在文件中缺失", "the cell's text is missing in the file")))
      }
    case .boolean:
      let isOn = value == [UInt8(ascii: "1")]
      bytes.append(contentsOf: (isOn ? "TRUE" : "FALSE").utf8)
      return isOn ? .on : .off
    case .fault:
      let word = String(decoding: value, as: UTF8.self)
      findings.append(
        Finding(
          .error, .listCellError, at: place,
          Phrase("单元格是错误值 \(word.prefix(12))", "the cell is the error \(word.prefix(12))"),
          hint: Phrase("请改成正确的内容", "put in what belongs there")))
      bytes.append(contentsOf: value)
    case .formulaText: appendWithoutEscapes(value, to: &bytes)
    case .number: return addNumber()
    case .text: bytes.append(contentsOf: value)
    }
    return .text
  }

  private mutating func addNumber() -> RawCell.Kind {
    let kind: RawCell.Kind =
      !book.styles.showsDate(style) ? .number : book.countsFrom1904 ? .dateFrom1904 : .dateFrom1900
    if value.count <= 15, value.allSatisfy({ $0 &- 0x30 < 10 }) {
      bytes.append(contentsOf: value)
      return kind
    }
    let word = String(decoding: value, as: UTF8.self)
    guard let number = Double(word.trimmed), number.isFinite else {
      bytes.append(contentsOf: value)
      return .text
    }
    bytes.append(contentsOf: word.trimmed.utf8)
    return kind
  }
}

/// What a cell's `t` says.
private enum CellType {
  case shared
  case boolean
  case fault
  case formulaText
  case number
  case text

  init(_ word: UnsafeBufferPointer<UInt8>) {
    switch word.count {
    case 1:
      switch word[0] {
      case UInt8(ascii: "s"): self = .shared
      case UInt8(ascii: "b"): self = .boolean
      case UInt8(ascii: "e"): self = .fault
      case UInt8(ascii: "n"): self = .number
      default: self = .text
      }
    case 3: self = word.elementsEqual("str".utf8) ? .formulaText : .text
    default: self = .text
    }
  }
}

/// A number of digits alone, nine at most; anything else as `Int` has it.
private func plainNumber(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
  guard (1...9).contains(text.count), text.allSatisfy({ $0 &- 0x30 < 10 }) else {
    return Int(String(decoding: text, as: UTF8.self))
  }
  return text.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
}
