import Composing
import Diagnostics
import Digests
import PDFWriting
import Records
import Templates
import Typesetting

/// Makes the papers of packets, each from its record; any number of threads may do so at once.
struct PacketPrinting: Sendable {
  let forms: [PacketForm]
  let plan: PacketPlan
  let values: BatchValues
  /// Of the packets' files.
  let shared: PDFSharedParts
  /// Of papers made alone, to be measured.
  private let alone = PDFSharedParts(options: PDFOptions(kind: .print))

  /// A paper that was made alone.
  struct Measured: Sendable {
    /// `nil` when it cannot be made, or is about nobody.
    var document: PacketDocument?
    var findings: [Finding]
  }

  init(forms: [PacketForm], plan: PacketPlan, values: BatchValues, shared: PDFSharedParts) {
    self.forms = forms
    self.plan = plan
    self.values = values
    self.shared = shared
  }

  /// Makes a paper to see how many pages it has, and what is on them.
  func measure(_ planned: PacketDocument) -> Measured {
    var (document, findings) = (planned, [Finding]())
    do throws(Refusal) {
      document.leftOut = try misfits(planned, &findings)
      guard !isAboutNobody(document) else { return Measured(document: nil, findings: findings) }
      let record = try record(of: document)
      let set = try forms[document.form].printing.pages(for: record.value, key: "")
      findings += (record.findings + set.findings).map { $0.on(document, of: self) }
      document.pages = set.paged.pages.count
      document.sha256 = hexadecimal(sha256(try writePDF(set.paged, shared: alone)))
      return Measured(document: document, findings: findings)
    } catch {
      return Measured(document: nil, findings: findings + error.findings.map { $0.on(planned, of: self) })
    }
  }

  /// Makes a paper for its place in a packet's file.
  ///
  /// - Throws: `Refusal` for the reasons for which it could not be measured.
  func prepare(_ document: PacketDocument) throws(Refusal) -> PreparedDocument {
    let set = try forms[document.form].printing.pages(for: try record(of: document).value, key: document.key)
    return try PreparedDocument(set.paged, sharesFile: true, shared: shared)
  }

  // MARK: Records

  private func record(of document: PacketDocument) throws(Refusal) -> Reported<Record> {
    switch document.subject {
    case .person(let index): return Reported(plan.people[index].record, [])
    case .part(let index):
      let part = plan.parts[index]
      let people = part.people.filter { !document.leftOut.contains($0) }.map { plan.people[$0].record }
      let isParted = !forms[document.form].template.grouping.isEmpty
      return try values.record(
        of: isParted ? part.values : nil, people: people,
        showing: Set(forms[document.form].printing.composer.fieldNames))
    }
  }

  /// Whether a paper has rows of people, but nobody to stand in them.
  private func isAboutNobody(_ document: PacketDocument) -> Bool {
    guard case .part(let index) = document.subject, forms[document.form].arrangement != .letter else { return false }
    return plan.parts[index].people.allSatisfy { document.leftOut.contains($0) }
  }

  /// The people of a roster whose values do not fit their rows: one of them must not keep the others from being printed.
  private func misfits(_ document: PacketDocument, _ findings: inout [Finding]) throws(Refusal) -> Set<Int> {
    let form = forms[document.form]
    guard case .part(let index) = document.subject, form.arrangement == .roster || form.arrangement == .stream else {
      return []
    }
    let people = plan.parts[index].people
    let composer = form.printing.composer
    let header = try values.record(of: plan.parts[index].values, showing: []).value
    let setter = try BatchSetter(form.printing.typesetter, filling: composer.fill(header), purpose: .flat).entrySetter
    var misfits: Set<Int> = []
    for (number, reasons) in setter.set(composer.fill(entries: people.map { plan.people[$0].record })).refusals
      .sorted(by: { $0.key < $1.key })
    {
      misfits.insert(people[number])
      findings += reasons.map { $0.within(plan.people[people[number]].place).on(form) }
    }
    return misfits
  }
}

extension Finding {
  /// This finding with the paper that it is about.
  fileprivate func on(_ form: PacketForm) -> Finding {
    var finding = self
    let title = form.template.title
    finding.message = Phrase("《\(title)》：\(message.chinese)", "\(form.template.id): \(message.english)")
    return finding
  }

  /// This finding with the paper that it is about, and whose that is.
  fileprivate func on(_ document: PacketDocument, of printing: PacketPrinting) -> Finding {
    let finding = on(printing.forms[document.form])
    if let row = printing.plan.row(of: document) { return finding.within(row.place) }
    var placed = finding
    let place = document.place.title.joined()
    placed.message = Phrase("\(place)\(finding.message.chinese)", "\(place): \(finding.message.english)")
    return placed
  }
}
