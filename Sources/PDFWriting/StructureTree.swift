internal import PDFObjects
internal import Pages

/// The logical structure of a file (ISO 32000-1, 14.7), one document's tree after another.
struct StructureTree {
  let root: ObjectID
  private var documents: [ObjectID] = []
  private var parents = NumberTree()
  private var notes = NameTree()
  private var nextKey = 0

  init(root: ObjectID) { self.root = root }

  /// Under which numbers pages and widgets find their way to the structure.
  struct Keys {
    var pages: [Int]
    var widgets: [[Int]]
  }

  /// What a note is called: names rise as objects do, so that the tree of names can be written as it grows.
  static func name(ofNote object: ObjectID) -> PDFBytes {
    var name = PDFBytes()
    name.raw("note-")
    for shift in stride(from: 24, through: 0, by: -8) { name.hex(UInt8(truncatingIfNeeded: object.number >> shift)) }
    return name
  }

  /// Writes a document's elements.
  mutating func append(
    _ structure: PreparedStructure, pages: [ObjectID], widgets: [[ObjectID]], to file: inout PDFFile
  ) -> Keys {
    let first = file.reserve(structure.count)
    documents.append(first)
    structure.write(from: first, root: root, pages: pages, widgets: widgets, to: &file)
    for note in structure.notes {
      let object = first.advanced(by: note)
      notes.add(Self.name(ofNote: object), object, to: &file)
    }
    return writeParents(structure, elements: first, to: &file)
  }

  /// Writes which elements own the marks and widgets of the document's pages.
  private mutating func writeParents(
    _ structure: PreparedStructure, elements first: ObjectID, to file: inout PDFFile
  ) -> Keys {
    var keys = Keys(pages: [], widgets: [])
    let firstKey = nextKey
    var body = PDFBytes()
    for (marks, widgets) in zip(structure.elementsOfMarks, structure.elementsOfWidgets) {
      keys.pages.append(nextKey)
      body.integer(nextKey)
      body.raw("[")
      for element in marks {
        if element >= 0 { body.reference(first.advanced(by: Int(element))) } else { body.raw("null") }
        body.raw(" ")
      }
      body.raw("]")
      nextKey += 1
      keys.widgets.append(widgets.indices.map { nextKey + $0 })
      for element in widgets {
        if element >= 0 {
          body.integer(nextKey)
          body.raw(" ")
          body.reference(first.advanced(by: Int(element)))
          body.raw(" ")
        }
        nextKey += 1
      }
    }
    if nextKey > firstKey { parents.add(body, keys: firstKey..<nextKey, to: &file) }
    return keys
  }

  /// Ends the tree, which then stands at `root`.
  mutating func finish(_ file: inout PDFFile) {
    var body = PDFBytes()
    body.raw("<</Type/StructTreeRoot/K")
    body.references(documents)
    body.raw("/ParentTree ")
    body.reference(parents.finish(&file))
    body.raw("/ParentTreeNextKey ")
    body.integer(nextKey)
    if let names = notes.finish(&file) {
      body.raw("/IDTree ")
      body.reference(names)
    }
    body.raw(">>")
    file.write(root, body)
  }
}
