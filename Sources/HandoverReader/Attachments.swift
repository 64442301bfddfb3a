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

  /// The content of the attachment of a name, unpacked.
  func content(named name: String, limit: Int, in file: QPDFFile) -> [UInt8]? {
    guard let index = attachments.firstIndex(where: { $0.name == name }) else { return nil }
    return file.content(of: streams[index], limit: limit)
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
