/// A part of a paper that is handed on before the rest of it is set, for papers of any length.
///
/// Pieces come in order. What depends on the number of pages ("page 3 of 4,167", the code that says the same) cannot be in
/// them: such a page awaits its closing, which comes when all pages are known.
package struct PagedPiece: Sendable {
  /// The pages that are full. Their indexes in the document go on from the piece before.
  package var pages: [Page]
  /// What the pages add to the logical structure; marks name pages by their indexes in the whole document, and only those of
  /// this piece.
  package var structure: [StructureEvent]

  package init(pages: [Page], structure: [StructureEvent]) {
    self.pages = pages
    self.structure = structure
  }
}

/// A step through the logical structure of a paper that arrives piece by piece: elements may stay open from one piece to the next.
package enum StructureEvent: Sendable {
  /// Opens an element; its children are those already in it and whatever comes until its end.
  case begin(StructureElement)
  /// A whole element, inside the one that was opened last.
  case element(StructureElement)
  /// A whole element of a shape that many have.
  case shaped(StructureShape, page: Int, marks: Int, widgets: Int)
  case end
}
