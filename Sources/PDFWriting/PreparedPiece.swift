internal import Fonts
internal import Measures
internal import PDFObjects
package import Pages

/// A part of a paper that arrives piece by piece, written and compressed before it has a place in a file.
///
/// Workers prepare pieces side by side, and one writer appends them in order.
package struct PreparedPiece: Sendable {
  /// The index of the first page in the paper.
  let firstPage: Int
  let pages: [PreparedPage]
  /// For each page.
  let awaitClosing: [Bool]
  let usage: FontUsage
  let events: PreparedEvents?

  /// - Parameter firstPage: The index of the piece's first page in the paper. The piece's structure names its own pages only.
  package init(_ piece: PagedPiece, firstPage: Int, shared: PDFSharedParts) {
    self.firstPage = firstPage
    var fonts = FontChoice(given: nil, coding: .glyphIDs)
    pages = piece.pages.map { PreparedPage($0, sharesFile: true, shared: shared, fonts: &fonts) }
    awaitClosing = piece.pages.map { $0.awaitsClosing }
    usage = fonts.usage
    events =
      shared.options.isTagged
      ? PreparedEvents(piece.structure, firstPage: firstPage, pages: piece.pages.count) : nil
  }
}

/// A way through the structure, written but for the numbers of objects.
struct PreparedEvents: Sendable {
  enum Step: Sendable {
    /// An element begins: its dictionary but for parent and children.
    case begin(PDFBytes, isNote: Bool)
    /// A mark of the element that was begun last; the page counts from the piece's first.
    case mark(page: Int, mark: Int)
    /// Whole elements inside the one that was begun last.
    case elements(PreparedStructure)
    case end
  }

  private(set) var steps: [Step] = []
  private let firstPage: Int
  private let pages: Int
  private var gathered: [StructureElement] = []

  init(_ events: [StructureEvent], firstPage: Int, pages: Int) {
    self.firstPage = firstPage
    self.pages = pages
    for event in events {
      switch event {
      case .element(let element): gathered.append(element)
      case .shaped(let shape, let page, let marks, let widgets):
        gathered.append(shape.element(page: page, marks: marks, widgets: widgets))
      case .begin(let element): begin(element)
      case .end:
        release()
        steps.append(.end)
      }
    }
    release()
  }

  /// Neighbouring elements are prepared together.
  private mutating func release() {
    guard !gathered.isEmpty else { return }
    steps.append(
      .elements(
        PreparedStructure(gathered, firstPage: firstPage, widgets: [Int](repeating: 0, count: pages))))
    gathered = []
  }

  private mutating func begin(_ element: StructureElement) {
    release()
    var head = PDFBytes()
    head.raw("<</S")
    head.name(element.role.rawValue)
    PreparedStructure.writeAttributes(of: element, &head)
    steps.append(.begin(head, isNote: element.role == .note))
    for child in element.children {
      switch child {
      case .element(let inner): gathered.append(inner)
      case .mark(let page, let mark):
        release()
        precondition(page >= firstPage && page < firstPage + pages, "a piece's structure names its own pages")
        steps.append(.mark(page: page - firstPage, mark: mark))
      case .widget: preconditionFailure("papers that arrive piece by piece have no fields")
      }
    }
    release()
  }
}
