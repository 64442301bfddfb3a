import ReaderProtocol
import SignedMessages

/// One file, inspected: what crosses the wall, and what further questions need.
struct Inspection {
  private(set) var file: FormFile
  private(set) var form: FormReading?
  private(set) var source: QPDFFile?
  private var attachments: Attachments?
  private static let longestXMP = 1 << 20
  /// Messages that would say the same of thousands of fields help nobody.
  private static let mostNotes = 2_000

  init(of document: DocumentBytes, passwords: [String], roots: TrustRoots) {
    let header = firstIndex(of: "%PDF-", in: document.prefix(1024))
    if header == nil, firstIndex(of: "%FDF-", in: document.prefix(1024)) != nil {
      self.init(file: FDFReading.formFile(document, passwords: passwords))
      return
    }
    do throws(QPDFFile.Failure) {
      let source = try QPDFFile(document, passwords: passwords)
      self.init(source, document, roots, hasHeader: header != nil)
    } catch {
      switch error {
      case .encrypted: self.init(refused: passwords.isEmpty ? .encrypted : .wrongPassword)
      case .memory: self.init(file: FormFile(status: .failed, reason: .memory))
      case .damaged: self.init(damaged: document, passwords, roots, hasHeader: header != nil)
      }
    }
  }

  private init(damaged bytes: DocumentBytes, _ passwords: [String], _ roots: TrustRoots, hasHeader: Bool) {
    guard let source = rescued(bytes).flatMap({ try? QPDFFile(DocumentBytes($0), passwords: passwords) }) else {
      self.init(refused: hasHeader ? .damaged : .notAPDF)
      return
    }
    self.init(source, bytes, roots, hasHeader: hasHeader)
    file.notes.removeAll { $0.code == .recovered }
    if file.status == .ok { file.notes.insert(FormNote(.recovered), at: 0) }
  }

  /// The contents of the attachments that are wanted, up to `limit` bytes of all.
  func contents(of wish: InspectionWish, limit: Int) -> [UntrustedAttachment] {
    guard let source else { return [] }
    return attachments?.contents(of: wish, limit: limit, in: source) ?? []
  }

  private init(file: FormFile) { self.file = file }
  private init(refused reason: Reason) { self.init(file: FormFile(status: .refused, reason: reason)) }

  private init(_ source: QPDFFile, _ bytes: DocumentBytes, _ roots: TrustRoots, hasHeader: Bool) {
    guard let catalog = source.dictionary(source.dictionary(source.trailer)?["Root"] ?? .null) else {
      self.init(refused: hasHeader ? .damaged : .notAPDF)
      return
    }
    let pages = PageMap(of: source)
    let acroForm = source.dictionary(catalog["AcroForm"])
    if pages.pages.isEmpty && acroForm == nil {
      self.init(refused: hasHeader ? .damaged : .notAPDF)
      return
    }
    var tree = FieldTree(roots: source.items(acroForm?["Fields"] ?? .null), in: source)
    let outside = pages.widgets(outside: tree, in: source)
    if acroForm == nil && !outside.isEmpty { tree.note(.formMissing) }
    tree.add(outside: outside, in: source)
    let form = FormReading(tree: tree, pages: pages, in: source)
    if form.isTooLarge {
      self.init(refused: .tooLarge)
      return
    }
    let packets = XFAPackets(acroForm?["XFA"] ?? .null, in: source)
    let xfa =
      packets.isThere
      ? FormXFA(isDynamic: form.fields.isEmpty || source.isDynamicXFA(catalog), untrustedDatasets: packets.datasets)
      : nil
    if let xfa, form.fields.isEmpty {
      self.init(file: FormFile(status: .refused, reason: .xfaDynamic, xfa: xfa))
      return
    }
    let attachments = Attachments(of: source, catalog: catalog, pages: pages)
    let active = ActiveContent(
      of: source, catalog: catalog, pages: pages, tree: tree, attachments: attachments.attachments)
    let signatures = Signatures(of: form, in: source, untrustedBytes: bytes, roots: roots)
    let hybrid = HybridReferences(bytes, fields: form.fields, password: source.password)
    var notes = attachments.notes + signatures.notes + active.notes + form.notes + packets.notes + hybrid.notes
    if let xfa { notes.append(FormNote(xfa.isDynamic ? .xfaDynamic : .xfa)) }
    if source.isEncrypted && source.password == nil { notes.append(FormNote(.encryptedWithoutPassword)) }
    let metadata = FormMetadata(
      pageCount: pages.pages.count, information: source.information, xmp: source.xmp(catalog, limit: Self.longestXMP))
    // Of a file without fields the pages are all that counts.
    if form.fields.isEmpty { source.readSources(ofPages: pages.pages.map(\.number)) }
    // Last, since objects are only read when they are asked for.
    if source.takeRepairs() || !hasHeader || pages.pages.isEmpty || source.isSilentlyDamaged(bytes) {
      notes.insert(FormNote(.recovered), at: 0)
    }
    self.init(
      file: FormFile(
        status: .ok, fields: form.fields, signatures: signatures.signatures, attachments: attachments.attachments,
        active: active.items, revisions: countRevisions(bytes, isLinearized: source.isLinearized),
        metadata: metadata, notes: Array(notes.prefix(Self.mostNotes)), xfa: xfa))
    self.form = form
    self.source = source
    self.attachments = attachments
  }
}

extension QPDFFile {
  /// The information dictionary's texts, by key.
  fileprivate var information: [FormMetadata.Entry] {
    let entries = dictionary(dictionary(trailer)?["Info"] ?? .null)?.entries ?? []
    return entries.prefix(200).compactMap { entry in
      text(entry.value).map { FormMetadata.Entry(key: entry.name.text, value: String($0.prefix(10_000))) }
    }
  }

  fileprivate func xmp(_ catalog: PDFDictionary, limit: Int) -> String? {
    guard case .stream(let number, _) = resolve(catalog["Metadata"]),
      let bytes = content(of: number, limit: limit)
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
      ?? inflated(bytes, limit: limit).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// Whether the viewer is to draw the form from its XFA alone (ISO 32000-2, table 29).
  fileprivate func isDynamicXFA(_ catalog: PDFDictionary) -> Bool {
    if case .boolean(true) = resolve(catalog["NeedsRendering"]) { true } else { false }
  }
}

/// Compressed bytes without the word that they are: Chromium saves a form so that its metadata, and with them which form it is, look lost.
///
/// - Returns: `nil` when they are no such bytes. qpdf inflates them, as a stream that says what it is.
private func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
  guard bytes.first == 0x78 else { return nil }
  let head = "%PDF-1.7\n1 0 obj\n<</Length \(bytes.count)/Filter/FlateDecode>>\nstream\n"
  let tail = "\nendstream\nendobj\n2 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF\n"
  let wrapped = DocumentBytes(Array(head.utf8) + bytes + Array(tail.utf8))
  return (try? QPDFFile(wrapped))?.content(of: ObjectNumber(id: 1, generation: 0), limit: limit)
}
