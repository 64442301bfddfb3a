private import Archives
internal import Diagnostics
internal import Records

/// Refused rows on their way into a workbook, kept as bytes: which columns are at fault, and so how a sheet looks, is
/// known only when all have come.
final class RejectedSpool {
  /// A row as the workbook needs it.
  struct Row {
    struct Cell {
      var column: Int
      var value: RawValue
    }

    /// Why a cell is at fault, or with -1 the row.
    struct Reason {
      var column: Int
      var isError: Bool
      var text: String
    }

    var cells: [Cell] = []
    var reasons: [Reason] = []
    var place = Place()
  }

  /// What is known of the rows of one sheet.
  struct Sheet {
    var columns: Set<Int> = []
    var faulty: Set<Int> = []
    /// Where its rows stand: one range as long as no other sheet's come between.
    fileprivate(set) var ranges: [Range<Int>] = []
  }

  private let file: SpoolFile
  private(set) var sheets: [Int: Sheet] = [:]

  init(beside path: String) { file = SpoolFile(beside: path) }

  func append(_ row: Row, to number: Int) throws(Refusal) {
    var bytes: [UInt8] = [0, 0, 0, 0]
    Self.encode(row, into: &bytes)
    let count = UInt32(bytes.count - 4)
    withUnsafeBytes(of: count.littleEndian) { for (index, byte) in $0.enumerated() { bytes[index] = byte } }
    let range = file.count..<file.count + bytes.count
    try file.append(bytes)
    var sheet = sheets[number] ?? Sheet()
    sheets[number] = nil
    sheet.columns.formUnion(row.cells.map(\.column))
    sheet.faulty.formUnion(row.reasons.lazy.map(\.column).filter { $0 >= 0 })
    if let last = sheet.ranges.last, last.upperBound == range.lowerBound {
      sheet.ranges[sheet.ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      sheet.ranges.append(range)
    }
    sheets[number] = sheet
  }

  /// Hands out the rows of a sheet in the order in which they came.
  func forEachRow(of number: Int, _ body: (Row) throws(Refusal) -> Void) throws(Refusal) {
    for range in sheets[number]?.ranges ?? [] {
      var start = range.lowerBound
      while start < range.upperBound {
        let head = try file.read(start..<start + 4)
        let count = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        var reader = SpoolReader(try file.read(start + 4..<start + 4 + count))
        try body(reader.row())
        start += 4 + count
      }
    }
  }

  // MARK: Bytes

  private static func encode(_ row: Row, into bytes: inout [UInt8]) {
    encode(row.place.file, into: &bytes)
    encode(row.place.sheet, into: &bytes)
    encode(row.place.row ?? row.place.line ?? 0, into: &bytes)
    encode(row.cells.count, into: &bytes)
    for cell in row.cells {
      encode(cell.column, into: &bytes)
      encode(cell.value.text, into: &bytes)
      switch cell.value.kind {
      case .text, .mark: bytes.append(0)
      case .number(let number): encode(number, 1, into: &bytes)
      // The workbook counts from 1900: 1,462 days lie between the two beginnings.
      case .dateSerial(let serial, let epoch1904): encode(epoch1904 ? serial + 1462 : serial, 2, into: &bytes)
      }
    }
    encode(row.reasons.count, into: &bytes)
    for reason in row.reasons {
      encode(reason.column, into: &bytes)
      bytes.append(reason.isError ? 1 : 0)
      encode(reason.text, into: &bytes)
    }
  }

  private static func encode(_ number: Int, into bytes: inout [UInt8]) {
    withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func encode(_ number: Double, _ tag: UInt8, into bytes: inout [UInt8]) {
    bytes.append(tag)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func encode(_ text: String?, into bytes: inout [UInt8]) {
    encode(text?.utf8.count ?? -1, into: &bytes)
    bytes.append(contentsOf: (text ?? "").utf8)
  }
}

/// Reads rows that `RejectedSpool` wrote in this very process.
private struct SpoolReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func row() -> RejectedSpool.Row {
    var row = RejectedSpool.Row()
    row.place.file = text()
    row.place.sheet = text()
    let number = number()
    row.place.row = number == 0 ? nil : number
    row.cells = (0..<self.number()).map { _ in
      RejectedSpool.Row.Cell(column: self.number(), value: RawValue(text() ?? "", kind: kind()))
    }
    row.reasons = (0..<self.number()).map { _ in
      RejectedSpool.Row.Reason(column: self.number(), isError: byte() == 1, text: text() ?? "")
    }
    return row
  }

  private mutating func kind() -> RawValue.Kind {
    switch byte() {
    case 1: .number(Double(bitPattern: UInt64(bitPattern: Int64(number()))))
    case 2: .dateSerial(Double(bitPattern: UInt64(bitPattern: Int64(number()))), epoch1904: false)
    default: .text
    }
  }

  private mutating func byte() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func number() -> Int {
    defer { position += 8 }
    return bytes.withUnsafeBytes {
      Int(Int64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Int64.self)))
    }
  }

  private mutating func text() -> String? {
    let count = number()
    guard count >= 0 else { return nil }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }
}
