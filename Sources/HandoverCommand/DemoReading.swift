import Handover

/// What came back of the demonstration's own files.
struct DemoReading {
  /// Papers that were issued in them.
  let expected: Int
  private(set) var files = 0
  private(set) var papers = 0
  private(set) var equal = 0
  /// The records of the papers that stand alone, in order.
  private(set) var people: [Record] = []

  init(expected: Int) { self.expected = expected }

  var isComplete: Bool { papers == expected && equal == expected }

  mutating func take(_ returned: ReturnedForm) {
    files += 1
    papers += returned.papers.count
    equal += returned.papers.filter { $0.record != nil && $0.isCompared && $0.changes.isEmpty }.count
    // The files of many papers hold the same people again.
    if returned.papers.count == 1, returned.form?.hasSuffix("info-table") == true {
      people += returned.papers.compactMap(\.record)
    }
  }
}
