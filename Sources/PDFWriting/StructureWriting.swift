internal import PDFObjects
internal import Pages

/// Writes the structure elements of one document, and notes which element owns each mark and widget.
struct StructureWriting {
  let pages: [ObjectID]
  let widgets: [[ObjectID]]
  /// By page and mark.
  private(set) var elementsOfMarks: [[ObjectID?]]
  /// By page and widget.
  private(set) var elementsOfWidgets: [[ObjectID?]]
  private(set) var notes: [NameTree.Entry] = []

  init(pages: [ObjectID], widgets: [[ObjectID]]) {
    self.pages = pages
    self.widgets = widgets
    elementsOfMarks = pages.map { _ in [] }
    elementsOfWidgets = widgets.map { $0.map { _ in nil } }
  }

  /// - Returns: The element's object.
  mutating func write(_ element: StructureElement, parent: ObjectID, to file: inout PDFFile) -> ObjectID {
    let object = file.reserve()
    let home = element.children.lazy.compactMap(\.pageOfMark).first.flatMap { page(at: $0) }
    var kids = PDFBytes()
    for child in element.children {
      switch child {
      case .element(let inner): kids.reference(write(inner, parent: object, to: &file))
      case .mark(let page, let mark): writeMark(mark, page: page, of: object, home: home, &kids)
      case .widget(let page, let index): writeWidget(index, page: page, of: object, element.role, &kids, to: &file)
      }
      kids.raw(" ")
    }
    var body = PDFBytes()
    body.raw("<</Type/StructElem/S")
    body.name(element.role.rawValue)
    body.raw("/P ")
    body.reference(parent)
    if let home {
      body.raw("/Pg ")
      body.reference(home)
    }
    attributes(of: element, &body)
    if element.role == .note {
      // Each note needs a name of its own (ISO 14289-1, 7.9).
      let name = "note-\(object.number)"
      notes.append(NameTree.Entry(name: name, object: object))
      body.raw("/ID")
      body.text(name)
    }
    if !kids.isEmpty {
      body.raw("/K[")
      body.raw(kids)
      body.raw("]")
    }
    body.raw(">>")
    file.write(object, body)
    return object
  }

  private func page(at index: Int) -> ObjectID? { pages.indices.contains(index) ? pages[index] : nil }

  private mutating func writeMark(
    _ mark: Int, page: Int, of element: ObjectID, home: ObjectID?, _ kids: inout PDFBytes
  ) {
    precondition(pages.indices.contains(page) && mark >= 0, "structure names pages and marks of its document")
    while elementsOfMarks[page].count <= mark { elementsOfMarks[page].append(nil) }
    elementsOfMarks[page][mark] = element
    guard pages[page] != home else { return kids.integer(mark) }
    kids.raw("<</Type/MCR/Pg ")
    kids.reference(pages[page])
    kids.raw("/MCID ")
    kids.integer(mark)
    kids.raw(">>")
  }

  /// A widget stands in a Form element of its own (ISO 14289-1, 7.18.4); one is put around it where the document has none.
  private mutating func writeWidget(
    _ index: Int, page: Int, of element: ObjectID, _ role: StructureElement.Role, _ kids: inout PDFBytes,
    to file: inout PDFFile
  ) {
    guard widgets.indices.contains(page), widgets[page].indices.contains(index) else { return }
    guard role == .form else {
      let wrapped = StructureElement(.form, children: [.widget(page: page, index: index)])
      return kids.reference(write(wrapped, parent: element, to: &file))
    }
    elementsOfWidgets[page][index] = element
    kids.raw("<</Type/OBJR/Pg ")
    kids.reference(pages[page])
    kids.raw("/Obj ")
    kids.reference(widgets[page][index])
    kids.raw(">>")
  }

  private func attributes(of element: StructureElement, _ body: inout PDFBytes) {
    guard element.columnSpan > 1 || element.rowSpan > 1 || element.scope != nil else { return }
    body.raw("/A<</O/Table")
    if let scope = element.scope {
      body.raw("/Scope")
      body.name(scope.rawValue)
    }
    if element.columnSpan > 1 {
      body.raw("/ColSpan ")
      body.integer(element.columnSpan)
    }
    if element.rowSpan > 1 {
      body.raw("/RowSpan ")
      body.integer(element.rowSpan)
    }
    body.raw(">>")
  }
}

extension StructureElement.Child {
  fileprivate var pageOfMark: Int? {
    if case .mark(let page, _) = self { page } else { nil }
  }
}
