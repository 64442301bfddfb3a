internal import PDFObjects
internal import Pages

extension PDFWriter {
  /// Writes the catalog (ISO 32000-1, 7.7.2) and all that hangs on it.
  mutating func writeCatalog() {
    var body = PDFBytes()
    body.raw("<</Type/Catalog/Pages ")
    body.reference(pageTree.finish(&file))
    body.raw("/Lang")
    body.text(facts.language)
    writeMetadata(&body)
    if let root = structure?.root {
      structure?.finish(&file)
      body.raw("/ViewerPreferences<</DisplayDocTitle true>>/MarkInfo<</Marked true>>/StructTreeRoot ")
      body.reference(root)
    }
    if let profile = beginning.colourProfile {
      // What our greys mean (ISO 19005-2, 6.2.3): sRGB.
      body.raw("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)")
      body.raw("/DestOutputProfile ")
      body.reference(profile)
      body.raw(">>]")
    }
    if let names = NameTree.write(attachments, to: &file) {
      body.raw("/AF")
      body.references(attachments.map(\.object))
      body.raw("/Names<</EmbeddedFiles ")
      body.reference(names)
      body.raw(">>")
    }
    if let form = form.finish(&file) {
      body.raw("/AcroForm ")
      body.reference(form)
    }
    body.raw(">>")
    file.write(file.root, body)
  }

  private mutating func writeMetadata(_ body: inout PDFBytes) {
    guard let packet = Metadata(facts: facts, options: options).packet else { return }
    var entries = PDFBytes()
    entries.raw("/Type/Metadata/Subtype/XML")
    body.raw("/Metadata ")
    let stream = shared.deflating.encode(Array(packet.utf8), options.effort(sharesFile: false))
    body.reference(file.write(stream, entries: entries))
  }
}
