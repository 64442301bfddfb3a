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
  var profile: Profile
  var form: FormTemplate
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
}

/// Reads papers of ours of which only the pages are left. Safe to use from several threads.
final class FlatReturns: Sendable {
  private let profiles: [Profile]
  private let fonts: FontCollection
  /// Forms that were made ready, by name and version.
  private let prepared = Mutex<[String: FlatForm]>([:])
  /// Made when a paper without a code comes for the first time.
  private let wording = Mutex<FlatWording?>(nil)

  init(profiles: [Profile], fonts: FontCollection) {
    self.profiles = profiles
    self.fonts = fonts
  }

  /// Reads the papers on a file's pages.
  ///
  /// - Parameters:
  ///   - untrustedPages: All pages of the file, in order, drawn.
  ///   - place: The file.
  /// - Returns: The papers in the order of their first pages, with findings on what belongs to none; no papers when nothing on the
  ///   pages is ours.
  func papers(untrustedPages: [PageContent], at place: Place) -> Reported<[FlatReturn]> {
    let sorted = FlatSorting(untrustedPages)
    var findings: [Finding] = []
    var papers: [FlatReturn] = []
    for group in sorted.papers {
      switch form(of: group.identity, at: place) {
      case .failure(let refusal): findings += refusal.findings
      case .success(let known):
        if let paper = read(group, as: known, untrustedPages, at: place) { papers.append(paper) }
      }
    }
    if !sorted.unmarked.isEmpty {
      let unmarked = FlatSorting.Paper(unmarked: sorted.unmarked)
      if papers.isEmpty, let paper = byWording(unmarked, untrustedPages, at: place) {
        papers.append(paper)
      } else if !papers.isEmpty {
        findings.append(pagesWithoutCode(sorted.unmarked.map { $0 + 1 }, at: place))
      }
    }
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
    _ group: FlatSorting.Paper, as known: FlatForm, _ pages: [PageContent], at place: Place
  ) -> FlatReturn? {
    let contents = group.pages.mapValues { pages[$0] }
    guard
      let paper = known.read(untrustedPages: contents, codes: group.codes, pageCount: group.pageCount)
    else { return nil }
    var made = FlatReturn(
      profile: known.profile, form: known.form, key: group.identity?.key,
      pages: group.pages.sorted { $0.key < $1.key }.map { $0.value + 1 }, fields: paper.fields, doubts: paper.doubts,
      likeness: paper.likeness, findings: [])
    for index in made.fields.indices {
      made.fields[index].page = made.fields[index].page.flatMap { group.pages[$0 - 1] }.map { $0 + 1 }
    }
    let missing = (0..<group.pageCount).filter { group.pages[$0] == nil }
    if !missing.isEmpty { made.findings.append(pagesMissing(missing.map { $0 + 1 }, of: known.form, at: place)) }
    if !group.doubles.isEmpty { made.findings.append(pagesTwice(group.doubles.map { $0 + 1 }, at: place)) }
    return made
  }

  /// The form that explains a paper without codes best, when it is clearly ahead of all others.
  private func byWording(_ group: FlatSorting.Paper, _ pages: [PageContent], at place: Place) -> FlatReturn? {
    let contents = group.pages.values.sorted().map { pages[$0] }
    var best: (known: FlatForm, cost: Int, likeness: Double)?
    var second = Int.max
    for candidate in candidates(for: contents) {
      let known = ready(candidate.profile, candidate.form)
      guard
        let paper = known.read(
          untrustedPages: group.pages.mapValues { pages[$0] }, codes: [:], pageCount: group.pageCount),
        paper.likeness >= FlatWording.enough
      else { continue }
      if paper.cost < best?.cost ?? Int.max {
        second = best?.cost ?? Int.max
        best = (known, paper.cost, paper.likeness)
      } else {
        second = min(second, paper.cost)
      }
    }
    guard let best, second > best.cost + max(2, best.cost / 10) else { return nil }
    return read(group, as: best.known, pages, at: place)
  }

  private func candidates(for pages: [PageContent]) -> [FlatWording.Candidate] {
    let index = wording.withLock { wording in
      let made = wording ?? FlatWording(profiles: profiles)
      wording = made
      return made
    }
    return index.candidates(for: pages)
  }

  // MARK: Forms

  private func form(of identity: FormIdentity?, at place: Place) -> Result<FlatForm, Refusal> {
    let name = (identity?.form ?? "").lowercased()
    let versions = profiles.flatMap { profile in
      (profile.forms + profile.olderForms).filter { $0.name.lowercased() == name }.map { (profile, $0) }
    }
    if let (profile, form) = versions.first(where: { $0.1.version.uppercased() == identity?.version }) {
      return .success(ready(profile, form))
    }
    let shown = String(name.prefix(100))
    return .failure(
      Refusal(
        versions.isEmpty
          ? Finding(
            .error, .formNotOurs, at: place,
            Phrase("这里没有表格“\(shown)”的模板", "there is no template for the form \"\(shown)\""))
          : Finding(
            .error, .formVersionUnknown, at: place,
            Phrase("没有《\(versions[0].1.title)》这一版的模板", "there is no template of this version of \(shown)"))))
  }

  private func ready(_ profile: Profile, _ form: FormTemplate) -> FlatForm {
    let name = "\(form.name) \(form.version)"
    if let known = prepared.withLock({ $0[name] }) { return known }
    let made = FlatForm(profile: profile, form: form, fonts: fonts)
    return prepared.withLock { prepared in
      if let known = prepared[name] { return known }
      prepared[name] = made
      return made
    }
  }
}

extension Finding.Code {
  package static let flatPagesMissing = Self("flat-pages-missing")
  package static let flatPagesTwice = Self("flat-pages-twice")
  package static let flatPagesUnknown = Self("flat-pages-unknown")
}

private func pagesMissing(_ pages: [Int], of form: FormTemplate, at place: Place) -> Finding {
  let list = pages.prefix(20).map(String.init).joined(separator: "、")
  return Finding(
    .error, .flatPagesMissing, at: place,
    Phrase("《\(form.title)》缺第 \(list) 页", "\(form.name) lacks its pages \(list)"),
    hint: Phrase("请补上缺的页后重交", "ask for the pages that are missing"))
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
