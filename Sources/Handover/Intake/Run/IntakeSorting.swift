import Diagnostics
import ReaderProtocol
import Records

/// What is kept in memory of each file while all are held against each other.
struct IntakeRow: Sendable {
  struct Paper: Sendable {
    var identities: [String]
    /// A mark of all its values together.
    var values: String
    var people: [Person]
  }

  /// Someone on a paper: numbers only, since there may be many.
  struct Person: Sendable {
    var id: UInt64
    /// A mark of each field and one of its value.
    var facts: [(field: UInt32, value: UInt32)]

    init(_ person: FileAnswer.Person) {
      id = UInt64(person.id.prefix(16), radix: 16) ?? 0
      facts = person.facts.map { (Self.mark($0.key), UInt32($0.value.prefix(8), radix: 16) ?? 0) }
    }

    static func mark(_ field: String) -> UInt32 { UInt32(IntakeNaming.mark(field).prefix(8), radix: 16) ?? 0 }
  }

  let file: String
  let digest: String?
  let location: IntakeJournal.Location
  let status: String
  let form: String?
  /// Seconds since 1970; before all others where the file states no time.
  let time: Int
  let papers: [Paper]
  /// What pages of one paper have in common; `nil` for a file that holds its papers whole.
  let group: String?

  init(_ answer: FileAnswer, at location: IntakeJournal.Location) {
    (file, digest, form) = (answer.file, answer.digest, answer.form)
    status = answer.status
    time = answer.time.flatMap { seconds(isoTime: $0) } ?? Int.min
    self.location = location
    group = answer.part.map { part in
      [answer.form ?? "", answer.version ?? "", answer.key ?? "", "\(part.pageCount)"].joined(separator: "\n")
    }
    papers = answer.papers.map { paper in
      let values = paper.values.map { "\($0.box)=\($0.text)" }.joined(separator: "\n")
      return Paper(
        identities: paper.identities, values: IntakeNaming.mark(values), people: paper.people.map(IntakeRow.Person.init)
      )
    }
  }
}

/// What the other files say about one.
struct IntakeVerdict: Sendable {
  var findings: [Finding] = []
  /// Papers that another file had before, by their places.
  var repeated: Set<Int> = []

  /// The answer with what sorting made of it.
  func applied(to answer: FileAnswer, file: String) -> FileAnswer {
    var sorted = answer
    sorted.file = file
    sorted.amongOthers = findings.map(FileAnswer.Remark.init)
    for index in repeated where sorted.papers.indices.contains(index) { sorted.papers[index].isRepeated = true }
    guard sorted.isAccepted, let error = findings.first(where: { $0.severity == .error }) else { return sorted }
    sorted.alone = sorted.status
    sorted.status = ReturnedForm.Status.review.rawValue
    sorted.reason = error.code.rawValue
    return sorted
  }
}

extension Finding.Code {
  package static let returnedSameFile = Self("returned-same-file")
  package static let returnedAgain = Self("returned-again")
  package static let returnedDifferently = Self("returned-differently")
  package static let personContradicts = Self("person-contradicts")
}

/// Holds returned files against each other: the same file twice, the same paper twice, two papers about one person.
///
/// The order is that of time, as the files state it, and of paths where they state none or the same; so it depends on nothing else.
struct IntakeSorting {
  private let rows: [IntakeRow]
  private let definition: (_ field: String, _ form: String) -> FieldDefinition?
  private let answer: (Int) -> FileAnswer?
  private var verdicts: [IntakeVerdict]
  /// The original of each copy.
  private var originalOf: [Int: Int] = [:]
  /// The papers of the two rows that were looked at last.
  private var recent: [(row: Int, papers: [FileAnswer.Paper])] = []

