/// Which page shows which annotation, and what the pages hold besides.
struct PageMap {
  /// In page order: the page's number and dictionary, and its annotations.
  private(set) var pages: [(number: ObjectNumber, dictionary: PDFDictionary, annotations: [PDFObject])] = []
  private var pageOfAnnotation: [ObjectNumber: Int] = [:]
  private var pageOfNumber: [ObjectNumber: Int] = [:]

  init(of file: QPDFFile) {
    for (index, number) in file.pages().enumerated() {
      let dictionary = file.dictionary(.reference(number)) ?? PDFDictionary()
      let annotations = file.array(dictionary["Annots"]) ?? []
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
    if let number = leaf.number, let page = pageOfAnnotation[number] { return page }
    guard case .reference(let number) = leaf.dictionary["P"] else { return nil }
    return pageOfNumber[number]
  }

  /// Widgets that the pages show and the field tree does not hold.
  func widgets(outside leaves: [FieldLeaf], in file: QPDFFile) -> Int {
    let known = Set(leaves.compactMap(\.number))
    return pages.flatMap(\.annotations).count { annotation in
      if case .reference(let number) = annotation, known.contains(number) { return false }
      guard let dictionary = file.dictionary(annotation) else { return false }
      return file.name(dictionary["Subtype"]) == "Widget"
    }
  }
}
