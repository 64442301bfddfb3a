import Diagnostics
import ReaderProtocol
import Records

extension Finding.Code {
  package static let pagesJoined = Self("pages-joined")
  package static let pagesTwice = Self("pages-twice")
  package static let pagesElsewhere = Self("pages-elsewhere")
}

/// Puts papers together whose pages came back in several files: scanned apart, or cut apart by a program.
///
/// The pages' codes say what belongs together; so only pages with the same key are joined, and only when each is there once.
struct IntakeParts {
  let catalogue: FormCatalogue
  let rows: [IntakeRow]
  /// The answer of a row, as it was read.
  let answer: (Int) -> FileAnswer?

  /// - Returns: New answers by their rows. The file with the first page answers for the whole paper.
  func joined() -> [Int: FileAnswer] {
    var groups: [String: [Int]] = [:]
    var copies: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      guard let group = row.group, let digest = row.digest else { continue }
      if copies[digest] == nil { groups[group, default: []].append(index) }
      copies[digest, default: []].append(index)
    }
    var joined: [Int: FileAnswer] = [:]
    for group in groups.values where group.count > 1 {
      for (index, var answer) in join(group) {
        joined[index] = answer
        // A copy is answered as the file is, and its paper counts once.
        answer.papers = []
        for copy in copies[rows[index].digest ?? ""] ?? [] where copy != index { joined[copy] = answer }
      }
    }
    return joined
  }

  private func join(_ group: [Int]) -> [(Int, FileAnswer)] {
    let members = group.compactMap { index in answer(index).map { (row: index, answer: $0) } }
      .sorted { ($0.answer.part?.pages.first ?? 0, $0.row) < ($1.answer.part?.pages.first ?? 0, $1.row) }
    guard let first = members.first, let part = first.answer.part else { return [] }
    let pages = members.flatMap { $0.answer.part?.pages ?? [] }
    let twice = Dictionary(grouping: pages) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    let others = PaperPart(pages: Set(pages).sorted(), pageCount: part.pageCount)
    guard twice.isEmpty, others == nil else {
      return members.map { member in
        let files = members.filter { $0.row != member.row }.map { rows[$0.row].file }
        return (member.row, member.answer.remarked(Self.elsewhere(files, twice: twice, missing: others?.missing ?? [])))
      }
    }
    guard let whole = whole(members.map(\.answer)) else { return [] }
    return members.map { member in
      member.row == first.row
        ? (member.row, whole)
        : (member.row, member.answer.joined(to: whole, in: rows[first.row].file, of: members.count))
    }
  }

  /// The paper that the parts make: their boxes bound and judged as those of one file.
  private func whole(_ parts: [FileAnswer]) -> FileAnswer? {
    guard var whole = parts.first, let form = whole.form,
      let known = try? catalogue.versions(of: form).first(where: { $0.form.version == whole.version })
    else { return nil }
    let values = parts.flatMap(\.papers).flatMap(\.values)
    let fields = values.map { FormField(name: $0.box, type: .text, value: .one($0.text)) }
    var made = ReturnedForm(file: whole.file, status: .review)
    made.take(IdentifiedForm(known: known, key: whole.key, version: whole.version))
    let twice = Dictionary(grouping: values, by: \.box).filter { $0.value.count > 1 }.keys.sorted()
    if !twice.isEmpty { made.findings.append(Self.onSeveralPages(twice)) }
    PaperReading(IdentifiedForm(known: known), place: Place(file: whole.file)).bind(fields, into: &made)
    made.conclude()
    let judged = FileAnswer(made, reading: whole.reading, dictionary: known.gate.rules.dictionary)
    whole.own = FileAnswer.Own(whole)
    (whole.papers, whole.batch) = (judged.papers, judged.batch)
    whole.findings = parts.flatMap(\.remarksOfPages) + judged.findings
    whole.conclude()
    return whole
  }

  private static func onSeveralPages(_ boxes: [String]) -> Finding {
    let list = someOf(boxes, most: 8)
    return Finding(
      .error, .pagesTwice,
      Phrase("有填写项在几页上都有：\(list)", "some boxes stand on several pages: \(list)"),
      hint: Phrase("请交回完整的文件", "ask for the whole file"))
  }

  private static func elsewhere(_ files: [String], twice: [Int], missing: [Int]) -> Finding {
    let list = someOf(files, most: 5)
    guard twice.isEmpty else {
      let pages = someOf(twice.map(String.init), most: 20)
      return Finding(
        .error, .pagesTwice,
        Phrase(
          "同一份表格的第 \(pages) 页交回了不止一次，另见：\(list)",
          "page \(pages) of this paper came back more than once, see also: \(list)"),
        hint: Phrase("请确认以哪一份为准", "find out which one counts"))
    }
    let pages = someOf(missing.map(String.init), most: 20)
    return Finding(
      .suggestion, .pagesElsewhere,
      Phrase(
        "同一份表格的其他页在：\(list)；仍缺第 \(pages) 页", "other pages of this paper are in: \(list); page \(pages) is still missing"
      ))
  }
}

extension FileAnswer {
  /// What was noticed on the pages themselves.
  fileprivate var remarksOfPages: [Remark] { findings.filter { $0.code != Finding.Code.pagesMissing.rawValue } }

  fileprivate mutating func conclude() {
    let error = findings.first(where: \.isError)
    let isWhole = error == nil && papers.allSatisfy { $0.record != nil }
    status = (isWhole ? ReturnedForm.Status.accepted : .review).rawValue
    reason = isWhole ? nil : error?.code
  }

  fileprivate func remarked(_ finding: Finding) -> FileAnswer {
    var answer = self
    answer.own = Own(self)
    answer.findings.append(Remark(finding))
    return answer
  }

  fileprivate func joined(to whole: FileAnswer, in file: String, of count: Int) -> FileAnswer {
    var answer = self
    answer.own = Own(self)
    (answer.status, answer.reason, answer.papers) = (whole.status, whole.reason, [])
    let pages = someOf((part?.pages ?? []).map(String.init), most: 20)
    let joined = Finding(
      .suggestion, .pagesJoined,
      Phrase("第 \(pages) 页，与“\(file)”等 \(count) 个文件合为一份", "page \(pages); one paper with \(file), of \(count) files"))
    answer.findings = remarksOfPages + [Remark(joined)]
    return answer
  }
}
