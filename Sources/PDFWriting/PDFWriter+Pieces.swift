internal import Fonts
internal import Measures
internal import PDFObjects
package import Pages

/// The pages of a paper, or of a file of papers, that get a last stream when all pages are known.
struct AwaitingPages {
  /// In the order of pages: the page's index in its paper or file, the stream's object, and where the page's origin is.
  var streams: [(page: Int, object: ObjectID, height: Length)] = []
}

// Papers of any length.
extension PDFWriter {
  /// Begins a paper that arrives piece by piece.
  package mutating func begin(title: String, language: String, identity: FormIdentity?) {
    facts.add(title, language, identity)
  }

  /// Adds the next piece's pages; it was prepared with the same shared parts.
  package mutating func append(_ piece: PreparedPiece) {
    let own = piece.usage.fonts.map { fonts.use($0, in: &file) }
    let pages = piece.pages.map { _ in file.reserve() }
    let keys = piece.events.flatMap { structure?.append($0, pages: pages, to: &file) }
    for (index, page) in piece.pages.enumerated() {
      let awaits = piece.awaitClosing[index]
      let look = look(of: page, own: own, awaitsClosing: awaits)
      var closing: ObjectID?
      if awaits {
        let object = file.reserve()
        awaiting.streams.append((piece.firstPage + index, object, page.size.height))
        closing = object
      }
      let content = page.content.map { file.write($0) }
      var body = begin(pages[index], page.size, look, content: content, closing: closing)
      if let keys {
        body.raw("/StructParents ")
        body.integer(keys.pages[index])
      }
      body.raw(">>")
      file.write(pages[index], body)
    }
  }

  /// Paints on each page that awaits it what could not be known before.
  ///
  /// - Parameter segments: What to paint on the page of that index; decoration, without marks.
  package mutating func close(_ segments: (Int) -> [Segment]) {
    var choice = FontChoice(given: nil, coding: .glyphIDs)
    for page in awaiting.streams {
      var content = ContentStream(
        height: page.height, .closing, isTagged: options.isTagged, isReadable: options.isReadable,
        fonts: consume choice, capacity: 512)
      content.paint(segments(page.page).map { Segment(items: $0.items) })
      content.finish()
      file.write(page.object, shared.deflating.encode(content.out, options.effort(sharesFile: true)))
      choice = content.takeFonts()
    }
    awaiting.streams = []
    resources.finish(closing: choice.usage.fonts.map { fonts.use($0, in: &file) }, in: &file)
  }
}
