import Diagnostics
import ReaderProtocol
import Templates
import Typesetting

/// Some pages of a paper whose others are not in the file, as the pages' codes say.
struct PaperPart: Sendable, Hashable, Codable {
  /// From 1, in order.
  var pages: [Int]
  /// Of the whole paper.
  var pageCount: Int

  /// - Parameter codes: Those of a file's pages.
  /// - Returns: `nil` when they are not of one paper, or all of its pages are there.
  init?(codes: [PageCode]) {
    guard let first = codes.first,
      codes.allSatisfy({ ($0.identity, $0.pageCount) == (first.identity, first.pageCount) })
    else { return nil }
    self.init(pages: Set(codes.map(\.page)).sorted(), pageCount: first.pageCount)
  }

  /// - Returns: `nil` when nothing is missing.
  init?(pages: [Int], pageCount: Int) {
    guard pages.count < pageCount else { return nil }
    (self.pages, self.pageCount) = (pages, pageCount)
  }

  var missing: [Int] {
    let there = Set(pages)
    return (1...pageCount).lazy.filter { !there.contains($0) }.prefix(1000).map { $0 }
  }

  func finding(in form: FormTemplate, at place: Place) -> Finding {
    let list = someOf(missing.map(String.init), most: 20)
    return Finding(
      .error, .pagesMissing, at: place,
      Phrase(
        "《\(form.title)》共 \(pageCount) 页，文件中缺第 \(list) 页",
        "\(form.name) has \(pageCount) pages; page \(list) is not in the file"),
      hint: Phrase(
        "请补上缺的页；各页分开的文件，放进同一个文件夹一起读取",
        "ask for the pages that are missing; files of single pages are read together, from one folder"))
  }
}

extension Finding.Code {
  package static let pagesMissing = Self("pages-missing")
}
