/// The pages of two revisions, one beside the other.
struct PagePairs {
  typealias Page = (number: ObjectNumber, dictionary: PDFDictionary, annotations: [PDFObject])

  private(set) var pairs: [(index: Int, before: Page, after: Page)] = []
  /// Page numbers, from 1: of the later revision, and of the earlier one.
  private(set) var added: [Int] = []
  private(set) var removed: [Int] = []
  private(set) var isReordered = false

  /// Pages are the same page by their object; where their number is the same, those whose objects are not found are by their place.
  init(before: QPDFFile, after: QPDFFile) {
    let old = PageMap(of: before).pages
    let new = PageMap(of: after).pages
    if old.count == new.count {
      pairs = zip(old, new).enumerated().map { ($0.offset + 1, $0.element.0, $0.element.1) }
      return
    }
    let places = Dictionary(old.enumerated().map { ($0.element.number, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var last = -1
    var found: Set<Int> = []
    for (index, page) in new.enumerated() {
      guard let place = places[page.number], found.insert(place).inserted else {
        added.append(index + 1)
        continue
      }
      if place < last { isReordered = true }
      last = place
      pairs.append((index + 1, old[place], page))
    }
    removed = old.indices.filter { !found.contains($0) }.map { $0 + 1 }
  }
}
