internal import PDFObjects

extension Attachment {
  /// Writes the file and what is said about it (ISO 32000-1, 7.11; the model is Factur-X).
  func write(to file: inout PDFFile, deflating: Deflating) -> NameTree.Entry {
    var entries = PDFBytes()
    entries.raw("/Type/EmbeddedFile/Subtype")
    entries.name(mediaType)
    entries.raw("/Params<</Size ")
    entries.integer(bytes.count)
    entries.raw(">>")
    let stream = file.write(deflating.encode(bytes), entries: entries)
    var body = PDFBytes()
    body.raw("<</Type/Filespec/F")
    body.text(name)
    body.raw("/UF")
    body.text(name)
    body.raw("/AFRelationship")
    body.name(relationship.rawValue)
    body.raw("/Desc")
    body.text(description)
    body.raw("/EF<</F ")
    body.reference(stream)
    body.raw("/UF ")
    body.reference(stream)
    body.raw(">>>>")
    return NameTree.Entry(name: name, object: file.write(body))
  }
}
