import ReaderProtocol

/// The files carried inside: by the name tree, as associated files, and as annotations; each stream once.
struct Attachments {
  private(set) var attachments: [FormAttachment] = []
  private(set) var notes: [FormNote] = []
  private var streams: [ObjectNumber] = []
  private static let maximum = 1_000
  /// Bytes; a larger one is named without its size.
  private static let largest = 256 << 20

  init(of file: QPDFFile, catalog: PDFDictionary, pages: PageMap) {
    var visited: Set<ObjectNumber> = []
    let names = file.dictionary(catalog["Names"])
    for (name, specification) in file.nameTree(names?["EmbeddedFiles"] ?? .null, limit: Self.maximum) {
      add(specification, named: DecodedText(string: name).text, &visited, in: file)
    }
    for specification in file.array(catalog["AF"]) ?? [] { add(specification, named: nil, &visited, in: file) }
    for page in pages.pages {
      for specification in file.array(page.dictionary["AF"]) ?? [] {
        add(specification, named: nil, &visited, in: file)
      }
      for annotation in page.annotations {
        guard let entries = file.dictionary(annotation), file.name(entries["Subtype"]) == "FileAttachment" else {
          continue
        }
        add(entries["FS"], named: nil, &visited, in: file)
      }
    }
  }

  /// The contents of those that are wanted, unpacked, one after another; what is over the limit is left out.
  func contents(of wish: InspectionWish, limit: Int, in file: QPDFFile) -> [UntrustedAttachment] {
    var rest = limit
    var contents: [UntrustedAttachment] = []
    for (attachment, stream) in zip(attachments, streams) where wish.wantsAttachment(named: attachment.name) {
      // What is known to be too large is not unpacked again.
      guard let size = attachment.size, size <= rest, let bytes = file.content(of: stream, limit: rest) else {
        continue
      }
      contents.append(UntrustedAttachment(name: attachment.name, bytes: bytes))
      rest -= bytes.count
    }
    return contents
  }

  private mutating func add(
    _ specification: PDFObject, named key: String?, _ visited: inout Set<ObjectNumber>, in file: QPDFFile
  ) {
    guard attachments.count < Self.maximum, let entries = file.dictionary(specification),
      let embedded = file.dictionary(entries["EF"])
    else { return }
    let candidates = [embedded["UF"], embedded["F"]] + embedded.entries.map(\.value)
    let stream = candidates.lazy.compactMap { candidate -> ObjectNumber? in
      if case .stream(let number, _) = file.resolve(candidate) { number } else { nil }
    }.first
    guard let stream, visited.insert(stream).inserted else { return }
    let name = file.text(entries["UF"]) ?? file.text(entries["F"]) ?? key ?? ""
    let size = file.content(of: stream, limit: Self.largest)?.count
    attachments.append(FormAttachment(name: name, size: size))
    streams.append(stream)
    if size == nil { notes.append(FormNote(.attachmentUnreadable, detail: String(name.prefix(200)))) }
  }
}
