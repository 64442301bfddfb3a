import ReaderProtocol

/// The XFA form of a document: one stream, or pairs of a packet's name and its stream (ISO 32000-1, 12.7.8).
struct XFAPackets {
  /// Bytes.
  private static let largest = 16 << 20
  /// Whether there is any.
  private(set) var isThere = false
  /// The packet of what was filled in, or the whole form where it stands in one stream.
  private(set) var datasets: [UInt8]?
  private(set) var notes: [FormNote] = []

  init(_ object: PDFObject, in file: QPDFFile) {
    switch file.resolve(object) {
    case .stream: take(object, in: file)
    case .array(let items):
      isThere = true
      for index in stride(from: 0, to: min(items.count, 1_000) - 1, by: 2)
      where file.text(items[index]) == "datasets" && datasets == nil { take(items[index + 1], in: file) }
    default: break
    }
  }

  private mutating func take(_ object: PDFObject, in file: QPDFFile) {
    isThere = true
    guard case .stream(let number, _) = file.resolve(object) else { return }
    datasets = file.content(of: number, limit: Self.largest)
    if datasets == nil { notes.append(FormNote(.xfaUnreadable)) }
  }
}
