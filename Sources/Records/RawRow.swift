package import Diagnostics

/// One cell of a row as it was read: where its text stands in the row's block, and what it was there.
package struct RawCell: Sendable {
  /// What the text was in its source. Numbers are what their text says.
  package enum Kind: UInt8, Sendable {
    case text
    case number
    /// A day number of a workbook that counts from 1900 or from 1904.
    case dateFrom1900
    case dateFrom1904
    case off
    case on
  }

  package var start: UInt32
  package var count: UInt32
  /// The column, counted from 0; of lists without columns, the number of a key.
  package var column: UInt32
  package var kind: Kind
  /// How many lines below the row's first line it stands.
  package var lineOffset: UInt16

  package init(column: Int, start: Int, count: Int, kind: Kind = .text, lineOffset: Int = 0) {
    self.start = UInt32(start)
    self.count = UInt32(count)
    self.column = UInt32(truncatingIfNeeded: column)
    self.kind = kind
    self.lineOffset = UInt16(clamping: lineOffset)
  }

  package var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Rows that were read together: one buffer of text and the cells' ranges in it.
///
/// A class, since hundreds of rows share one; what is in it never changes.
package final class RowBlock: Sendable {
  package struct Row: Sendable {
    /// As a spreadsheet program shows it.
    package var number: Int
    /// The line of a text file.
    package var line: Int?
    /// Positions among the cells of the block, in order of column.
    package var cells: Range<Int>
    /// How many cells the row has, empty ones too, where the file says so: delimited text.
    package var width: Int?

    package init(number: Int, line: Int?, cells: Range<Int>, width: Int?) {
      self.number = number
      self.line = line
      self.cells = cells
      self.width = width
    }
  }

  package let bytes: [UInt8]
  package let cells: [RawCell]
  package let rows: [Row]

  package init(bytes: [UInt8], cells: [RawCell], rows: [Row]) {
    self.bytes = bytes
    self.cells = cells
    self.rows = rows
  }

  /// Lends the text of a cell.
  package func withText<Result>(_ cell: RawCell, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body($0.part(cell.range)) }
  }

  /// The text of a cell.
  package func text(_ cell: RawCell) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[cell.range]), as: UTF8.self) }
  }
}

/// One row of a list, as light as can be: the gate makes a record of it without a `RawRecord` between, as long as its
/// values are plain; what is not plain goes the careful way, value by value.
package struct RawRow: Sendable {
  package let block: RowBlock
  package let index: Int
  package let layout: RowLayout

  package init(block: RowBlock, index: Int, layout: RowLayout) {
    self.block = block
    self.index = index
    self.layout = layout
  }

  package var cells: ArraySlice<RawCell> { block.cells[block.rows[index].cells] }

  /// Where the whole row stood.
  package var place: Place {
    let row = block.rows[index]
    return Place(file: layout.file, sheet: layout.sheet, row: row.number, line: row.line)
  }

  /// Where a cell stood that is read for a field.
  func place(of cell: RawCell, _ column: RowLayout.Column) -> Place {
    var place = place
    if let line = place.line { place.line = line + Int(cell.lineOffset) }
    place.column = column.label
    place.field = column.key.name.rawValue
    return place
  }

  /// A cell as a raw value.
  func value(of cell: RawCell, _ column: RowLayout.Column) -> RawValue {
    let text = block.text(cell)
    return RawValue(text, kind: Self.kind(of: cell, text), at: place(of: cell, column))
  }

  /// What a cell's text was, with its number.
  package static func kind(of cell: RawCell, _ text: String) -> RawValue.Kind {
    switch cell.kind {
    case .text: .text
    case .number: .number(Double(text) ?? 0)
    case .dateFrom1900: .dateSerial(Double(text) ?? 0, epoch1904: false)
    case .dateFrom1904: .dateSerial(Double(text) ?? 0, epoch1904: true)
    case .off: .mark(false)
    case .on: .mark(true)
    }
  }

  /// The row as a raw record, as the gate takes it from anywhere else.
  package var record: RawRecord {
    var record = RawRecord(at: place)
    var entries: [FieldName: [Int: RawRecord]] = [:]
    for cell in cells {
      guard let column = layout.column(cell.column) else { continue }
      let value = value(of: cell, column)
      guard !value.text.trimmed.isEmpty else { continue }
      if let group = column.group {
        entries[group, default: [:]][column.entry, default: RawRecord(at: place)].values[column.key] = value
      } else {
        record.values[column.key] = value
      }
    }
    record.groups = entries.mapValues { numbered in numbered.sorted { $0.key < $1.key }.map(\.value) }
    return record
  }
}

extension String {
  /// Without blanks, line ends and zero-width characters at both ends.
  package var trimmed: String {
    let blank = { (scalar: Unicode.Scalar) -> Bool in
      scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        || scalar.properties.generalCategory == .control
    }
    guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return "" }
    // Han characters and visible ASCII at both ends, as almost always: properties are slow to ask for.
    let plain = { (scalar: Unicode.Scalar) in 0x4E00...0x9FFF ~= scalar.value || 0x21...0x7E ~= scalar.value }
    if plain(first), plain(last) { return self }
    guard blank(first) || blank(last) else { return self }
    guard let start = unicodeScalars.firstIndex(where: { !blank($0) }),
      let end = unicodeScalars.lastIndex(where: { !blank($0) })
    else { return "" }
    return String(unicodeScalars[start...end])
  }
}
