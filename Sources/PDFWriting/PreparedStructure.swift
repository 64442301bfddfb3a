internal import PDFObjects
internal import Pages

/// Structure elements of a document or of a part of one (ISO 32000-1, 14.7), written but for the numbers of objects.
///
/// Elements are numbered from 0 as they come, each before its children. What names another object is a gap in the bytes, to be
/// filled when the document has its place in a file.
struct PreparedStructure: Sendable {
  /// What stands in a gap.
  private enum Gap {
    case element(Int)
    /// What the first elements hang on.
    case top
    case page(Int)
    case widget(page: Int, index: Int)
    /// The name of a note.
    case note(Int)
  }

  /// Bytes up to a gap, and the gap; `nil` at the end of an element.
  private struct Piece {
    var end: Int
    var gap: Gap?
  }

  private var bytes = PDFBytes()
  private var pieces: [Piece] = []
  private(set) var count = 0
  /// The elements that hang on what is not among these.
  private(set) var tops: [Int] = []
  /// Elements that are notes.
  private(set) var notes: [Int] = []
  /// By page and mark, the element that owns the mark; -1 for none.
  private(set) var elementsOfMarks: [[Int32]]
  /// By page and widget.
  private(set) var elementsOfWidgets: [[Int32]]

  private let firstPage: Int

  /// - Parameters:
  ///   - elements: Whole elements, side by side.
  ///   - firstPage: The index of the first page that they name.
  ///   - widgets: How many widgets there are on each page from there on.
  init(_ elements: [StructureElement], firstPage: Int, widgets: [Int]) {
    self.firstPage = firstPage
    elementsOfMarks = widgets.map { _ in [] }
    elementsOfWidgets = widgets.map { [Int32](repeating: -1, count: $0) }
    for element in elements {
      let tree = Numbered(element, count: &count)
      tops.append(tree.number)
      bytes.bytes.reserveCapacity(count * 64)
      write(tree, parent: .top)
    }
  }

  /// An element and the numbers of those below it.
  private struct Numbered {
    let element: StructureElement
    let number: Int
    let children: [Child]

    enum Child {
      case element(Numbered)
      case mark(page: Int, mark: Int)
      case widget(page: Int, index: Int)
    }

    init(_ element: StructureElement, count: inout Int) {
      self.element = element
      number = count
      count += 1
      var children: [Child] = []
      children.reserveCapacity(element.children.count)
      for child in element.children {
        switch child {
        case .element(let inner): children.append(.element(Numbered(inner, count: &count)))
        case .mark(let page, let mark): children.append(.mark(page: page, mark: mark))
        case .widget(let page, let index):
          // A widget stands in a Form element of its own (ISO 14289-1, 7.18.4).
          guard element.role != .form else {
            children.append(.widget(page: page, index: index))
            continue
          }
          let form = StructureElement(.form, children: [.widget(page: page, index: index)])
          children.append(.element(Numbered(form, count: &count)))
        }
      }
      self.children = children
    }

    /// The page of the first mark: it need not be said of each.
    var home: Int? {
      for child in children {
        if case .mark(let page, _) = child { return page }
      }
      return nil
    }
  }

  // MARK: Preparing

  private mutating func write(_ node: Numbered, parent: Gap) {
    let element = node.element
    bytes.raw("<</S")
    bytes.name(element.role.rawValue)
    bytes.raw("/P ")
    gap(parent)
    let home = node.home
    if let home {
      bytes.raw("/Pg ")
      gap(.page(home - firstPage))
    }
    writeAttributes(of: element)
    if element.role == .note {
      // Each note needs a name of its own (ISO 14289-1, 7.9).
      notes.append(node.number)
      bytes.raw("/ID(")
      gap(.note(node.number))
      bytes.raw(")")
    }
    if !node.children.isEmpty { writeKids(of: node, home: home) }
    bytes.raw(">>")
    pieces.append(Piece(end: bytes.count))
    for child in node.children {
      if case .element(let inner) = child { write(inner, parent: .element(node.number)) }
    }
  }

  private mutating func gap(_ gap: Gap) { pieces.append(Piece(end: bytes.count, gap: gap)) }

  private mutating func writeKids(of node: Numbered, home: Int?) {
    bytes.raw("/K[")
    for (index, child) in node.children.enumerated() {
      if index > 0 { bytes.raw(" ") }
      switch child {
      case .element(let inner): gap(.element(inner.number))
      case .mark(let page, let mark): writeMark(mark, page: page, of: node.number, home: home)
      case .widget(var page, let widget):
        page -= firstPage
        precondition(elementsOfWidgets.indices.contains(page), "structure names pages of its document")
        guard elementsOfWidgets[page].indices.contains(widget) else { continue }
        elementsOfWidgets[page][widget] = Int32(node.number)
        bytes.raw("<</Type/OBJR/Pg ")
        gap(.page(page))
        bytes.raw("/Obj ")
        gap(.widget(page: page, index: widget))
        bytes.raw(">>")
      }
    }
    bytes.raw("]")
  }

  private mutating func writeMark(_ mark: Int, page: Int, of element: Int, home: Int?) {
    let local = page - firstPage
    precondition(
      elementsOfMarks.indices.contains(local) && mark >= 0, "structure names pages and marks that it comes with")
    while elementsOfMarks[local].count <= mark { elementsOfMarks[local].append(-1) }
    elementsOfMarks[local][mark] = Int32(element)
    guard page != home else { return bytes.integer(mark) }
    bytes.raw("<</Type/MCR/Pg ")
    gap(.page(local))
    bytes.raw("/MCID ")
    bytes.integer(mark)
    bytes.raw(">>")
  }

  private mutating func writeAttributes(of element: StructureElement) { Self.writeAttributes(of: element, &bytes) }

  static func writeAttributes(of element: StructureElement, _ bytes: inout PDFBytes) {
    guard element.columnSpan > 1 || element.rowSpan > 1 || element.scope != nil else { return }
    bytes.raw("/A<</O/Table")
    if let scope = element.scope {
      bytes.raw("/Scope")
      bytes.name(scope.rawValue)
    }
    if element.columnSpan > 1 {
      bytes.raw("/ColSpan ")
      bytes.integer(element.columnSpan)
    }
    if element.rowSpan > 1 {
      bytes.raw("/RowSpan ")
      bytes.integer(element.rowSpan)
    }
    bytes.raw(">>")
  }

  // MARK: Writing

  /// Writes all elements, their objects having been reserved one after another.
  func write(
    from first: ObjectID, on top: ObjectID, pages: [ObjectID], widgets: [[ObjectID]], to file: inout PDFFile
  ) {
    var body = ContentBytes(capacity: 1024)
    var object = first
    var start = 0
    for piece in pieces {
      body.raw(bytes.bytes, start..<piece.end)
      start = piece.end
      switch piece.gap {
      case .element(let number): body.reference(first.advanced(by: number))
      case .top: body.reference(top)
      case .page(let page): body.reference(pages[page])
      case .widget(let page, let index): body.reference(widgets[page][index])
      case .note(let number): body.raw(StructureTree.name(ofNote: first.advanced(by: number)))
      case nil:
        file.write(object, body)
        body.removeAll()
        object = object.advanced(by: 1)
      }
    }
  }
}
