package import Diagnostics
internal import Fonts
internal import Measures
internal import PDFObjects
package import Pages

/// Writes one PDF file of one document or of many in a row.
///
/// The file grows with each document: `drain` takes away what is ready, and memory holds little more than the numbers of
/// objects. The same documents give the same bytes. A file that is not finished is no PDF.
package struct PDFWriter {
  let shared: PDFSharedParts
  let beginning: FileBeginning
  var file: PDFFile
  var pageTree: PageTree
  var structure: StructureTree?
  var form = InteractiveForm()
  var attachments: [NameTree.Entry] = []
  var fonts: FileFonts
  var layers = FileLayers()
  var resources = FileResources()
  var facts = DocumentFacts()
  var awaiting = AwaitingPages()

  var options: PDFOptions { shared.options }

  /// A file that documents share.
  package init(shared: PDFSharedParts) {
    self.init(FileBeginning(shared: shared), coding: .glyphIDs, shared: shared)
  }

  init(_ beginning: FileBeginning, coding: FontUsage.Coding, shared: PDFSharedParts) {
    self.shared = shared
    self.beginning = beginning
    file = beginning.file
    pageTree = PageTree(inheritsResources: shared.options.kind == .print)
    structure = beginning.tree
    fonts = FileFonts(coding: coding)
  }

  /// Adds a document's pages after those already there.
  package mutating func append(_ document: PagedDocument) throws(Refusal) {
    append(try PreparedDocument(document, sharesFile: true, shared: shared))
  }

  /// Adds a document that was prepared with the same shared parts.
  ///
  /// In one file, field names of different documents must differ in their first component.
  package mutating func append(_ prepared: PreparedDocument) {
    let document = prepared.document
    facts.add(document.title, document.language, document.identity)
    let own = prepared.usage.fonts.map { fonts.use($0, in: &file) }
    let looks = prepared.pages.map { look(of: $0, own: own, awaitsClosing: false) }
    let place =
      beginning.own?.place
      ?? DocumentPlace(prepared.shape, structure: prepared.structure, tree: &structure, in: &file)
    let (pages, widgets, keys) = (place.pages, place.widgets, place.keys)
    for (index, page) in prepared.pages.enumerated() {
      let content = page.content.map { file.write($0) }
      var body = begin(pages[index], page.size, looks[index], content: content, closing: nil)
      if let keys {
        body.raw("/StructParents ")
        body.integer(keys.pages[index])
      }
      if !widgets[index].isEmpty {
        // Fields are visited in the order of the structure (ISO 14289-1, 7.18.3).
        body.raw("/Tabs/S/Annots")
        body.references(widgets[index])
      }
      body.raw(">>")
      file.write(pages[index], body)
    }
    guard options.kind != .print else { return }
    form.append(
      prepared, pages: pages, widgets: widgets, keys: keys, resources: looks.map(\.resources), in: &self.file,
      entryFont: beginning.own?.entryFont.map { .written($0) } ?? shared.entryFont.map { .awaited($0) })
  }

  /// What a page is painted with.
  struct PageLook {
    var layer: ObjectID?
    var resources: ObjectID
  }

  mutating func look(of page: PreparedPage, own: [ObjectID], awaitsClosing: Bool) -> PageLook {
    let written = page.shared.map { layers.use($0, fonts: &fonts, in: &file) }
    return PageLook(
      layer: written?.stream ?? page.layer.flatMap { beginning.own?.stream(of: $0) },
      resources: resources.use(
        fixed: written?.fonts ?? beginning.own?.fonts ?? [], own: own, awaitClosing: awaitsClosing, in: &file))
  }

  /// Begins a page's dictionary.
  ///
  /// - Parameters:
  ///   - content: The page's own.
  ///   - closing: What is painted last, and written later.
  mutating func begin(
    _ object: ObjectID, _ size: Size, _ look: PageLook, content: ObjectID?, closing: ObjectID?
  ) -> PDFBytes {
    var body = pageTree.add(object, size: size, resources: look.resources, to: &file)
    body.raw("/Contents")
    body.references([look.layer, content, closing].compactMap { $0 })
    return body
  }

  /// Puts a file inside the PDF; in an archive it belongs to the document as a whole (`/AF`).
  package mutating func attach(_ attachment: Attachment) {
    attachments.append(attachment.write(to: &file, deflating: shared.deflating))
  }

  /// Takes away what has been written so far; may be nothing, as output leaves in large pieces.
  package mutating func drain() -> [UInt8] { file.drain() }

  /// Ends the file.
  ///
  /// - Returns: All bytes that have not been drained.
  /// - Throws: `Refusal` when a font is broken inside.
  package mutating func finish() throws(Refusal) -> [UInt8] {
    precondition(awaiting.streams.isEmpty, "pages that await their closing get it")
    try fonts.write(to: &file, deflating: shared.deflating)
    writeCatalog()
    var info = PDFBytes()
    info.raw("<</Title")
    info.text(facts.title)
    info.raw("/Producer")
    info.text(options.producer)
    info.raw(">>")
    return file.finish(info: file.write(info))
  }
}

/// Writes a prepared document as a PDF file of its own.
///
/// - Parameter prepared: Prepared with the same shared parts, for a file that it does not share.
/// - Throws: `Refusal` when a font is broken inside.
package func writePDF(
  _ prepared: PreparedDocument, attachments: [Attachment] = [], shared: PDFSharedParts
) throws(Refusal) -> [UInt8] {
  let beginning = prepared.beginning ?? FileBeginning(shared: shared)
  var writer = PDFWriter(beginning, coding: prepared.usage.coding, shared: shared)
  writer.append(prepared)
  for attachment in attachments { writer.attach(attachment) }
  return try writer.finish()
}

/// Writes a document as one PDF file.
///
/// - Throws: `Refusal` when a font is broken inside.
package func writePDF(
  _ document: PagedDocument, attachments: [Attachment] = [], shared: PDFSharedParts
) throws(Refusal) -> [UInt8] {
  try writePDF(
    PreparedDocument(document, sharesFile: false, shared: shared), attachments: attachments, shared: shared)
}
