internal import Measures
internal import PDFObjects
internal import Pages

// Papers of which a file holds several copies.
extension PDFWriter {
  /// Adds a document as often as there are copies of it. What is painted on them stands in the file once; each page gets what is its
  /// own at its closing.
  ///
  /// - Parameters:
  ///   - prepared: Flat, and prepared with the same shared parts for a file that it shares.
  ///   - firstPage: The index in the file of the first copy's first page; its closing is asked for by that.
  package mutating func append(_ prepared: PreparedDocument, copies: Int, firstPage: Int) {
    let document = prepared.document
    precondition(document.pages.allSatisfy { $0.widgets.isEmpty }, "a field has one place in a file")
    facts.add(document.title, document.language, document.identity)
    let own = prepared.usage.fonts.map { fonts.use($0, in: &file) }
    let looks = prepared.pages.map { look(of: $0, own: own, awaitsClosing: true) }
    let contents = prepared.pages.map { page in page.content.map { file.write($0) } }
    for copy in 0..<copies {
      // Each copy has a structure of its own: an element stands on one page.
      let place = DocumentPlace(prepared.shape, structure: prepared.structure, tree: &structure, in: &file)
      for (index, page) in prepared.pages.enumerated() {
        let closing = file.reserve()
        awaiting.streams.append((firstPage + copy * prepared.pages.count + index, closing, page.size.height))
        var body = begin(place.pages[index], page.size, looks[index], content: contents[index], closing: closing)
        if let keys = place.keys {
          body.raw("/StructParents ")
          body.integer(keys.pages[index])
        }
        body.raw(">>")
        file.write(place.pages[index], body)
      }
    }
  }
}
