/// Ways into a document's objects, each of them forgiving: what has not the expected type is as good as absent.
extension QPDFFile {
  /// The dictionary meant, also where it is that of a stream.
  func dictionary(_ object: PDFObject) -> PDFDictionary? {
    switch resolve(object) {
    case .dictionary(let dictionary), .stream(_, let dictionary): dictionary
    default: nil
    }
  }

  /// Whether there is anything: an object other than null.
  func isThere(_ object: PDFObject) -> Bool { !resolve(object).isNull }

  func array(_ object: PDFObject) -> [PDFObject]? {
    if case .array(let items) = resolve(object) { items } else { nil }
  }

  /// The items of an array, or the one object that stands where an array could.
  func items(_ object: PDFObject) -> [PDFObject] {
    switch resolve(object) {
    case .array(let items): items
    case .null: []
    default: [object]
    }
  }

  func name(_ object: PDFObject) -> PDFName? { resolve(object).name }
  func integer(_ object: PDFObject) -> Int? { resolve(object).integer }

  /// A text string, or `nil`.
  func text(_ object: PDFObject) -> String? {
    resolve(object).string.map { DecodedText(string: $0).text }
  }

  /// Every node of a name tree (ISO 32000-1, 7.9.6), loops and excess left out.
  func nameTree(_ root: PDFObject, limit: Int = 100_000) -> [(name: [UInt8], value: PDFObject)] {
    var found: [(name: [UInt8], value: PDFObject)] = []
    var visited: Set<ObjectNumber> = []
    var waiting = [(node: root, depth: 0)]
    while let (node, depth) = waiting.popLast(), found.count < limit {
      if case .reference(let number) = node, !visited.insert(number).inserted { continue }
      guard depth < 64, let dictionary = dictionary(node) else { continue }
      let names = array(dictionary["Names"]) ?? []
      for index in stride(from: 0, to: names.count - 1, by: 2) {
        found.append((resolve(names[index]).string ?? [], names[index + 1]))
      }
      waiting += (array(dictionary["Kids"]) ?? []).reversed().map { ($0, depth + 1) }
    }
    return found
  }
}

extension QPDFFile {
  /// Reads everything that pages are drawn with, so that damage to it is noticed: qpdf reads an object, and unpacks a stream, only when
  /// somebody asks for it.
  ///
  /// Pictures are left out: no value is read from them.
  func readSources(ofPages pages: [ObjectNumber]) {
    var waiting: [PDFObject] = pages.map { .reference($0) }
    var met: Set<ObjectNumber> = []
    var room = 32 << 20
    while let object = waiting.popLast(), met.count < 100_000 {
      if let number = object.referenced, !met.insert(number).inserted { continue }
      switch resolve(object) {
      case .array(let items): waiting += items
      case .dictionary(let dictionary):
        for entry in dictionary.entries where entry.name != "Parent" { waiting.append(entry.value) }
      case .stream(let number, let dictionary):
        for entry in dictionary.entries { waiting.append(entry.value) }
        guard room > 0, self.name(dictionary["Subtype"]) != "Image" else { continue }
        room -= content(of: number, limit: room)?.count ?? 0
      default: continue
      }
    }
  }
}
