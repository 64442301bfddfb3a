internal import PDFObjects
internal import Pages

/// The logical structure of a file (ISO 32000-1, 14.7), one document's tree after another.
struct StructureTree {
  let root: ObjectID
  private var documents: [ObjectID] = []
  private var parents = NumberTree()
  private var notes: [NameTree.Entry] = []
  private var nextKey = 0

  init(root: ObjectID) { self.root = root }

  /// Under which numbers pages and widgets find their way to the structure.
  struct Keys {
    var pages: [Int]
    var widgets: [[Int]]
  }

  /// Writes a document's elements.
  mutating func append(
    _ document: PagedDocument, pages: [ObjectID], widgets: [[ObjectID]], to file: inout PDFFile
  ) -> Keys {
    var keys = Keys(pages: [], widgets: [])
    let first = nextKey
    for page in widgets {
      keys.pages.append(nextKey)
      keys.widgets.append(page.indices.map { nextKey + 1 + $0 })
      nextKey += 1 + page.count
    }
    var writing = StructureWriting(pages: pages, widgets: widgets)
    documents.append(writing.write(document.structure, parent: root, to: &file))
    notes += writing.notes
    if nextKey > first {
      let leaf = writeParents(writing, keys: keys, limits: first..<nextKey, to: &file)
      parents.leaves.append(NumberTree.Leaf(first: first, last: nextKey - 1, object: leaf))
    }
    return keys
  }

  private func writeParents(
    _ writing: StructureWriting, keys: Keys, limits: Range<Int>, to file: inout PDFFile
  ) -> ObjectID {
    var body = PDFBytes()
    body.raw("<</Limits[")
    body.integer(limits.lowerBound)
    body.raw(" ")
    body.integer(limits.upperBound - 1)
    body.raw("]/Nums[")
    for page in keys.pages.indices {
      body.integer(keys.pages[page])
      body.raw("[")
      for element in writing.elementsOfMarks[page] {
        if let element { body.reference(element) } else { body.raw("null") }
        body.raw(" ")
      }
      body.raw("]")
      for (widget, key) in keys.widgets[page].enumerated() {
        guard let element = writing.elementsOfWidgets[page][widget] else { continue }
        body.integer(key)
        body.raw(" ")
        body.reference(element)
        body.raw(" ")
      }
    }
    body.raw("]>>")
    return file.write(body)
  }

  /// Ends the tree, which then stands at `root`.
  func finish(_ file: inout PDFFile) {
    var body = PDFBytes()
    body.raw("<</Type/StructTreeRoot/K")
    body.references(documents)
    body.raw("/ParentTree ")
    body.reference(parents.write(to: &file))
    body.raw("/ParentTreeNextKey ")
    body.integer(nextKey)
    if !notes.isEmpty {
      body.raw("/IDTree ")
      body.reference(NameTree(notes).write(to: &file))
    }
    body.raw(">>")
    file.write(root, body)
  }
}
