import CXLSXWriter
package import Diagnostics
package import Records

/// Writes a workbook that enterprises fill in for one form: the right headings, text cells where digits would be lost, drop-down
/// lists, rules that the spreadsheet program checks, and a sheet that explains every column.
///
/// Readers of lists take it back as it is; what stands once on a batch's paper has a sheet of its own.
///
/// - Parameters:
///   - rows: How many rows are prepared for people.
///   - header: Of a form about a batch: what already stands on it.
///   - people: Those who already stand there.
/// - Throws: `Refusal` when a text holds a character that a workbook cannot, or the file cannot be written.
package func writeFormSheet(
  _ shape: FormShape, to path: String, rows: Int, header: Record? = nil, people: [Record] = []
) throws(Refusal) {
  var writer = FormSheetWriter(shape, people: people, book: try Workbook(path: path))
  try writer.write(rows: rows, header: header, people: people)
}

private struct FormSheetWriter {
  private let shape: FormShape
  private let book: Workbook
  private let people: [FormColumn]
  private let columns: FormColumns
  /// Where the words of long lists stand on the sheet of options, by list.
  private var references: [String: String] = [:]

  init(_ shape: FormShape, people: [Record], book: Workbook) {
    self.shape = shape
    self.book = book
    columns = FormColumns(shape)
    self.people = columns.people(for: people)
    for (position, list) in longLists.enumerated() {
      let letter = Self.letters(position)
      references[list.id] = "='\(FormSheetNames.options)'!$\(letter)$1:$\(letter)$\(list.distinctWords.count)"
    }
  }

  mutating func write(rows: Int, header: Record?, people records: [Record]) throws(Refusal) {
    if !people.isEmpty { try table("名单", people, rows: max(rows, records.count), records) }
    if !columns.header.isEmpty { try once(columns.header, header) }
    for (group, label, columns) in columns.headerGroups {
      try table(label, columns, rows: max(rows, group.minimum), header?.entries(of: group.name) ?? [])
    }
    try notes()
    try options()
    try book.finish()
  }

  // MARK: Sheets

  private func table(_ name: String, _ columns: [FormColumn], rows: Int, _ records: [Record]) throws(Refusal) {
    try book.addSheet(name)
    worksheet_freeze_panes(book.sheet, 1, 0)
    for (position, column) in columns.enumerated() {
      book.setColumn(position, width: column.width, column.style)
      try book.write(column.heading, row: 0, position, column.isRequired ? .required : .heading)
    }
    for (number, record) in records.enumerated() {
      for (position, column) in columns.enumerated() { try put(record.text(column), column, row: number + 1, position) }
    }
    guard rows > 0 else { return }
    // Programs that write cells do not always look at what their column is.
    for row in records.count..<max(rows, records.count) {
      for (position, column) in columns.enumerated() { book.prepare(row: row + 1, position, column.style) }
    }
    for (position, column) in columns.enumerated() {
      try rule(column, rows: 1...rows, column: position)
    }
  }

  /// What stands once: a row for each field.
  private func once(_ fields: [FormColumn], _ header: Record?) throws(Refusal) {
    try book.addSheet(FormSheetNames.batch)
    worksheet_freeze_panes(book.sheet, 1, 0)
    for (position, (words, width)) in [(FormSheetNames.item, 28.0), (FormSheetNames.content, 48), ("说明", 60)]
      .enumerated()
    {
      book.setColumn(position, width: width, .text)
      try book.write(words, row: 0, position, .heading)
    }
    for (number, field) in fields.enumerated() {
      try book.write(field.heading, row: number + 1, 0)
      try put(header?.text(field) ?? "", field, row: number + 1, 1)
      try book.write(rule(for: field, cell: "B\(number + 2)")?.prompt ?? "", row: number + 1, 2)
    }
    for (number, field) in fields.enumerated() {
      try rule(field, rows: number + 1...number + 1, column: 1)
    }
  }

