import Diagnostics
import Records

/// Makes rows of the plain objects of a JSON list, many at once.
///
/// A struct, since it is asked for every member, and access to each property of a class would be checked. A key is
/// looked up once and then known by its bytes; most often it is the one that came next in the object before.
struct PlainRecords {
  /// What a path means.
  enum Meaning {
    case column(RowLayout.Column)
    /// The row's number in a larger list.
    case number
    /// Not read; noted when it first has a value.
    case unknown(keys: [String])
    /// Only careful reading can tell.
    case odd
  }

  private struct Path {
    var bytes: Range<Int>
    var column: Int?
    var unknown: [String]?
    var isNumber = false
    /// The last row that held it.
    var row = -1
  }

  /// No honest list has more keys; a hostile one could fill the memory with them.
  private static let mostPaths = 2000

  private let file: String
  private let dictionary: FieldDictionary
  private var table = ByteTable(capacity: 64)
  private var paths: [Path] = []
  private var pathBytes: [UInt8] = []
  private var columns: [RowLayout.Column] = []
  /// For each column the last row that had a text in it.
  private var filled: [Int] = []
  private var layout: RowLayout?
  /// The path that comes next if the object is like the one before.
  private var guess = 0

  private var cells: [RawCell] = []
  private var rows: [RowBlock.Row] = []

  init(file: String, dictionary: FieldDictionary) {
    self.file = file
    self.dictionary = dictionary
  }

  /// What became of the bytes.
  struct Taken {
    var outcome = PlainObject.Outcome.taken
    /// How many bytes and line ends were taken.
    var bytes = 0
    var lines = 0
    var rows: [RawRow] = []
    /// For each row the number that it says it has.
    var numbers: [Int?] = []
  }

  /// Takes plain objects from the beginning of some bytes, as many as there are.
  ///
  /// - Parameters:
  ///   - line: The line of the first byte.
  ///   - count: How many records came before.
  ///   - isArray: Whether commas stand between the objects; the one after the last is not taken.
  ///   - meaning: Tells what a path means that was not seen before.
  ///   - noteUnknown: Told of a value that is not read.
  mutating func take(
    _ bytes: UnsafeBufferPointer<UInt8>, line: Int, count: Int, isArray: Bool,
    meaning: (UnsafeBufferPointer<UInt8>) -> Meaning, noteUnknown: ([String], Place) -> Void
  ) -> Taken {
    var taken = Taken()
    var object = PlainObject(bytes)
    (cells, rows) = ([], [])
    var start = 0
    // What lies between two objects is taken with the second of them.
    var linesBetween = 0
    while start < bytes.count, bytes[start] == UInt8(ascii: "{") {
      let number = count + rows.count + 1
      let firstCell = cells.count
      let firstLine = line + taken.lines + linesBetween
      guess = 0
      var given: Int?
      taken.outcome = object.read(at: start) { path, value in
        guard let index = self.index(of: path, meaning), paths[index].row != number else { return false }
        paths[index].row = number
        guard let value else { return true }
        guard value.line < Int(UInt16.max) else { return false }
        if paths[index].isNumber {
          given = RowNumber.value(value)
          return given != nil
        }
        if let keys = paths[index].unknown {
          noteUnknown(keys, Place(file: file, row: number, line: firstLine + value.line))
        }
        return addCell(value, paths[index].column, row: number)
      }
      guard taken.outcome == .taken else {
        cells.removeLast(cells.count - firstCell)
        break
      }
      rows.append(
        RowBlock.Row(number: given ?? number, line: firstLine, cells: firstCell..<cells.count, width: nil))
      taken.numbers.append(given)
      taken.lines += linesBetween + object.lines
      taken.bytes = object.position
      guard let next = Self.next(bytes, object.position, isArray) else { break }
      (start, linesBetween) = next
    }
    taken.rows = finish(object.text)
    return taken
  }

  /// The path's number; `nil` for one that only careful reading can tell.
  private mutating func index(of path: UnsafeBufferPointer<UInt8>, _ meaning: (UnsafeBufferPointer<UInt8>) -> Meaning)
    -> Int?
  {
    if guess < paths.count, isPath(guess, path) {
      guess += 1
      return guess - 1
    }
    if let known = table[path] {
      guess = known + 1
      return known
    }
    guard paths.count < Self.mostPaths else { return nil }
    var new = Path(bytes: pathBytes.count..<pathBytes.count + path.count)
    switch meaning(path) {
    case .odd: return nil
    case .unknown(let keys): new.unknown = keys
    case .number: new.isNumber = true
    case .column(let column): new.column = number(of: column)
    }
    table.insert(path, paths.count)
    pathBytes.append(contentsOf: path)
    paths.append(new)
    guess = paths.count
    return paths.count - 1
  }

  private func isPath(_ index: Int, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = paths[index].bytes
    guard range.count == path.count else { return false }
    return pathBytes.withUnsafeBufferPointer { $0.part(range).elementsEqual(path) }
  }

  private mutating func number(of column: RowLayout.Column) -> Int {
    let known = columns.firstIndex {
      $0.key == column.key && $0.group == column.group && $0.entry == column.entry
    }
    if let known { return known }
    columns.append(column)
    filled.append(-1)
    layout = nil
    return columns.count - 1
  }

  private mutating func addCell(_ value: PlainObject.Value, _ column: Int?, row: Int) -> Bool {
    guard let column else { return true }
    // Another key for a field that has a text: an error that careful reading puts into words.
    guard filled[column] != row else { return false }
    if !isBlankText(value.text) { filled[column] = row }
    cells.append(
      RawCell(
        column: column, start: value.range.lowerBound, count: value.range.count, kind: value.kind,
        lineOffset: value.line))
    return true
  }

  /// Where the next object begins, when it does within the bytes.
  private static func next(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ isArray: Bool
  ) -> (position: Int, lines: Int)? {
    var lines = 0
    var needsComma = isArray
    for position in start..<bytes.count {
      switch bytes[position] {
      case 0x0A: lines += 1
      case 0x20, 0x09, 0x0D: break
      case UInt8(ascii: ",") where needsComma: needsComma = false
      case UInt8(ascii: "{") where !needsComma: return (position, lines)
      default: return nil
      }
    }
    return nil
  }

  private mutating func finish(_ text: [UInt8]) -> [RawRow] {
    guard !rows.isEmpty else { return [] }
    let layout =
      layout
      ?? RowLayout(file: file, sheet: nil, columns: columns.map { $0 }, isTable: false, dictionary: dictionary)
    self.layout = layout
    let block = RowBlock(bytes: text, cells: cells, rows: rows)
    return rows.indices.map { RawRow(block: block, index: $0, layout: layout) }
  }
}
