import Composing
import Diagnostics
import Digests
import PDFWriting
import Pages
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
      let header = try header(of: planned)
      findings += header?.findings ?? []
      if let header { document.leftOut = try misfits(planned, under: header.value, &findings) }
      guard let record = record(of: document, header: header?.value) else {
        return Measured(document: nil, findings: findings)
      }
      let paged = try pages(of: document, record, key: "")
      findings += paged.findings.map { $0.on(document, of: self) }
      let bytes = try writePDF(paged.value, shared: alone)
      document.pages = paged.value.pages.count
      document.sha256 = hexadecimal(sha256(bytes))
      return Measured(document: document, findings: findings)
    } catch {
      return Measured(document: nil, findings: findings + error.findings.map { $0.on(planned, of: self) })
    }
  }

  /// Makes a paper for its place in a packet's file.
  ///
  /// - Throws: `Refusal` for the reasons for which it could not be measured.
  func prepare(_ document: PacketDocument) throws(Refusal) -> PreparedDocument {
    guard let record = record(of: document, header: try header(of: document)?.value) else {
      preconditionFailure("only papers that were measured are prepared")
    }
    let paged = try pages(of: document, record, key: document.key).value
    return try PreparedDocument(paged, sharesFile: true, shared: shared)
  }

  // MARK: Records

  /// What stands once on a paper about a part of the batch; `nil` for a person's.
  private func header(of document: PacketDocument) throws(Refusal) -> Reported<Record>? {
    guard case .part(let index) = document.subject else { return nil }
    return try values.checkedHeader(of: plan.parts[index].values)
  }

  /// - Returns: `nil` for a paper with rows of people, but without people.
  private func record(of document: PacketDocument, header: Record?) -> Record? {
    switch document.subject {
    case .person(let index): return plan.people[index].record
    case .part(let index):
      guard let header else { return nil }
      let people = plan.parts[index].people.filter { !document.leftOut.contains($0) }
      guard !people.isEmpty || forms[document.form].arrangement == .letter else { return nil }
      return .batch(header, people: people.map { plan.people[$0].record })
    }
  }

  private func pages(
    of document: PacketDocument, _ record: Record, key: String
  ) throws(Refusal) -> Reported<PagedDocument> {
    let printing = forms[document.form].printing
    return try printing.typesetter.typeset(
      printing.composer.fill(record), purpose: .flat, identity: printing.identity(key: key))
  }

  /// The people of a roster whose values do not fit their rows: one of them must not keep the others from being printed.
  private func misfits(
    _ document: PacketDocument, under header: Record, _ findings: inout [Finding]
  ) throws(Refusal) -> Set<Int> {
    let form = forms[document.form]
    guard case .part(let index) = document.subject, form.arrangement == .roster else { return [] }
    let people = plan.parts[index].people
    let composer = form.printing.composer
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
