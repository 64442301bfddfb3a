import Pages
import ReaderProtocol

/// What is there of one printed paper: its pages by their numbers, from 0; some may be missing.
struct PaperPrint {
  let pages: [Int: PageContent]
  /// Of the pages whose own code was read.
  let codes: [Int: PageContent.Code]
  /// How many pages the paper has, as its codes say or as there are.
  let count: Int

  /// Pages that may tell how another lies.
  private static let mostTried = 4

  init(untrustedPages pages: [Int: PageContent], codes: [Int: PageContent.Code], count: Int) {
    self.pages = pages
    self.codes = codes
    self.count = count
  }

  /// The first page that is there, of those from a number on.
  func firstPage(from number: Int) -> Int? { pages.keys.filter { $0 >= number }.min() }

  /// A page where it lies on one that is laid out; by an earlier one, when its own words do not tell.
  ///
  /// - Parameter earlier: How those are laid out, by their numbers.
  func page(_ number: Int, on page: FormLayout.Page, earlier: (Int) -> FormLayout.Page) -> ObservedPage? {
    guard let content = pages[number] else { return nil }
    for known in pages.keys.filter({ $0 <= number }).sorted(by: >).prefix(Self.mostTried) {
      guard let print = pages[known] else { continue }
      let laid = known == number ? page : earlier(known)
      if let transform = Registration(laid, on: print).transform(code: codes[known]) {
        return ObservedPage(content, transform)
      }
    }
    return nil
  }
}
