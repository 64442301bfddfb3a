internal import PDFObjects
internal import Pages

extension PDFWriter {
  /// Writes the catalog (ISO 32000-1, 7.7.2) and all that hangs on it.
  mutating func writeCatalog() -> ObjectID {
    var body = PDFBytes()
    body.raw("<</Type/Catalog/Pages ")
    body.reference(pageTree.finish(&file))
    body.raw("/Lang")
    body.text(facts.language)
    body.raw("/ViewerPreferences<</DisplayDocTitle true>>/Metadata ")
    body.reference(writeMetadata())
    if options.isTagged {
      structure.finish(&file)
      body.raw("/MarkInfo<</Marked true>>/StructTreeRoot ")
      body.reference(structure.root)
    } else {
      file.write(structure.root, Self.null)
    }
    if options.kind == .archive { writeOutputIntent(&body) }
    if !attachments.isEmpty {
      body.raw("/AF")
      body.references(attachments.map(\.object))
      body.raw("/Names<</EmbeddedFiles ")
      body.reference(NameTree(attachments).write(to: &file))
      body.raw(">>")
    }
    if let form = form.finish(&file) {
      body.raw("/AcroForm ")
      body.reference(form)
    }
    body.raw(">>")
    return file.write(body)
  }

  private static var null: PDFBytes {
    var body = PDFBytes()
    body.raw("null")
    return body
  }

  private mutating func writeMetadata() -> ObjectID {
    var entries = PDFBytes()
    entries.raw("/Type/Metadata/Subtype/XML")
    let packet = Metadata(facts: facts, options: options).packet
    return file.write(shared.deflating.encode(Array(packet.utf8)), entries: entries)
  }

  /// What our greys mean (ISO 19005-2, 6.2.3): sRGB.
  private mutating func writeOutputIntent(_ body: inout PDFBytes) {
    var entries = PDFBytes()
    entries.raw("/N 3")
    let profile = file.write(shared.colourProfile, entries: entries)
    body.raw("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)")
    body.raw("/DestOutputProfile ")
    body.reference(profile)
    body.raw(">>]")
  }
}