  /// - Parameters:
  ///   - rows: In order of their paths.
  ///   - definition: What a field of a form is.
  ///   - answer: The whole answer of a row, where it must be looked at again.
  init(
    _ rows: [IntakeRow], definition: @escaping (_ field: String, _ form: String) -> FieldDefinition?,
    answer: @escaping (Int) -> FileAnswer?
  ) {
    self.rows = rows
    self.definition = definition
    self.answer = answer
    verdicts = Array(repeating: IntakeVerdict(), count: rows.count)
  }

  /// - Returns: What there is to say about each row.
  func sorted() -> [IntakeVerdict] {
    var sorting = self
    let order = rows.indices.sorted { (rows[$0].time, $0) < (rows[$1].time, $1) }
    let originals = sorting.findSameFiles(in: order)
    let papers = order.filter { originals.contains($0) }.flatMap { row in
      rows[row].papers.indices.map { Paper(row: row, number: $0) }
    }
    sorting.findSamePapers(papers)
    sorting.findSamePeople(papers)
    sorting.answerCopiesLikeOriginals()
    return sorting.verdicts
  }

  private struct Paper: Hashable {
    var row: Int
    var number: Int
  }

  private func content(_ paper: Paper) -> IntakeRow.Paper { rows[paper.row].papers[paper.number] }

  // MARK: Files

  /// - Returns: The rows that are no copies.
  private mutating func findSameFiles(in order: [Int]) -> Set<Int> {
    var first: [String: Int] = [:]
    var originals: Set<Int> = []
    for row in order {
      if let digest = rows[row].digest, let original = first[digest] {
        originalOf[row] = original
        verdicts[row].repeated = Set(rows[row].papers.indices)
        verdicts[row].findings.append(
          Finding(
            .suggestion, .returnedSameFile,
            Phrase("与“\(rows[original].file)”是同一个文件，只计一次", "the same file as \(rows[original].file); it counts once")))
        continue
      }
      if let digest = rows[row].digest { first[digest] = row }
      originals.insert(row)
    }
    return originals
  }

  private mutating func answerCopiesLikeOriginals() {
    for (copy, original) in originalOf.sorted(by: { $0.key < $1.key }) {
      verdicts[copy].findings += verdicts[original].findings.filter { $0.severity == .error }
    }
  }

  // MARK: Papers

  /// Papers with a mark in common are one paper that came back several times.
  private mutating func findSamePapers(_ papers: [Paper]) {
    var group: [String: Int] = [:]
    var parents = Array(papers.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index { index = parents[index] }
      return index
    }
    for (index, paper) in papers.enumerated() {
      for identity in content(paper).identities {
        guard let other = group[identity] else {
          group[identity] = index
          continue
        }
        let (a, b) = (root(other), root(index))
        parents[max(a, b)] = min(a, b)
      }
    }
    let groups = Dictionary(grouping: papers.indices, by: root).values.filter { $0.count > 1 }
    var clashes: [Clash] = []
    for group in groups.sorted(by: { $0[0] < $1[0] }) { compare(group.map { papers[$0] }, &clashes) }
    report(clashes)
  }

  private struct Clash {
    var paper: Paper
    var other: Paper
  }

  private mutating func compare(_ papers: [Paper], _ clashes: inout [Clash]) {
    let first = papers[0]
    guard let different = papers.first(where: { content($0).values != content(first).values }) else {
      for paper in papers.dropFirst() {
        verdicts[paper.row].repeated.insert(paper.number)
        verdicts[paper.row].findings.append(
          Finding(
            .suggestion, .returnedAgain,
            Phrase(
              "同一份表格已在“\(rows[first.row].file)”中交回，内容相同",
              "the same paper, with the same values, is in \(rows[first.row].file)")))
      }
      return
    }
    clashes += papers.map { paper in
      Clash(paper: paper, other: content(paper).values == content(first).values ? different : first)
    }
  }

