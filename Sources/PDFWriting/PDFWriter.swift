package import Diagnostics
internal import Fonts
internal import PDFObjects
package import Pages

/// Writes one PDF file of one document or of many in a row.
///
/// The file grows with each document: `drain` takes away what is ready, and memory holds little more than the numbers of
/// objects. The same documents give the same bytes. A file that is not finished is no PDF.
package struct PDFWriter {
  let shared: PDFSharedParts
  var file: PDFFile
  var pageTree = PageTree()
  var structure: StructureTree
  var form = InteractiveForm()
  var attachments: [NameTree.Entry] = []
  var fonts = FileFonts()
  var facts = DocumentFacts()
  private var fixedParts: [ObjectIdentifier: WrittenFixedPart] = [:]
  private var resources: [[UInt8]: ObjectID] = [:]

  var options: PDFOptions { shared.options }

  package init(shared: PDFSharedParts) {
    self.shared = shared
    file = PDFFile(layout: shared.options.isReadable ? .plain : .compact, deflating: shared.deflating)
    structure = StructureTree(root: file.reserve())
  }

  /// Adds a document's pages after those already there.
  ///
  /// - Throws: `Refusal` when a font is broken inside.
  package mutating func append(_ document: PagedDocument) throws(Refusal) {
    append(try PreparedDocument(document, shared: shared))
  }

  /// Adds a document that was prepared with the same shared parts.
  ///
  /// In one file, field names of different documents must differ in their first component.
  package mutating func append(_ prepared: PreparedDocument) {
    let document = prepared.document
    facts.add(document)
    let fixed = prepared.fixed.map { written($0) }
    let resources = resources(fixed: fixed?.fonts ?? [], own: prepared.usage.fonts.map { fonts.use($0, in: &file) })
    let pages = document.pages.map { _ in file.reserve() }
    let widgets = document.pages.map { page in
      options.kind == .print ? [] : page.widgets.map { _ in file.reserve() }
    }
    let keys = options.isTagged ? structure.append(document, pages: pages, widgets: widgets, to: &file) : nil
    for (index, page) in document.pages.enumerated() {
      var contents = page.fixed.flatMap { fixed?.stream(of: $0, page.size.height) }.map { [$0] } ?? []
      if let own = prepared.pages[index] { contents.append(file.write(own)) }
      var body = PDFBytes()
      body.raw("<</Type/Page/Parent ")
      body.reference(pageTree.add(pages[index], to: &file))
      body.raw("/MediaBox[0 0 ")
      body.number(page.size.width.points)
      body.raw(" ")
      body.number(page.size.height.points)
      body.raw("]/Resources ")
      body.reference(resources)
      body.raw("/Contents")
      body.references(contents)
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
      prepared, pages: pages, widgets: widgets, keys: keys, resources: resources, entryFont: shared.entryFont, to: &file
    )
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
    try fonts.write(to: &file, deflating: shared.deflating)
    let root = writeCatalog()
    var info = PDFBytes()
    info.raw("<</Title")
    info.text(facts.title)
    info.raw("/Producer")
    info.text(options.producer)
    info.raw(">>")
    return file.finish(root: root, info: file.write(info))
  }

  private mutating func written(_ part: FixedPart) -> WrittenFixedPart {
    if let known = fixedParts[ObjectIdentifier(part)] { return known }
    let written = WrittenFixedPart(part, to: &file)
    fixedParts[ObjectIdentifier(part)] = written
    return written
  }

  private mutating func resources(fixed: [ObjectID], own: [ObjectID]) -> ObjectID {
    var body = PDFBytes()
    body.raw("<</Font<<")
    for (prefix, fonts) in [(UInt8(ascii: "F"), fixed), (UInt8(ascii: "V"), own)] {
      for (index, font) in fonts.enumerated() {
        body.raw("/")
        body.byte(prefix)
        body.integer(index)
        body.raw(" ")
        body.reference(font)
      }
    }
    body.raw(">>>>")
    if let known = resources[body.bytes] { return known }
    let object = file.write(body)
    resources[body.bytes] = object
    return object
  }
}

/// Writes a document as one PDF file.
///
/// - Throws: `Refusal` when a font is broken inside.
package func writePDF(
  _ document: PagedDocument, attachments: [Attachment] = [], shared: PDFSharedParts
) throws(Refusal) -> [UInt8] {
  var writer = PDFWriter(shared: shared)
  try writer.append(document)
  for attachment in attachments { writer.attach(attachment) }
  return try writer.finish()
}
