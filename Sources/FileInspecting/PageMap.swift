/// Which page shows which annotation, and what the pages hold besides.
struct PageMap {
  /// In page order: the page's number and dictionary, and its annotations.
  private(set) var pages: [(number: ObjectNumber, dictionary: PDFDictionary, annotations: [PDFObject])] = []
  private var pageOfAnnotation: [ObjectNumber: Int] = [:]
  private var pageOfNumber: [ObjectNumber: Int] = [:]
  /// Annotations that are still looked at: pages may share one long list of them.
  private var budget = 500_000

  init(of file: QPDFFile) {
    for (index, number) in file.pages().enumerated() {
      let dictionary = file.dictionary(.reference(number)) ?? PDFDictionary()
      let annotations = Array((file.array(dictionary["Annots"]) ?? []).prefix(budget))
      budget -= annotations.count
      pages.append((number, dictionary, annotations))
      if pageOfNumber[number] == nil { pageOfNumber[number] = index + 1 }
      for case .reference(let annotation) in annotations where pageOfAnnotation[annotation] == nil {
        pageOfAnnotation[annotation] = index + 1
      }
    }
  }

  /// The page that lists a widget among its annotations, or else the one that the widget names; 1-based.
  ///
  /// The list decides, since only what stands there is shown; `/P` is often stale after pages were moved.
  func page(of leaf: FieldLeaf, in file: QPDFFile) -> Int? {
    if let page = leaf.page { return page }
    if let number = leaf.number, let page = pageOfAnnotation[number] { return page }
    guard case .reference(let number) = leaf.dictionary["P"] else { return nil }
    return pageOfNumber[number]
  }

  /// Whether a page has a widget among its annotations: only then is it shown.
  func lists(_ leaf: FieldLeaf) -> Bool {
    leaf.page != nil || leaf.number.map { pageOfAnnotation[$0] != nil } ?? false
  }

  /// Widgets that the pages show and the field tree does not hold, in page order, each once; pages are 1-based.
  func widgets(outside tree: FieldTree, in file: QPDFFile) -> [(widget: PDFObject, page: Int)] {
    var seen: Set<ObjectNumber> = []
    var found: [(widget: PDFObject, page: Int)] = []
    for (index, page) in pages.enumerated() {
      for annotation in page.annotations {
        if let number = annotation.referenced, tree.holds(number) || !seen.insert(number).inserted { continue }
        guard let dictionary = file.dictionary(annotation), file.name(dictionary["Subtype"]) == "Widget" else {
          continue
        }
        found.append((annotation, index + 1))
      }
    }
    return found
  }
}
