private import Archives
package import Diagnostics
package import Records

/// What a list of records can be written as.
package enum ListFileFormat: String, Sendable, CaseIterable {
  case xml
  case json
  case jsonLines = "jsonl"
  case csv
  case xlsx
}

/// Writes records to a file, one after the other; the file appears whole with `finish()` or not at all.
///
/// Reading it again and passing the gate gives equal records. Equal records give equal bytes.
package final class ListWriter {
  private enum Target {
    case text(WholeFile)
    case workbook(Workbook)
  }

  private let format: ListFileFormat
  private let dictionary: FieldDictionary
  private let columns: [ListColumns.Column]
  private let target: Target
  private var count = 0

  /// Begins a file.
  ///
  /// - Parameter columns: For CSV and XLSX; made from the same records. The other formats do not look at it.
  /// - Throws: `Refusal` when the folder is missing or not writable.
  package init(
    path: String, format: ListFileFormat, columns: ListColumns, dictionary: FieldDictionary
  ) throws(Refusal) {
    self.format = format
    self.dictionary = dictionary
    self.columns = columns.columns
    if format == .xlsx {
      let book = try Workbook(path: path)
      try book.addSheet("名单", headings: self.columns.map { ($0.heading, Self.width($0.type)) })
      target = .workbook(book)
    } else {
      let file = try WholeFile(path: path, existing: .replacedUnlessEqual)
      try file.write(Self.head(format, self.columns))
      target = .text(file)
    }
  }

  private static func head(_ format: ListFileFormat, _ columns: [ListColumns.Column]) -> [UInt8] {
    switch format {
    case .xml: recordsXMLHead
    case .json: Array("{\"records\":[".utf8)
    // Excel takes a CSV file for UTF-8 only when the mark stands before it.
    case .csv: [0xEF, 0xBB, 0xBF] + csvRow(columns.map(\.heading))
    case .jsonLines, .xlsx: []
    }
  }

  private static func width(_ type: FieldType) -> Double {
    switch type {
    case .residentID, .creditCode: 21
    case .text, .address: 24
    case .phone: 16
    default: 12
    }
  }

  /// Writes one more record.
  ///
  /// - Throws: `Refusal` when a text cannot be held by the format, or the disk is full.
  package func add(_ record: Record) throws(Refusal) {
    defer { count += 1 }
    switch target {
    case .text(let file): try file.write(entry(record))
    case .workbook(let book):
      for (position, column) in columns.enumerated() {
        let text = record.text(column)
        if column.type == .count, let number = Double(text) {
          try book.write(number, row: count + 1, position)
        } else {
          try book.write(text, row: count + 1, position)
        }
      }
    }
  }

  private func entry(_ record: Record) throws(Refusal) -> [UInt8] {
    switch format {
    case .xml: try recordXMLEntry(record, dictionary: dictionary)
    case .json: Array((count > 0 ? ",\n" : "\n").utf8) + recordJSON(record, dictionary: dictionary)
    case .jsonLines: recordJSON(record, dictionary: dictionary) + [0x0A]
    case .csv: csvRow(columns.map { record.text($0) })
    case .xlsx: []
    }
  }

  /// Ends the file and gives it its name.
  package func finish() throws(Refusal) {
    switch target {
    case .workbook(let book): try book.finish()
    case .text(let file):
      if format == .xml { try file.write(recordsXMLFoot) }
      if format == .json { try file.write(Array("\n]}\n".utf8)) }
      try file.commit()
    }
  }
}

/// Writes records to a file whole or not at all.
package func writeList(
  _ records: some Collection<Record>, to path: String, format: ListFileFormat, dictionary: FieldDictionary
) throws(Refusal) {
  let columns = ListColumns(for: records, dictionary: dictionary)
  let writer = try ListWriter(path: path, format: format, columns: columns, dictionary: dictionary)
  for record in records { try writer.add(record) }
  try writer.finish()
}
