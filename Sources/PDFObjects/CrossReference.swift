/// Where an object stands in the file, in one word: files of a hundred million objects keep a table of them.
struct Place: Hashable {
  private let word: UInt64

  private init(word: UInt64) { self.word = word }

  /// Reserved, and not written.
  static let free = Place(word: 0)

  init(offset: Int) { word = UInt64(offset) << 2 | 1 }

  init(stream: ObjectID, index: Int) {
    word = (UInt64(stream.number) << 8 | UInt64(index)) << 2 | 2
  }

  /// The byte at which the object begins; `nil` for one in an object stream.
  var offset: Int? { word & 3 == 1 ? Int(word >> 2) : nil }

  /// The three columns of a cross-reference stream (ISO 32000-1, table 18).
  var columns: (kind: UInt8, value: UInt64, index: UInt8) {
    switch word & 3 {
    case 1: (1, word >> 2, 0)
    case 2: (2, word >> 10, UInt8(truncatingIfNeeded: word >> 2))
    default: (0, 0, 255)
    }
  }
}

/// The rows of a cross-reference stream.
struct CrossReferenceRows {
  let offsetSize: Int
  let rows: [UInt8]

  init(_ places: [Place]) {
    let largest = places.map(\.columns.value).max() ?? 0
    offsetSize = max(1, (64 - largest.leadingZeroBitCount + 7) / 8)
    var rows: [UInt8] = []
    rows.reserveCapacity(places.count * (offsetSize + 2))
    for place in places {
      let (kind, value, index) = place.columns
      rows.append(kind)
      for shift in stride(from: (offsetSize - 1) * 8, through: 0, by: -8) {
        rows.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
      }
      rows.append(index)
    }
    self.rows = rows
  }

  /// The rows as differences to the row above (PNG's "up"): these compress to a fifth.
  var predicted: [UInt8] {
    let width = offsetSize + 2
    var result: [UInt8] = []
    result.reserveCapacity(rows.count / width * (width + 1))
    for start in stride(from: 0, to: rows.count, by: width) {
      result.append(2)
      for column in start..<start + width {
        result.append(rows[column] &- (start == 0 ? 0 : rows[column - width]))
      }
    }
    return result
  }
}

/// Objects on their way into one object stream (ISO 32000-1, 7.5.7).
struct GatheredObjects {
  var stream = ObjectID(0)
  private(set) var count = 0
  private var index = PDFBytes()
  private var bodies: [UInt8] = []

  var isEmpty: Bool { count == 0 }
  /// An index of an object in its stream fits one byte; larger streams would also make readers decode much for little.
  var isFull: Bool { count >= 200 || bodies.count > 1 << 18 }

  mutating func append(_ object: ObjectID, _ body: PDFBytes) {
    index.integer(object.number)
    index.raw(" ")
    index.integer(bodies.count)
    index.raw(" ")
    bodies.append(contentsOf: body.bytes)
    bodies.append(UInt8(ascii: "\n"))
    count += 1
  }

  mutating func take() -> (ObjectID, [UInt8], PDFBytes) {
    var entries = PDFBytes()
    entries.raw("/Type/ObjStm/N ")
    entries.integer(count)
    entries.raw("/First ")
    entries.integer(index.count)
    let data = index.bytes + bodies
    let stream = self.stream
    self = GatheredObjects()
    return (stream, data, entries)
  }
}
