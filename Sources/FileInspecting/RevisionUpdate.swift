import ReaderProtocol

/// What stands behind the end of a signed revision.
struct RevisionUpdate {
  enum Kind {
    /// White space or rubbish that no reader takes for a part of the document.
    case nothing
    /// One or more later revisions, which build on the signed one.
    case proper
    /// Something that readers may understand differently, or that does not build on it.
    case wrong(SignatureChange.Code)
  }

  let kind: Kind

  init(of bytes: DocumentBytes, after end: Int) {
    let tail = bytes[end...]
    let sections = crossReferenceSections(bytes[...])
    let signed = crossReferenceSections(bytes[..<end])
    let hasObjects = ["obj", "xref", "trailer", "/XRef"].contains { firstIndex(of: $0, in: tail) != nil }
    if !hasObjects {
      kind = .nothing
    } else if sections.first == signed.first, !sections.isEmpty {
      // The last `startxref` leads to what was signed, past whatever else was appended.
      kind = firstIndex(of: "obj", in: tail) == nil ? .nothing : .wrong(.strayObjects)
    } else if sections.first.map({ $0 < end }) ?? true {
      kind = .wrong(.strayObjects)
    } else if let start = signed.first, !sections.contains(start) {
      kind = .wrong(.structureRewritten)
    } else if firstIndex(of: "/XRefStm", in: tail) != nil {
      kind = .wrong(.hybridUpdate)
    } else {
      kind = .proper
    }
  }
}
