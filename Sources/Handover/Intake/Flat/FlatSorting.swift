import Pages
import ReaderProtocol
import Typesetting

/// Puts the pages of a file together to papers, by their codes.
struct FlatSorting {
  struct Paper {
    /// `nil` for pages without codes.
    var identity: FormIdentity?
    var pageCount: Int
    /// By the paper's page number, from 0: the file's, from 0.
    var pages: [Int: Int] = [:]
    var codes: [Int: PageContent.Code] = [:]
    /// Pages of the file that are there already.
    var doubles: [Int] = []

    init(identity: FormIdentity?, pageCount: Int) {
      self.identity = identity
      self.pageCount = pageCount
    }

    /// Pages that nothing but their order tells apart.
    init(unmarked: [Int]) {
      self.init(identity: nil, pageCount: unmarked.count)
      for (number, page) in unmarked.enumerated() { pages[number] = page }
    }
  }

  /// In the order of their first pages.
  private(set) var papers: [Paper] = []
  /// Pages without a code of ours.
  private(set) var unmarked: [Int] = []

  private struct Kind: Hashable {
    var identity: FormIdentity
    var pageCount: Int
  }

  init(_ pages: [PageContent]) {
    var known: [Kind: Int] = [:]
    for (number, page) in pages.enumerated() {
      let codes = page.codes.compactMap { code in PageCode(untrusted: code.text).map { (code, $0) } }
      // A sheet with several codes is no single page of ours.
      guard codes.count == 1, let (code, read) = codes.first else {
        unmarked.append(number)
        continue
      }
      let kind = Kind(identity: read.identity, pageCount: read.pageCount)
      let index = known[kind] ?? papers.count
      if index == papers.count { papers.append(Paper(identity: read.identity, pageCount: read.pageCount)) }
      known[kind] = index
      if papers[index].pages[read.page - 1] == nil {
        papers[index].pages[read.page - 1] = number
        papers[index].codes[read.page - 1] = code
      } else {
        papers[index].doubles.append(number)
      }
    }
    complete()
  }

  /// Where a single paper lacks as many pages as have no code, these are they, in order.
  private mutating func complete() {
    guard papers.count == 1 else { return }
    let missing = (0..<papers[0].pageCount).filter { papers[0].pages[$0] == nil }
    guard missing.count == unmarked.count else { return }
    for (page, number) in zip(missing, unmarked) { papers[0].pages[page] = number }
    unmarked = []
  }
}
