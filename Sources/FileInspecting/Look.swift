/// One appearance stream of a widget.
struct Look {
  var stream: ObjectNumber
  var entries: PDFDictionary
  /// Unpacked.
  var content: [UInt8]
  var ink: ContentInk

  /// What an appearance is to a viewer, so that equal ones are looked at once.
  struct Key: Hashable {
    var content: [UInt8]
    var frame: [UInt8]
  }

  var key: Key {
    Key(
      content: content,
      frame: PDFObject.array([entries["BBox"], entries["Resources"]]).bytes(limit: 4_096)
        ?? Array("\(stream.id) \(stream.generation)".utf8))
  }
}

/// Fetches the looks of widgets, each once, within a budget for the whole file.
struct Looks {
  private let file: QPDFFile
  private var sources: ContentInk.Sources
  private var known: [ObjectNumber: Look] = [:]
  private static let longest = 1 << 20
  /// Whether something was left unread, because there is too much of it or it cannot be unpacked.
  private(set) var isIncomplete = false

  init(in file: QPDFFile) {
    self.file = file
    sources = ContentInk.Sources(file: file)
  }

  /// The look of an appearance stream.
  mutating func look(_ object: PDFObject) -> Look? {
    guard case .stream(let number, let entries) = file.resolve(object) else { return nil }
    if let look = known[number] { return look }
    guard sources.budget > 0, let content = file.content(of: number, limit: Self.longest) else {
      isIncomplete = true
      return nil
    }
    let ink = ContentInk(content, resources: file.dictionary(entries["Resources"]), from: &sources)
    if sources.budget < 0 { isIncomplete = true }
    let look = Look(stream: number, entries: entries, content: content, ink: ink)
    known[number] = look
    return look
  }
}
