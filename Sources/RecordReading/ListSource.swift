internal import Archives
package import Diagnostics
package import Records

/// Where a list comes from.
package struct ListSource: Sendable {
  enum Content: Sendable {
    case bytes([UInt8])
    case path(String)
    case stream(StreamedList)
  }

  /// What places call the file.
  package let name: String
  let content: Content
  let reading = ReadingShare()

  /// A list that is in memory.
  package init(untrustedBytes: [UInt8], name: String) {
    content = .bytes(untrustedBytes)
    self.name = name
  }

  /// A list on disk, which is read in pieces and never whole.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - name: What findings call it; without one, the path's last part.
  package init(path: String, name: String? = nil) {
    content = .path(path)
    self.name = name ?? path.split(separator: "/").last.map { String($0) } ?? path
  }
}

extension ListSource {
  /// A list that comes through the standard input: JSON Lines, JSON or CSV, in UTF-8. It can be read once.
  ///
  /// - Parameter name: What findings call it.
  /// - Throws: `Refusal` when there is no standard input.
  package init(standardInput name: String) throws(Refusal) {
    self.init(stream: StreamedList(try FilePieces(standardInput: name)), name: name)
  }

  init(stream: StreamedList, name: String) {
    content = .stream(stream)
    self.name = name
  }

  /// Whether the list can only be read once, from beginning to end.
  package var isStream: Bool { if case .stream = content { true } else { false } }

  /// The first line of a text: what tells one stream from another before it is read.
  package func firstLine() throws(Refusal) -> [UInt8] { Array(try head(64 << 10).prefix { $0 != 0x0A }) }

  /// How much of the list has been read, from 0 to 1; `nil` where its length is not known.
  package var share: Double? { reading.share }
}

typealias Pieces = () throws(Refusal) -> [UInt8]?

extension ListSource {
  /// The file from its beginning, in pieces; each call begins anew.
  func pieces() throws(Refusal) -> Pieces {
    switch content {
    case .stream(let list): return try list.pieces(name)
    case .path(let path):
      let file = try FilePieces(path: path, name: name)
      reading.begin(of: file.size)
      return { [reading] () throws(Refusal) -> [UInt8]? in
        let piece = try file.next()
        reading.add(piece?.count ?? 0)
        return piece
      }
    case .bytes(let bytes):
      var offset = 0
      return { () throws(Refusal) -> [UInt8]? in
        guard offset < bytes.count else { return nil }
        let end = min(bytes.count, offset + (256 << 10))
        defer { offset = end }
        return Array(bytes[offset..<end])
      }
    }
  }

  /// The first bytes of the file, at most so many.
  func head(_ count: Int) throws(Refusal) -> [UInt8] {
    if case .stream(let list) = content { return Array(try list.head().prefix(count)) }
    let pieces = try pieces()
    var head: [UInt8] = []
    while head.count < count, let piece = try pieces() { head += piece }
    return Array(head.prefix(count))
  }

  func openArchive() throws(Refusal) -> ZIPArchive {
    switch content {
    case .stream: throw onlyOnce(name)
    case .path(let path): try ZIPArchive(path: path, file: name)
    case .bytes(let bytes): try ZIPArchive(untrustedBytes: bytes, file: name)
    }
  }
}

/// One cell of a list as it stood there.
package struct ListCell: Sendable, Hashable {
  /// The column, counted from 0.
  package var column: Int
  /// The text; of a numeric cell, the digits as the file stores them.
  package var text: String
  /// What the text was in its source: a number, a date, a truth value, or text.
  package var kind: RawValue.Kind

  package init(column: Int, text: String, kind: RawValue.Kind = .text) {
    self.column = column
    self.text = text
    self.kind = kind
  }
}

/// One record of a list, with everything that stood in its row.
package struct ListRow: Sendable {
  /// A row of a table as it was read, or what was made of an entry that is none.
  enum Content: Sendable {
    case row(RawRow)
    case record(RawRecord)
  }

  let content: Content
  /// The number that the row itself says it has in a larger list (`@number` of JSON), from 1.
  package var number: Int?
  /// What was noticed while reading this row; with an error among them the row should not be used.
  package var findings: [Finding]

  /// Where the row stood.
  package var place: Place {
    switch content {
    case .row(let row): row.place
    case .record(let record): record.place
    }
  }

  /// What was understood of the row, as raw texts.
  package var record: RawRecord {
    switch content {
    case .row(let row): row.record
    case .record(let record): record
    }
  }

  /// Every cell that was not empty, of unmatched columns too, in order; of JSON and XML none.
  package var cells: [ListCell] {
    guard case .row(let row) = content, row.layout.isTable else { return [] }
    return row.cells.map { ListCell($0, of: row.block) }
  }

  /// What the gate says of it.
  package func judged(by gate: Gate, with settings: Gate.Settings) -> Judgement {
    switch content {
    case .row(let row): gate.judge(row, with: settings)
    case .record(let record): gate.judge(record, with: settings)
    }
  }
}