  private func notes() throws(Refusal) {
    let headings: [(String, Double)] = [("列", 6), ("列名", 30), ("必填", 6), ("怎样填写", 60), ("可选的内容", 80)]
    try book.addSheet(FormSheetNames.notes, headings: headings.map { (text: $0.0, width: $0.1) })
    var row = 1
    let all =
      [("名单", people)] + [(FormSheetNames.batch, columns.header)] + columns.headerGroups.map { ($0.label, $0.columns) }
    for (sheet, columns) in all {
      for (position, column) in columns.enumerated() {
        let place = sheet == FormSheetNames.batch ? sheet : "\(sheet) \(Self.letters(position))"
        try book.write(place, row: row, 0)
        try book.write(column.heading, row: row, 1)
        try book.write(column.isRequired ? "是" : "", row: row, 2)
        try book.write(rule(for: column, cell: "A1")?.prompt ?? "", row: row, 3)
        let words = column.isTick ? "" : column.list?.distinctWords.joined(separator: "、") ?? ""
        try book.write(words, row: row, 4)
        row += 1
      }
    }
    try identity(row: row)
  }

  /// What the reader knows the form by, in two places: programs that drop a workbook's properties keep its sheets.
  private func identity(row: Int) throws(Refusal) {
    workbook_set_custom_property_string(book.book, FormSheetNames.property, shape.form.namespace)
    for (position, words) in ["表格", shape.title, "", "请勿改动本行，读取时凭此识别表格及其版本。", shape.form.namespace].enumerated() {
      try book.write(words, row: row, position)
    }
  }

  /// The words of lists that are too long for a rule, one list to a column, on a sheet that does not show.
  private func options() throws(Refusal) {
    guard !longLists.isEmpty else { return }
    try book.addSheet(FormSheetNames.options)
    worksheet_hide(book.sheet)
    let words = longLists.map(\.distinctWords)
    for row in 0..<(words.map(\.count).max() ?? 0) {
      for (position, list) in words.enumerated() where row < list.count {
        try book.write(list[row], row: row, position)
      }
    }
  }

  // MARK: Cells

  private func put(_ text: String, _ column: FormColumn, row: Int, _ position: Int) throws(Refusal) {
    if column.style != .text, let number = Double(text.filter { $0 != "," }) {
      try book.write(number, row: row, position, column.style)
    } else {
      try book.write(text, row: row, position)
    }
  }

  private func rule(_ column: FormColumn, rows: ClosedRange<Int>, column position: Int) throws(Refusal) {
    guard let rule = rule(for: column, cell: "\(Self.letters(position))\(rows.lowerBound + 1)") else { return }
    try book.add(rule, rows: rows, column: position)
  }

  private func rule(for column: FormColumn, cell: String) -> CellRule? {
    CellRule(column, cell: cell, reference: column.field.optionList.flatMap { references[$0] })
  }

  /// Lists that some drop-down shows and that are too long to stand in its rule.
  private var longLists: [OptionList] {
    let all = people + columns.header + columns.headerGroups.flatMap(\.columns)
    let ids = Set(all.filter { $0.field.type == .option }.compactMap(\.field.optionList)).sorted()
    return ids.compactMap { shape.dictionary.optionLists[$0] }.filter { !$0.fitsIntoRule }
  }

  private static func letters(_ column: Int) -> String {
    column < 26 ? String(UnicodeScalar(UInt8(65 + column))) : letters(column / 26 - 1) + letters(column % 26)
  }
}

extension FormColumn {
  /// Numbers stay numbers; everything else is text, so that no digit is lost.
  fileprivate var style: Workbook.Style {
    switch field.type {
    case .count: .number
    case .amount: .amount
    case .area, .number: .decimal
    case .name, .text, .residentID, .date, .option, .options, .phone, .address, .creditCode: .text
    }
  }

  /// In characters of Latin text, as spreadsheet programs count.
  fileprivate var width: Double {
    let heading = Double(heading.unicodeScalars.count * 2 + 2)
    let content: Double =
      switch field.type {
      case .residentID, .creditCode: 21
      case .text, .address: 20
      case .phone: 16
      case .options where isTick: 6
      default: 11
      }
    return max(content, min(heading, 24))
  }
}
