import IsolatedReading

/// The files inside a PDF that hold the records as issued.
struct AttachedRecords {
  let answer: IsolatedAnswer

  var isEmpty: Bool { answer.untrustedAttachments.isEmpty }

  /// Of each paper in the file, in order.
  var wholes: [[UInt8]] {
    answer.untrustedAttachment(named: IssuedRecords.fileName).map { [$0] } ?? series(IssuedRecords.fileName)
  }

  /// Of one paper about many people, in parts.
  var parts: [[UInt8]] { series(IssuedRecords.partName) }

  private func series(_ name: (Int) -> String) -> [[UInt8]] {
    var all: [[UInt8]] = []
    while let content = answer.untrustedAttachment(named: name(all.count)) { all.append(content) }
    return all
  }
}