extension ListCell {
  init(_ cell: RawCell, of block: RowBlock) {
    let text = block.text(cell)
    self.init(column: Int(cell.column), text: text, kind: RawRow.kind(of: cell, text))
  }

  var rawKind: RawCell.Kind {
    switch kind {
    case .text: .text
    case .number: .number
    case .dateSerial(_, let epoch1904): epoch1904 ? .dateFrom1904 : .dateFrom1900
    case .mark(let isOn): isOn ? .on : .off
    }
  }
}

/// What was found in a list.
package struct ListSummary: Sendable {
  /// What kind of file it was, told by its content.
  package enum Format: String, Sendable {
    case csv
    case xlsx
    case json
    case xml
  }

  /// One sheet of a workbook; of other files, the one table.
  package struct Sheet: Sendable {
    /// The sheet's name; `nil` for files without sheets.
    package var name: String?
    /// The rows that hold the headings; `nil` when none were found, or for JSON and XML.
    package var headerRows: ClosedRange<Int>?
    /// Titles and notes above the headings, one text for each row.
    package var titles: [String] = []
    /// What stands under the headings, from left to right.
    package var columns: [Column] = []
    /// How many records were read.
    package var records = 0
    /// The first rows that were left out on purpose, and why; never more than `mostDropped`.
    package var dropped: [DroppedRow] = []
    /// How many rows were left out on purpose.
    package var droppedCount = 0

    static let mostDropped = 200
  }

  /// One column of a table, and what it was taken for.
  package struct Column: Sendable, Hashable {
    /// Counted from 0.
    package var index: Int
    /// The heading's words; those of several rows joined by `-`.
    package var heading: String
    /// The field that it means, or `nil` for a column that is not understood.
    package var key: FieldKey?
    /// The group, for a column of a repeated part.
    package var group: FieldName?
    /// Which entry of the group, from 1.
    package var entry: Int?

    /// Such as `C 身份证号`.
    package var label: String { columnLetters(index) + (heading.isEmpty ? "" : " " + heading) }
  }

  /// A row that was left out on purpose.
  package struct DroppedRow: Sendable, Hashable {
    /// Why a row was left out.
    package enum Reason: String, Sendable {
      /// A sum, a signature line, a note, a page number, or a row without anything that a column is read for.
      case footer
      /// The headings or the title once more, as on printed pages.
      case repeatedHeading
    }
    /// Its number, as a spreadsheet program shows it.
    package var row: Int
    /// Why it was left out.
    package var reason: Reason
  }

  /// What kind of file it was.
  package var format: Format
  /// The name of a text file's encoding.
  package var encoding: String?
  /// The sheets that were read, in order; other files count as one sheet.
  package var sheets: [Sheet] = []

  /// How many records were read in all.
  package var records: Int { sheets.reduce(0) { $0 + $1.records } }
}

/// `A` for 0, `Z` for 25, `AA` for 26.
package func columnLetters(_ column: Int) -> String {
  var letters = ""
  var rest = column + 1
  while rest > 0 {
    let digit = UInt8((rest - 1) % 26)
    letters.insert(Character(Unicode.Scalar(UInt8(ascii: "A") + digit)), at: letters.startIndex)
    rest = (rest - 1) / 26
  }
  return letters
}

/// A row of a table before anything is understood of it.
struct SourceRow {
  /// As a spreadsheet program shows it.
  var number: Int
  /// The line of a text file.
  var line: Int?
  /// The cells that are not empty, in order of column.
  var cells: [ListCell]
  /// How many cells the row has, where the file says so: delimited text.
  var width: Int?
  /// Columns whose text was spread from a merged cell that begins further left.
  var spreadRight: Set<Int> = []
  var findings: [Finding] = []

  func text(_ column: Int) -> String { cells.first { $0.column == column }?.text ?? "" }
}

extension SourceRow {
  init(_ row: RowBlock.Row, of block: RowBlock) {
    self.init(
      number: row.number, line: row.line, cells: block.cells[row.cells].map { ListCell($0, of: block) },
      width: row.width)
  }

  /// The row as a block of its own.
  var block: RowBlock {
    var bytes: [UInt8] = []
    var raw: [RawCell] = []
    for cell in cells {
      raw.append(
        RawCell(column: cell.column, start: bytes.count, count: cell.text.utf8.count, kind: cell.rawKind))
      bytes += cell.text.utf8
    }
    return RowBlock(
      bytes: bytes, cells: raw, rows: [RowBlock.Row(number: number, line: line, cells: 0..<raw.count, width: width)])
  }
}
