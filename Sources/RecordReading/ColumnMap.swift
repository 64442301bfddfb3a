import Diagnostics
import Records

/// Which column of a table goes to which field.
struct ColumnMap {
  private(set) var columns: [ListSummary.Column] = []
  private var slots: [Int: Int] = [:]
  private var labels: [String] = []
  private var ignored: Set<Int> = []
  /// The compared texts of the rows of headings, to know them again further down.
  var headerTexts: [[Int: String]] = []

  /// Whether each row is an entry of a repeated part of a batch as a whole, and not a person.
  var isOfBatch: Bool {
    let read = columns.filter { $0.key != nil }
    return !read.isEmpty && read.allSatisfy { $0.group?.isOfBatch == true }
  }

  var lastColumn: Int { columns.last?.index ?? 0 }

  static func make(
    from header: Header, _ index: HeadingIndex, at place: Place
  ) -> (map: ColumnMap, findings: [Finding]) {
    var map = ColumnMap()
    var findings: [Finding] = []
    for (column, path) in header.paths {
      var entry = ListSummary.Column(index: column, heading: path.joined(separator: "-"))
      var here = place
      here.column = entry.label
      switch map.settle(index.meaning(of: path), path, &entry, index) {
      case .taken: break
      case .ignored: map.ignored.insert(column)
      case .unknown: findings.append(unknown(here))
      case .duplicate: findings.append(duplicate(here))
      case .guessed:
        findings.append(
          Finding(
            .suggestion, .listDuplicateColumn, at: here,
            Phrase("列名重复，按联系人的信息读取，请核对", "the heading stands here again; it is read as the contact's")))
      }
      map.slots[column] = map.columns.count
      map.columns.append(entry)
      map.labels.append(entry.label)
    }
    return (map, findings)
  }

  private enum Verdict {
    case taken
    case guessed
    case ignored
    case unknown
    case duplicate
  }

  private func settle(
    _ meaning: ColumnMeaning?, _ path: [String], _ column: inout ListSummary.Column, _ index: HeadingIndex
  ) -> Verdict {
    switch meaning {
    case nil: return .unknown
    case .ignored: return .ignored
    case .field(let key):
      guard columns.contains(where: { $0.group == nil && $0.key == key }) else {
        column.key = key
        return .taken
      }
      // 姓名 电话 … 联系人姓名 关系 电话: the second 电话 is the contact's.
      guard let group = columns.last?.group,
        case .entry(_, _, let inner) = index.meaning(of: path[path.count - 1], within: group)
      else { return .duplicate }
      return take(inner, of: group, number: columns.last?.entry, &column) == .taken ? .guessed : .duplicate
    case .entry(let group, let number, let key):
      return take(key, of: group, number: number, &column)
    }
  }

  private func take(
    _ key: FieldKey, of group: FieldName, number: Int?, _ column: inout ListSummary.Column
  ) -> Verdict {
    let used = Set(columns.filter { $0.group == group && $0.key == key }.compactMap(\.entry))
    let entry = number ?? (1...).first { !used.contains($0) } ?? 1
    guard !used.contains(entry) else { return .duplicate }
    (column.key, column.group, column.entry) = (key, group, entry)
    return .taken
  }

  private static func unknown(_ place: Place) -> Finding {
    Finding(
      .fix, .listUnknownColumn, at: place, Phrase("这一列不认识，没有读取", "this column is not known and was not read"),
      hint: Phrase("如需读取，请改用 handover fields 列出的列名", "to have it read, use a heading that handover fields lists"))
  }

  private static func duplicate(_ place: Place) -> Finding {
    Finding(
      .warning, .listDuplicateColumn, at: place,
      Phrase("列名与前面的列重复，只读取前面的一列", "the heading means the same as one before; only that one is read"),
      hint: Phrase("请删去或改名其中一列", "remove or rename one of them"))
  }

  func label(_ column: Int) -> String? { slots[column].map { labels[$0] } }

  /// Whether nothing stands in a row but row numbers and the like.
  func holdsOnlyIgnored(_ row: SourceRow) -> Bool {
    row.cells.allSatisfy { $0.text.trimmed.isEmpty || ignored.contains($0.column) }
  }

  /// Whether a row repeats one of the rows of headings, as printed pages do.
  func isHeadingAgain(_ row: SourceRow) -> Bool {
    headerTexts.contains { texts in
      var same = 0
      for cell in row.cells {
        guard let text = texts[cell.column] else { return false }
        let mine = comparableHeading(cell.text)
        if mine == text, !mine.isEmpty { same += 1 } else if !mine.isEmpty { return false }
      }
      return same >= 2 || (same == 1 && texts.count == 1)
    }
  }

  /// Whether a row with this first cell may repeat headings; `false` is sure.
  func mayBeHeading(_ text: UnsafeBufferPointer<UInt8>, _ column: Int) -> Bool {
    // What is no heading's text as it is compared is compared with all care.
    guard isComparable(text) else { return true }
    return headerTexts.contains { texts in texts[column].map { $0.utf8.elementsEqual(text) } ?? false }
  }

  /// What the gate needs to know of the columns.
  func layout(file: String, sheet: String?, _ dictionary: FieldDictionary) -> RowLayout {
    var read = [RowLayout.Column?](repeating: nil, count: (columns.map(\.index).max() ?? -1) + 1)
    for (column, label) in zip(columns, labels) {
      guard let key = column.key else { continue }
      read[column.index] = RowLayout.Column(
        key: key, label: label, group: column.entry == nil ? nil : column.group, entry: column.entry ?? 1)
    }
    return RowLayout(file: file, sheet: sheet, columns: read, dictionary: dictionary)
  }
}

/// Whether a text is surely what `comparableHeading` makes of it: digits, small letters, common Chinese characters.
private func isComparable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = 0
  while index < text.count {
    switch text[index] {
    case 0x30...0x39, 0x61...0x7A: index += 1
    case 0xE4 where index + 1 < text.count && text[index + 1] >= 0xB8: index += 3
    case 0xE5...0xE8: index += 3
    case 0xE9 where index + 1 < text.count && text[index + 1] <= 0xBE: index += 3
    default: return false
    }
  }
  return true
}
