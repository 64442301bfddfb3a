import Diagnostics
import Documents
import Measures
import Records
import XMLTrees

extension TemplateReader {
  func table(_ element: XMLElement, style: TextStyle, width: Length, scope: Scope) -> TemplateTable {
    let columns = element.lengths("columns", faults)
    checkWidth(of: columns, within: width, at: element.place)
    let rule = element.length("rule", faults) ?? .points(0.5)
    let table = TemplateTable(
      columns: columns,
      style: TableStyle(
        rule: rule, frame: element.length("frame", faults) ?? rule,
        padding: element.length("padding", faults) ?? .mm(0.8)),
      rows: element.elements.flatMap { rows($0, style: style, isHeader: false, scope: scope) }, place: element.place)
    checkGrid(of: element, columns: columns.count)
    return table
  }

  private func rows(_ element: XMLElement, style: TextStyle, isHeader: Bool, scope: Scope) -> [TemplateRows] {
    switch element.name {
    case "tr": [.row(row(element, style: style, isHeader: isHeader, scope: scope))]
    case "thead": element.elements.flatMap { rows($0, style: style, isHeader: true, scope: scope) }
    case "rows": repeated(element, style: style, scope: scope)
    case "when":
      conditional(element) {
        element.elements.flatMap { rows($0, style: style, isHeader: isHeader, scope: scope) }
      } wrap: {
        .when($0, $1)
      }
    default: []
    }
  }

  private func repeated(_ element: XMLElement, style: TextStyle, scope: Scope) -> [TemplateRows] {
    let name = FieldName(element.required("each", faults))
    guard let group = dictionary.group(name) else {
      faults.add(
        .templateUnknownGroup, at: element.place,
        Phrase("字典中没有成组字段 “\(name)”", "the dictionary has no group \"\(name)\""),
        hint: Phrase(
          "可用：\(dictionary.groups.map(\.name.rawValue).joined(separator: " "))",
          "one of: \(dictionary.groups.map(\.name.rawValue).joined(separator: " "))"))
      return []
    }
    let inner = Scope(subject: scope.subject, group: group)
    let rows = element.elements(named: "tr").map { row($0, style: style, isHeader: false, scope: inner) }
    let whole = TemplateRepeat(
      group: name, minimum: element.integer("at-least", in: 0...200, faults) ?? 0, section: nil, rows: rows)
    return element["by"] == nil ? [.repeated(whole)] : sections(of: whole, element, style: style, scope: scope)
  }

  /// For each option of a field its head, then the entries that have it.
  private func sections(
    of whole: TemplateRepeat, _ element: XMLElement, style: TextStyle, scope: Scope
  ) -> [TemplateRows] {
    let field = FieldName(element["by"] ?? "")
    guard let list = dictionary.options(of: field), dictionary[field]?.type == .option else {
      faults.add(
        .templateNotAChoice, at: element.place,
        Phrase("by=“\(field)” 应是单选字段", "by=\"\(field)\" should be a field of one option"))
      return []
    }
    var codes: Set<String> = []
    return list.options.filter { codes.insert($0.code).inserted }.enumerated().flatMap { number, option in
      var head = scope
      head.option = (option.label, number + 1)
      var part = whole
      part.section = GroupSection(field: field, code: option.code)
      let heads = element.first("head")?.elements(named: "tr") ?? []
      return heads.map { TemplateRows.row(row($0, style: style, isHeader: false, scope: head)) } + [.repeated(part)]
    }
  }

  private func row(_ element: XMLElement, style: TextStyle, isHeader: Bool, scope: Scope) -> TemplateRow {
    let own = element.style(style, faults)
    return TemplateRow(
      height: element.length("height", faults) ?? .mm(7), isHeader: isHeader,
      keepsWithPrevious: element.keepsWithPrevious,
      cells: element.elements.map { cell($0, style: own, scope: scope) })
  }

  private func cell(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateCell {
    let isHeader = element.name == "th"
    var inherited = style
    // Cells are centred, as forms are; a line of text that should not be says so.
    if inherited.alignment == .left || inherited.alignment == .justify { inherited.alignment = .centre }
    let own = element.style(inherited, faults)
    let paragraphs = element.elements(named: "p")
    return TemplateCell(
      columnSpan: element.integer("colspan", in: 1...100, faults) ?? 1,
      rowSpan: element.integer("rowspan", in: 0...500, faults) ?? 1, isHeader: isHeader,
      writing: element.word("writing", Cell.Writing.self, faults) ?? .horizontal,
      paragraphs: paragraphs.isEmpty
        ? [paragraph(element, style: own, scope: scope)]
        : paragraphs.map { paragraph($0, style: $0.style(own, faults), scope: scope) },
      style: own, place: element.place)
  }

  private func checkWidth(of columns: [Length], within width: Length, at place: Place) {
    let total = columns.reduce(.zero, +)
    guard total > width + .points(0.5) else { return }
    let (have, want) = (rounded(width.mm), rounded(total.mm))
    faults.add(
      .templateTooWide, at: place,
      Phrase("表格宽 \(want) mm，版心只有 \(have) mm", "the table is \(want) mm wide, the page has \(have) mm"),
      hint: Phrase("缩小 columns 中的宽度，或减小页边距", "reduce the widths in columns, or the page's margins"))
  }

  private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// Each row must be filled exactly by its cells and those that hang down into it.
  private func checkGrid(of table: XMLElement, columns: Int) {
    // For each column, how many rows are still covered from above; -1 stands for "to the end of the table".
    var covered = [Int](repeating: 0, count: columns)
    for row in table.descendants(named: "tr") {
      var column = 0
      for cell in row.elements {
        while column < columns, covered[column] != 0 { column += 1 }
        let span = Int(cell["colspan"] ?? "1") ?? 1
        let rows = Int(cell["rowspan"] ?? "1") ?? 1
        let end = column + span
        guard end <= columns, covered[column..<end].allSatisfy({ $0 == 0 }) else {
          faults.add(
            .templateGrid, at: cell.place,
            Phrase(
              "这一格超出表格的 \(columns) 列，或与上方的合并格重叠",
              "this cell leaves the table's \(columns) columns, or overlaps one from above"),
            hint: Phrase("核对本行各格的 colspan 和上面各行的 rowspan", "check the colspans of this row and the rowspans above it"))
          return
        }
        for index in column..<end { covered[index] = rows == 0 ? -1 : rows }
        column = end
      }
      if let gap = covered.firstIndex(of: 0) {
        faults.add(
          .templateGrid, at: row.place,
          Phrase("这一行在第 \(gap + 1) 列缺格（共 \(columns) 列）", "this row has no cell in column \(gap + 1) of \(columns)"),
          hint: Phrase("补一个 <td/>，或加大 colspan", "add a <td/> or enlarge a colspan"))
        return
      }
      covered = covered.map { $0 > 0 ? $0 - 1 : $0 }
    }
  }
}

extension XMLElement {
  /// All elements of this name below this one, in document order.
  fileprivate func descendants(named name: String) -> [XMLElement] {
    elements.flatMap { $0.name == name ? [$0] : $0.descendants(named: name) }
  }
}
