/// Where an object stands in the file, in one word.
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

/// Where the objects stand that no cross-reference section names yet.
///
/// Sections are written as the file grows, so that memory does not grow with it. An object that was reserved and not yet
/// written when its section was, is named by a later one.
struct Places {
  /// The first object of `recent`.
  private var first = 0
  private var recent: [Place] = [.free]
  /// Objects before `first` that are not written yet.
  private var awaited: Set<Int> = []
  /// Objects before `first` that no section names yet.
  private var late: [(number: Int, place: Place)] = []

  /// One more than the largest number.
  var end: Int { first + recent.count }
  /// How many rows the next section will have at most.
  var count: Int { recent.count + late.count }
  /// All of them, while there was no section yet.
  var all: [Place] { first == 0 ? recent : [] }

  mutating func reserve() -> ObjectID {
    recent.append(.free)
    return ObjectID(end - 1)
  }

  mutating func set(_ object: ObjectID, _ place: Place) {
    let number = object.number
    if number >= first {
      precondition(recent[number - first] == .free, "an object is written once")
      recent[number - first] = place
    } else {
      precondition(awaited.remove(number) != nil, "an object is written once")
      late.append((number, place))
    }
  }

  /// A run of neighbouring objects.
  struct Run {
    var first: Int
    var places: [Place]
  }

  /// Takes what the next section names, in rising order.
  ///
  /// - Parameter isLast: Whether objects that are still not written are free.
  mutating func take(isLast: Bool) -> [Run] {
    var runs: [Run] = []
    func add(_ number: Int, _ place: Place) {
      if let last = runs.last, last.first + last.places.count == number {
        runs[runs.count - 1].places.append(place)
      } else {
        runs.append(Run(first: number, places: [place]))
      }
    }
    for (number, place) in late.sorted(by: { $0.number < $1.number }) { add(number, place) }
    for (index, place) in recent.enumerated() {
      if place != .free || first + index == 0 || isLast {
        add(first + index, place)
      } else {
        awaited.insert(first + index)
      }
    }
    late = []
    first = end
    recent = []
    return runs
  }
}

/// The rows of a cross-reference stream.
struct CrossReferenceRows {
  let offsetSize: Int
  let rows: [UInt8]

  init(_ runs: [Places.Run]) {
    let largest = runs.reduce(0) { $1.places.reduce($0) { max($0, $1.columns.value) } }
    offsetSize = max(1, (64 - largest.leadingZeroBitCount + 7) / 8)
    var rows: [UInt8] = []
    rows.reserveCapacity(runs.reduce(0) { $0 + $1.places.count } * (offsetSize + 2))
    for run in runs {
      for place in run.places {
        let (kind, value, index) = place.columns
        rows.append(kind)
        for shift in stride(from: (offsetSize - 1) * 8, through: 0, by: -8) {
          rows.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
        rows.append(index)
      }
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
