import ReaderProtocol

extension RevisionComparison {
  private static let inheritable: [PDFName] = ["Resources", "MediaBox", "CropBox", "Rotate"]

  func pairAnnotations(_ pages: PagePairs) {
    for pair in pages.pairs {
      let new = Set(pair.after.annotations.compactMap(\.referenced))
      for annotation in pair.before.annotations {
        guard let number = annotation.referenced, new.contains(number) else { continue }
        objects.makePartners(annotation, annotation)
      }
    }
  }

  mutating func comparePages(_ pages: PagePairs) {
    for page in pages.added { add(.pageAdded, page: page) }
    for page in pages.removed { add(.pageRemoved, page: page) }
    for pair in pages.pairs {
      let skipped: Set<PDFName> = Set(Self.inheritable).union(["Annots", "Parent", "LastModified"])
      let isSame =
        objects.differences(pair.before.dictionary, pair.after.dictionary, except: skipped).isEmpty
        && Self.inheritable.allSatisfy {
          objects.isSame(
            objects.before.inherited($0, by: pair.before.dictionary),
            objects.after.inherited($0, by: pair.after.dictionary))
        }
      if !isSame || pages.isReordered { add(.pageChanged, page: pair.index) }
      compareAnnotations(pair.before.annotations, pair.after.annotations, page: pair.index)
    }
  }

  private mutating func compareAnnotations(_ old: [PDFObject], _ new: [PDFObject], page: Int) {
    let oldNumbers = old.compactMap(\.referenced)
    let newNumbers = new.compactMap(\.referenced)
    let (oldSet, newSet) = (Set(oldNumbers), Set(newNumbers))
    if !oldSet.subtracting(newSet).isEmpty { add(.annotationRemoved, page: page) }
    if !newSet.subtracting(oldSet).subtracting(knownWidgets).isEmpty { add(.annotationAdded, page: page) }
    // What stands later is drawn above what stands before.
    if oldNumbers.filter(newSet.contains) != newNumbers.filter(oldSet.contains) { add(.annotationChanged, page: page) }
    for number in oldNumbers where newSet.contains(number) && !isField(number) {
      let annotation = PDFObject.reference(number)
      if !objects.isSame(annotation, annotation, except: ["P", "M"]) { add(.annotationChanged, page: page) }
    }
    compareDirect(old.filter { $0.referenced == nil }, new.filter { $0.referenced == nil }, page: page)
  }

  /// Annotations that stand in the page's list itself.
  private mutating func compareDirect(_ old: [PDFObject], _ new: [PDFObject], page: Int) {
    if new.count > old.count { add(.annotationAdded, page: page) }
    if new.count < old.count { add(.annotationRemoved, page: page) }
    if zip(old, new).contains(where: { !objects.isSame($0, $1, except: ["P", "M"]) }) {
      add(.annotationChanged, page: page)
    }
  }

  private func isField(_ number: ObjectNumber) -> Bool { comparedFields.contains(number) }
}

extension QPDFFile {
  /// A page's entry, its own or that of a node above it (ISO 32000-1, 7.7.3.4).
  func inherited(_ key: PDFName, by page: PDFDictionary) -> PDFObject {
    var node = page
    for _ in 0..<64 {
      if !resolve(node[key]).isNull { return node[key] }
      guard let parent = dictionary(node["Parent"]) else { return .null }
      node = parent
    }
    return .null
  }
}