  /// - Parameter clashes: What differs is looked up file by file, since an answer may be that of thousands of papers.
  private mutating func report(_ clashes: [Clash]) {
    var shown: [Int: String] = [:]
    let byFiles = clashes.indices.sorted {
      let (a, b) = (clashes[$0], clashes[$1])
      return (min(a.paper.row, a.other.row), max(a.paper.row, a.other.row), $0)
        < (min(b.paper.row, b.other.row), max(b.paper.row, b.other.row), $1)
    }
    for index in byFiles {
      let boxes = differences(clashes[index].paper, clashes[index].other)
      shown[index] = boxes.prefix(12).joined(separator: "、") + (boxes.count > 12 ? " … (\(boxes.count))" : "")
    }
    for (index, clash) in clashes.enumerated() {
      let shown = shown[index] ?? ""
      let file = rows[clash.other.row].file
      verdicts[clash.paper.row].findings.append(
        Finding(
          .error, .returnedDifferently,
          Phrase(
            "同一份表格在“\(file)”中交回的内容不同：\(shown)", "the same paper came back with other values in \(file): \(shown)"),
          hint: Phrase("两份都留在待核中，请确认以哪一份为准", "both are kept for review; find out which one counts")))
    }
  }

  /// The boxes in which two papers differ.
  private mutating func differences(_ a: Paper, _ b: Paper) -> [String] {
    let (one, two) = (values(a), values(b))
    return Set(one.keys).union(two.keys).sorted().filter { one[$0]?.text != two[$0]?.text }
      .map { box in "\(one[box]?.label ?? two[box]?.label ?? box)（\(box)）" }
  }

  private mutating func values(_ paper: Paper) -> [String: FileAnswer.Value] {
    Dictionary((whole(paper)?.values ?? []).map { ($0.box, $0) }) { first, _ in first }
  }

  /// All that is known of a paper.
  private mutating func whole(_ paper: Paper) -> FileAnswer.Paper? {
    if !recent.contains(where: { $0.row == paper.row }) {
      recent = [(paper.row, answer(paper.row)?.papers ?? [])] + recent.prefix(1)
    }
    let papers = recent.first { $0.row == paper.row }?.papers ?? []
    return papers.indices.contains(paper.number) ? papers[paper.number] : nil
  }

  // MARK: People

  /// Papers of different forms about one person may say different things of them.
  private mutating func findSamePeople(_ papers: [Paper]) {
    struct Fact: Hashable {
      var id: UInt64
      var field: UInt32
    }
    var known: [Fact: (value: UInt32, row: Int)] = [:]
    for paper in papers {
      var contradictions: [Int: Set<UInt32>] = [:]
      for person in content(paper).people {
        for (field, value) in person.facts {
          let fact = Fact(id: person.id, field: field)
          guard let before = known[fact] else {
            known[fact] = (value, paper.row)
            continue
          }
          let isOtherForm = rows[before.row].form != rows[paper.row].form
          if before.value != value, isOtherForm { contradictions[before.row, default: []].insert(field) }
        }
      }
      for (row, fields) in contradictions.sorted(by: { $0.key < $1.key }) {
        contradict(paper, row, names(fields, paper))
      }
    }
  }

  /// The fields of these marks.
  private mutating func names(_ marks: Set<UInt32>, _ paper: Paper) -> [String] {
    let all = Set((whole(paper)?.people ?? []).flatMap(\.facts.keys))
    return all.filter { marks.contains(IntakeRow.Person.mark($0)) }.sorted()
  }

  private mutating func contradict(_ paper: Paper, _ other: Int, _ fields: [String]) {
    let labels = fields.map { field in
      rows[paper.row].form.flatMap { definition(field, $0) }.map(\.label.chinese) ?? field
    }
    for (mine, theirs) in [(paper.row, other), (other, paper.row)] {
      verdicts[mine].findings.append(
        Finding(
          .warning, .personContradicts,
          Phrase(
            "“\(rows[theirs].file)”中同一人的信息与此不同：\(someOf(labels, most: 12))",
            "\(rows[theirs].file) says otherwise of the same person: \(someOf(fields, most: 12))"),
          hint: Phrase("核对后更正其中一份", "see which is right, and mend the other")))
    }
  }
}
