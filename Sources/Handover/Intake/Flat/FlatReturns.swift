import Composing
import Diagnostics
import FlatReading
import Fonts
import Pages
import ReaderProtocol
import Records
import Synchronization
import Templates
import Typesetting

/// One paper of ours that was printed to PDF from a viewer, so that nothing but its pages is left.
struct FlatReturn {
  var known: KnownForm
  /// As the pages' codes say; `nil` for a paper known by its wording.
  var key: String?
  /// Of the paper's pages, the numbers in the file, from 1, in the paper's order.
  var pages: [Int]
  /// One for each box, by its name with the paper's prefix; pages are the file's.
  var fields: [FormField]
  var doubts: [FlatDoubt]
  /// How much of the form's words stand where they should, from 0 to 1.
  var likeness: Double
  var findings: [Finding]
  /// The pages, where some of the paper's are missing.
  var part: PaperPart?
}

/// Reads papers of ours of which only the pages are left. Safe to use from several threads.
final class FlatReturns: Sendable {
  private let catalogue: FormCatalogue
  private let fonts: FontCollection
  /// Forms that were made ready, by name and version.
  private let prepared = Mutex<[String: FlatForm]>([:])

  init(catalogue: FormCatalogue, fonts: FontCollection) {
    self.catalogue = catalogue
    self.fonts = fonts
  }

  /// Reads the papers on a file's pages.
  ///
  /// - Parameters:
  ///   - untrustedPages: All pages of the file, in order, drawn.
  ///   - issued: The records of the papers as issued, where they are known.
  ///   - place: The file.
  ///   - allowance: The time that all of them have.
  /// - Returns: The papers in the order of their first pages, with findings on what belongs to none; no papers when nothing on the
  ///   pages is ours.
  /// - Throws: `Refusal` when a template is faulty, or with `timeout`.
  func papers(
    untrustedPages: [PageContent], issued: [Record] = [], at place: Place, in allowance: TimeAllowance
  ) throws(Refusal) -> Reported<[FlatReturn]> {
    let sorted = FlatSorting(untrustedPages)
    var findings: [Finding] = []
    var papers: [FlatReturn] = []
    for (number, group) in sorted.papers.enumerated() {
      let record = issued.count == sorted.papers.count ? issued[number] : nil
      guard let known = try form(of: group.identity, &findings, at: place),
        let paper = read(group, as: known, untrustedPages, issued: record, at: place, in: allowance)
      else { continue }
      papers.append(paper)
    }
    if !sorted.unmarked.isEmpty {
      let unmarked = FlatSorting.Paper(unmarked: sorted.unmarked)
      if papers.isEmpty, let paper = try byWording(unmarked, untrustedPages, at: place, in: allowance) {
        papers.append(paper)
      } else if !papers.isEmpty {
        findings.append(pagesWithoutCode(sorted.unmarked.map { $0 + 1 }, at: place))
      }
    }
    // What is left out for want of time would be lost.
    guard !allowance.isSpent else { throw Refusal(Reason.timeout.finding.at(file: place.file ?? "")) }
    papers.sort { ($0.pages.min() ?? 0) < ($1.pages.min() ?? 0) }
    if papers.count > 1 {
      for number in papers.indices {
        for field in papers[number].fields.indices {
          papers[number].fields[field].name = "p\(number + 1)." + papers[number].fields[field].name
        }
      }
    }
    return Reported(papers, findings)
  }

  // MARK: One paper

  private func read(
    _ group: FlatSorting.Paper, as known: FlatForm, _ pages: [PageContent], issued: Record? = nil, at place: Place,
    in allowance: TimeAllowance
  ) -> FlatReturn? {
    let contents = group.pages.mapValues { pages[$0] }
    let read = known.read(
      untrustedPages: contents, codes: group.codes, pageCount: group.pageCount, issued: issued, in: allowance)
    // Without a code the pages may be anything.
    guard read != nil || group.identity != nil else { return nil }
    var made = FlatReturn(
      known: known.known, key: group.identity?.key,
      pages: group.pages.sorted { $0.key < $1.key }.map { $0.value + 1 }, fields: [], doubts: [],
      likeness: read?.likeness ?? 0, findings: [],
      part: PaperPart(pages: group.pages.keys.sorted().map { $0 + 1 }, pageCount: group.pageCount))
    if !group.doubles.isEmpty { made.findings.append(pagesTwice(group.doubles.map { $0 + 1 }, at: place)) }
    guard let read, read.likeness >= FlatWording.enough, !contents.values.contains(where: \.hasCrampedText) else {
      // What printed it lost the meaning of its characters, or it is another form under this code.
      made.findings.append(textUnreadable(known.known.form, at: place))
      return made
    }
    (made.fields, made.doubts) = (read.fields, read.doubts)
    for index in made.fields.indices {
      made.fields[index].page = made.fields[index].page.flatMap { group.pages[$0 - 1] }.map { $0 + 1 }
    }
    return made
  }

