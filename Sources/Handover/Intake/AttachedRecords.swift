import IsolatedReading
import ReaderProtocol

/// The files inside a PDF that hold the records as issued; asked for as far as they are needed.
struct AttachedRecords {
  let answer: IsolatedAnswer
  let bytes: [UInt8]
  let reader: IsolatedReader

  /// Of each paper in the file, in order.
  var wholes: [[UInt8]] { answer.untrustedAttachment.map { [$0] } ?? series(IssuedRecords.fileName) }

  /// Of one paper about many people, in parts.
  var parts: [[UInt8]] { series(IssuedRecords.partName) }

  private func series(_ name: (Int) -> String) -> [[UInt8]] {
    var all: [[UInt8]] = []
    while answer.file.attachments.contains(where: { $0.name == name(all.count) }),
      let content = reader.read(untrustedBytes: bytes, attachment: name(all.count)).untrustedAttachment
    {
      all.append(content)
    }
    return all
  }
}
