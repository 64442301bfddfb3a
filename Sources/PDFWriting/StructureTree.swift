internal import PDFObjects
internal import Pages

/// The logical structure of a file (ISO 32000-1, 14.7), one document's tree after another.
struct StructureTree {
  let root: ObjectID
  private var documents: [ObjectID] = []
  private var parents = NumberTree()
  private var notes = NameTree()
  private var nextKey = 0
  /// Elements of a paper that arrives piece by piece, the outermost first.
  private var open: [OpenElement] = []

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
    let first = write(structure, on: root, pages: pages, widgets: widgets, to: &file)
    for top in structure.tops { documents.append(first.advanced(by: top)) }
    return writeParents(
      marks: Self.objects(structure.elementsOfMarks, from: first),
      widgets: Self.objects(structure.elementsOfWidgets, from: first), to: &file)
  }

  /// - Returns: The object of the first element.
  private mutating func write(
    _ structure: PreparedStructure, on top: ObjectID, pages: [ObjectID], widgets: [[ObjectID]],
    to file: inout PDFFile
  ) -> ObjectID {
    let first = file.reserve(structure.count)
    structure.write(from: first, on: top, pages: pages, widgets: widgets, to: &file)
    for note in structure.notes {
      let object = first.advanced(by: note)
      notes.add(Self.name(ofNote: object), object, to: &file)
    }
    return first
  }

  private static func objects(_ elements: [[Int32]], from first: ObjectID) -> [[ObjectID?]] {
    elements.map { $0.map { $0 < 0 ? nil : first.advanced(by: Int($0)) } }
  }

  /// Writes which elements own the marks and widgets of some pages.
  private mutating func writeParents(
    marks: [[ObjectID?]], widgets: [[ObjectID?]], to file: inout PDFFile
  ) -> Keys {
    var keys = Keys(pages: [], widgets: [])
    let firstKey = nextKey
    var body = PDFBytes()
    for (marks, widgets) in zip(marks, widgets) {
      keys.pages.append(nextKey)
      body.integer(nextKey)
      body.raw("[")
      for element in marks {
        if let element { body.reference(element) } else { body.raw("null") }
        body.raw(" ")
      }
      body.raw("]")
      nextKey += 1
      keys.widgets.append(widgets.indices.map { nextKey + $0 })
      for element in widgets {
        if let element {
          body.integer(nextKey)
          body.raw(" ")
          body.reference(element)
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
    precondition(open.isEmpty, "an element that begins ends")
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

// Papers that arrive piece by piece.
extension StructureTree {
  private struct OpenElement {
    let object: ObjectID
    /// Its dictionary but for the children.
    let head: PDFBytes
    var kids = PDFBytes()

    mutating func add(_ kid: ObjectID) {
      if !kids.isEmpty { kids.raw(" ") }
      kids.reference(kid)
    }

    mutating func add(mark: Int, on page: ObjectID) {
      kids.raw("<</Type/MCR/Pg ")
      kids.reference(page)
      kids.raw("/MCID ")
      kids.integer(mark)
      kids.raw(">>")
    }
  }

  /// Writes what is whole in a piece; what it leaves open goes on with the next.
  mutating func append(_ events: PreparedEvents, pages: [ObjectID], to file: inout PDFFile) -> Keys {
    let widgets: [[ObjectID]] = pages.map { _ in [] }
    var owners: [[ObjectID?]] = pages.map { _ in [] }
    func own(_ mark: Int, of page: Int, _ element: ObjectID) {
      while owners[page].count <= mark { owners[page].append(nil) }
      owners[page][mark] = element
    }
    for step in events.steps {
      switch step {
      case .begin(let head, let isNote): begin(head, isNote: isNote, in: &file)
      case .end: end(&file)
      case .mark(let page, let mark):
        guard let element = open.last?.object else { preconditionFailure("a mark is inside an element") }
        open[open.count - 1].add(mark: mark, on: pages[page])
        own(mark, of: page, element)
      case .elements(let elements):
        let first = write(
          elements, on: open.last?.object ?? root, pages: pages, widgets: widgets, to: &file)
        for top in elements.tops { hang(first.advanced(by: top)) }
        for (page, marks) in elements.elementsOfMarks.enumerated() {
          for (mark, element) in marks.enumerated() where element >= 0 {
            own(mark, of: page, first.advanced(by: Int(element)))
          }
        }
      }
    }
    return writeParents(marks: owners, widgets: widgets.map { _ in [] }, to: &file)
  }

  private mutating func hang(_ element: ObjectID) {
    if open.isEmpty { documents.append(element) } else { open[open.count - 1].add(element) }
  }

  private mutating func begin(_ start: PDFBytes, isNote: Bool, in file: inout PDFFile) {
    let object = file.reserve()
    var head = start
    head.raw("/P ")
    head.reference(open.last?.object ?? root)
    if isNote {
      notes.add(Self.name(ofNote: object), object, to: &file)
      head.raw("/ID(")
      head.raw(Self.name(ofNote: object))
      head.raw(")")
    }
    hang(object)
    open.append(OpenElement(object: object, head: head))
  }

  private mutating func end(_ file: inout PDFFile) {
    guard let element = open.popLast() else { preconditionFailure("what ends has begun") }
    var body = element.head
    body.raw("/K[")
    body.raw(element.kids)
    body.raw("]>>")
    file.write(element.object, body)
  }
}
