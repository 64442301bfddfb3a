import ReaderProtocol

/// What was changed in a document since a revision of it was signed, held against what the signature allows.
///
/// The object graphs are compared, not bytes or numbers: what a viewer shows is a function of the graph, so equal graphs look equal,
/// however the later revisions were written. Everything that is not known to be harmless is a change.
struct RevisionComparison {
  let objects: ObjectComparison
  let permissions: FormSignature.Permissions
  /// Signature fields that hold something other than an unbroken signature: putting that there is no signing.
  let brokenFields: Set<String>
  private(set) var changes: [SignatureChange] = []
  /// Widgets of fields that were reported as added, so that the pages need not report them again.
  var knownWidgets: Set<ObjectNumber> = []
  var comparedFields: Set<ObjectNumber> = []
  var hasFilling = false
  static let mostChanges = 200

  init(
    before: QPDFFile, after: QPDFFile, permissions: FormSignature.Permissions, brokenFields: Set<String>
  ) {
    objects = ObjectComparison(before: before, after: after)
    self.permissions = permissions
    self.brokenFields = brokenFields
    compare()
  }

  private var before: QPDFFile { objects.before }
  private var after: QPDFFile { objects.after }

  private mutating func compare() {
    let trailers = (before.dictionary(before.trailer), after.dictionary(after.trailer))
    guard let trailer = trailers.0, let newTrailer = trailers.1, let catalog = before.dictionary(trailer["Root"]),
      let newCatalog = after.dictionary(newTrailer["Root"])
    else {
      add(.structureDamaged)
      return
    }
    objects.makePartners(trailer["Root"], newTrailer["Root"])
    objects.makePartners(catalog["AcroForm"], newCatalog["AcroForm"])
    let pages = PagePairs(before: before, after: after)
    for pair in pages.pairs {
      objects.makePartners(.reference(pair.before.number), .reference(pair.after.number))
    }
    let form = before.dictionary(catalog["AcroForm"]) ?? PDFDictionary()
    let newForm = after.dictionary(newCatalog["AcroForm"]) ?? PDFDictionary()
    var fields = FieldPairs(before: before, after: after)
    fields.match(before.items(form["Fields"]), after.items(newForm["Fields"]))
    for pair in fields.pairs { objects.makePartners(pair.before, pair.after) }
    pairAnnotations(pages)

    compareFields(fields)
    comparePages(pages)
    compareForm(form, newForm)
    compareCatalog(catalog, newCatalog)
    if !objects.isSame(trailer["Encrypt"], newTrailer["Encrypt"]) { add(.encryptionChanged) }
    if !objects.isSame(trailer["Info"], newTrailer["Info"]) { add(.metadataChanged) }
  }

  private mutating func compareForm(_ form: PDFDictionary, _ newForm: PDFDictionary) {
    // Viewers are asked to draw anew what was filled in; without any filling that would only replace appearances.
    let harmless: Set<PDFName> = hasFilling ? ["NeedAppearances"] : []
    for key in objects.differences(form, newForm, except: harmless.union(["Fields", "SigFlags", "DR"])) {
      add(.formChanged, detail: key.text)
    }
    let resources = (before.dictionary(form["DR"]), after.dictionary(newForm["DR"]))
    guard isOnlyExtended(resources.0 ?? PDFDictionary(), resources.1 ?? PDFDictionary()) else {
      add(.formChanged, detail: "DR")
      return
    }
  }

  /// Whether default resources only gained names; programs that fill in add the fonts that they use.
  private func isOnlyExtended(_ resources: PDFDictionary, _ newResources: PDFDictionary) -> Bool {
    resources.entries.allSatisfy { entry in
      guard let names = before.dictionary(entry.value), let newNames = after.dictionary(newResources[entry.name]) else {
        return objects.isSame(entry.value, newResources[entry.name])
      }
      return names.entries.allSatisfy { objects.isSame($0.value, newNames[$0.name]) }
    }
  }

  private mutating func compareCatalog(_ catalog: PDFDictionary, _ newCatalog: PDFDictionary) {
    for key in objects.differences(catalog, newCatalog, except: ["Pages", "AcroForm", "Extensions", "Version"]) {
      switch key {
      case "DSS": add(.validationDataAdded)
      case "Metadata": add(.metadataChanged)
      default: add(.catalogChanged, detail: key.text)
      }
    }
  }

  mutating func add(
    _ code: SignatureChange.Code, field: String? = nil, page: Int? = nil, detail: String? = nil,
    isVisible: Bool = false, mayBeAllowed: Bool = true
  ) {
    let isPermitted = mayBeAllowed && permissions.allow(code, field: field, isVisible: isVisible)
    let change = SignatureChange(
      code, isPermitted: isPermitted, field: field.map { String($0.prefix(1_000)) }, page: page,
      detail: detail.map { String($0.prefix(100)) })
    guard !changes.contains(change) else { return }
    // One that is not allowed must not be lost behind many that are.
    if changes.count < Self.mostChanges {
      changes.append(change)
    } else if !isPermitted, changes.allSatisfy(\.isPermitted) {
      changes[Self.mostChanges - 1] = change
    }
  }
}