  private func byWording(
    _ group: FlatSorting.Paper, _ pages: [PageContent], at place: Place, in allowance: TimeAllowance
  ) throws(Refusal) -> FlatReturn? {
    let contents = group.pages.values.sorted().map { pages[$0] }
    let likely = try best(of: try catalogue.wording().candidates(for: contents), for: group, pages, in: allowance)
    guard let first = likely.first, var paper = read(group, as: first, pages, at: place, in: allowance) else {
      return nil
    }
    if likely.count > 1 {
      let names = likely.map { "\($0.known.form.name) \($0.known.form.version)" }
      paper.findings.append(FormIdentification.ambiguous(names, at: place))
    }
    return paper
  }

  /// Of some forms the one whose words stand on all pages of a file.
  ///
  /// - Returns: `nil` when none is clearly ahead of the others.
  func likeliest(
    of candidates: [FlatWording.Candidate], untrustedPages pages: [PageContent], in allowance: TimeAllowance
  ) throws(Refusal) -> FlatWording.Candidate? {
    let group = FlatSorting.Paper(unmarked: Array(pages.indices))
    let likely = try best(of: candidates, for: group, pages, in: allowance)
    guard likely.count == 1, let form = likely.first?.known.form else { return nil }
    return FlatWording.Candidate(name: form.name, version: form.version)
  }

  /// The form that explains a paper without codes best, and those that do so nearly as well.
  private func best(
    of candidates: [FlatWording.Candidate], for group: FlatSorting.Paper, _ pages: [PageContent],
    in allowance: TimeAllowance
  ) throws(Refusal) -> [FlatForm] {
    var explained: [(form: FlatForm, cost: Int)] = []
    for candidate in candidates {
      guard let form = try ready(candidate.name, candidate.version),
        let paper = form.read(
          untrustedPages: group.pages.mapValues { pages[$0] }, codes: [:], pageCount: group.pageCount, in: allowance),
        paper.likeness >= FlatWording.enough
      else { continue }
      explained.append((form, paper.cost))
    }
    guard let least = explained.map(\.cost).min() else { return [] }
    let near = explained.filter { $0.cost <= least + max(2, least / 10) }
    return (near.filter { $0.cost == least } + near.filter { $0.cost > least }).map(\.form)
  }

  // MARK: Forms

  private func form(
    of identity: FormIdentity?, _ findings: inout [Finding], at place: Place
  ) throws(Refusal) -> FlatForm? {
    // Codes have capitals only.
    let name = String((identity?.form ?? "").lowercased().prefix(100))
    if let known = try ready(name, identity?.version ?? "") { return known }
    let versions = try catalogue.versions(of: name)
    findings.append(
      versions.isEmpty
        ? Finding(
          .error, .formNotOurs, at: place,
          Phrase("这里没有表格“\(name)”的模板", "there is no template for the form \"\(name)\""))
        : Finding(
          .error, .formVersionUnknown, at: place,
          Phrase("没有《\(versions[0].form.title)》这一版的模板", "there is no template of this version of \(name)")))
    return nil
  }

  private func ready(_ form: String, _ version: String) throws(Refusal) -> FlatForm? {
    let name = "\(form) \(version.uppercased())"
    if let known = prepared.withLock({ $0[name] }) { return known }
    let versions = try catalogue.versions(of: form)
    guard let known = versions.first(where: { $0.form.version.uppercased() == version.uppercased() }) else {
      return nil
    }
    let made = FlatForm(known, fonts: fonts)
    return prepared.withLock { prepared in
      if let known = prepared[name] { return known }
      prepared[name] = made
      return made
    }
  }
}

extension Finding.Code {
  package static let flatUnreadable = Self("flat-unreadable")
  package static let flatPagesTwice = Self("flat-pages-twice")
  package static let flatPagesUnknown = Self("flat-pages-unknown")
}

private func textUnreadable(_ form: FormTemplate, at place: Place) -> Finding {
  Finding(
    .error, .flatUnreadable, at: place,
    Phrase(
      "二维码说这是《\(form.title)》，但文件里的文字不是它的，未读取",
      "the code says \(form.name), but the file's text is not that form's; it was not read"),
    hint: Phrase(
      "打印的程序可能丢了文字编码；请交回可填写的 PDF 原件", "the printing program may have lost the text; ask for the fillable PDF itself"))
}

private func pagesTwice(_ pages: [Int], at place: Place) -> Finding {
  let list = pages.prefix(20).map(String.init).joined(separator: "、")
  return Finding(
    .warning, .flatPagesTwice, at: place,
    Phrase("文件第 \(list) 页与别的页是同一页，未读取", "pages \(list) of the file repeat others and were not read"))
}

private func pagesWithoutCode(_ pages: [Int], at place: Place) -> Finding {
  let list = pages.prefix(20).map(String.init).joined(separator: "、")
  return Finding(
    .warning, .flatPagesUnknown, at: place,
    Phrase("文件第 \(list) 页没有可读的二维码，未读取", "pages \(list) of the file have no readable code and were not read"))
}
