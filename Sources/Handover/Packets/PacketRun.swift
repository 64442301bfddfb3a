import Archives
import Diagnostics
import Digests
import Foundation
import PDFWriting
import RecordReading
import Records
import Templates

/// A run of packets under way: the list, every paper alone, then the files.
struct PacketRun {
  private let request: PacketRequest
  private let language: Language
  private let progress: (GenerationProgress) -> Void
  private let printed: (PrintedFile) -> Void
  private let isStopped: () -> Bool
  private let report: (Finding) -> Void
  private let profile: Profile
  private let batch: Record?
  private let values: BatchValues
  private let rules: RecordRules
  private let list: ListSource
  private let keys: RecordKeys
  private let shared: PDFSharedParts
  private let forms: PacketForms
  private let folder: PacketFolder
  private let earlier: PacketManifest?
  private var account = PacketAccount()

  init(
    _ request: PacketRequest, toolkit: Toolkit, language: Language,
    progress: @escaping (GenerationProgress) -> Void, printed: @escaping (PrintedFile) -> Void,
    isStopped: @escaping () -> Bool, report: @escaping (Finding) -> Void
  ) throws(Refusal) {
    self.request = request
    self.language = language
    (self.progress, self.printed, self.isStopped, self.report) = (progress, printed, isStopped, report)
    guard request.kind != .fillable else { throw Refusal(Self.fillable) }
    let profile = try toolkit.profile(request.profile)
    self.profile = profile
    profile.validity(on: toolkit.today).forEach(report)
    let fonts = try toolkit.fonts()
    fonts.findings.forEach(report)
    let gate = toolkit.gate(profile.rules)
    rules = gate.rules
    let batch = try request.batch.map { path throws(Refusal) in
      try BatchFile(path: path, gate: gate, report: report).record
    }
    self.batch = batch
    list = ListSource(path: request.list, name: request.list)
    let seed = request.run ?? batch.map { $0.text(FieldKey("batch.id")) } ?? ""
    keys = RecordKeys(
      run: seed.isEmpty ? Array(hexadecimal(try digest(ofFileAt: request.list)).utf8) : Array(seed.utf8),
      form: profile.id)
    shared = PDFSharedParts(
      options: PDFOptions(kind: request.kind == .print ? .print : .archive, entryFace: fonts.entryFace))
    forms = try PacketForms(
      of: profile, only: request.form, toolkit: toolkit, keys: keys, kind: request.kind, shared: shared)
    let shown = forms.forms.filter { $0.template.subject == .retiree }.flatMap { $0.printing.composer.groupFields }
    values = BatchValues(
      settings: try rawSettings(request.settings, dictionary: profile.rules.dictionary), batch: batch,
      groups: Set(shown.map(\.group)), gate: gate, completes: true)
    earlier = try request.since.map { path throws(Refusal) in try PacketManifest(path: path) }
    folder = try PacketFolder(request.output)
  }

  mutating func run() throws(Refusal) -> PacketAccount {
    let people = try readPeople()
    guard !account.list.isInterrupted else { return account }
    var plan = PacketPlan(
      people, forms: forms.forms, partialReasons: profile.partialReasons, keys: keys, person: try person(among: people))
    guard let measured = measure(plan) else {
      account.list.isInterrupted = true
      return account
    }
    plan.set(measured)
    var manifest = PacketManifest(
      packets: .init(
        handover: Toolkit.version, profile: profile.id, batch: batch?.text(FieldKey("batch.id")),
        kind: request.kind.rawValue, copies: request.copies.rawValue))
    manifest.documents = plan.documents.map { entry($0, of: plan) }
    let unchanged = compare(manifest.documents)
    account.documents = plan.documents.count - unchanged.count
    guard try write(plan, without: unchanged, &manifest) else {
      account.list.isInterrupted = true
      return account
    }
    folder.removeOthers(than: manifest.files)
    try manifest.writeWorkbook(to: "\(request.output)/\(PacketFolder.workbook)")
    try writeWhole(manifest.json, to: folder.manifestPath)
    return account
  }

  // MARK: People

  private mutating func readPeople() throws(Refusal) -> [AcceptedRow] {
    var people: [AcceptedRow] = []
    let intake = ListIntake(
      values: values, dictionary: profile.rules.dictionary, jobs: request.jobs,
      rejected: RejectedRows(
        path: request.rejected ?? "\(request.output)/rejected.xlsx", language: language,
        dictionary: profile.rules.dictionary),
      isStopped: isStopped)
    account.list = try intake.run(list, report: report, make: { _ in Made(product: ()) }) { rows, _, done in
      people += rows
      progress(GenerationProgress(done: done, share: list.share))
    }
    for row in people {
      if row.record.isExcluded(except: profile.partialReasons) {
        account.excluded += 1
      } else if PacketPlace(of: row.record).isUnknown {
        account.unplaced += 1
        report(Self.unplaced.within(row.place))
      }
    }
    try checkTogether(people)
    return people
  }

  /// What only shows when all people and the batch are seen together, such as totals, and steps that come before their conditions.
  private func checkTogether(_ people: [AcceptedRow]) throws(Refusal) {
    try values.headerFindings().forEach(report)
    let people = people.filter { !$0.record.isExcluded(except: profile.partialReasons) }
    let record: Record
    do throws(Refusal) {
      record = try values.record(people: people.map(\.record)).value
    } catch {
      // What is wrong with the whole must not keep any paper from being made.
      error.findings.filter { $0.severity == .error }.forEach(report)
      return
    }
    for finding in Consistency(rules: rules).findings(ofBatch: record) {
      let isOfPerson = finding.place.sheet == FieldName.people.rawValue
      let person = isOfPerson ? finding.place.row.map { people[$0 - 1] } : nil
      report(person.map { finding.within($0.place) } ?? finding)
    }
  }

  /// The number of the one person who is asked for.
  private func person(among people: [AcceptedRow]) throws(Refusal) -> Int? {
    guard let wanted = request.person else { return nil }
    let found =
      if wanted.count < 8, let number = Int(wanted) {
        people.firstIndex { $0.position + 1 == number }
      } else {
        people.firstIndex { keys.key($0.position) == wanted.uppercased() }
      }
    if let found { return found }
    throw Refusal(
      Finding(
        .error, .personUnknown,
        Phrase("名单上没有编号或序号为“\(wanted)”的可打印人员", "nobody who can be printed has the key or number \"\(wanted)\""),
        hint: Phrase(
          "用纸上的八位编号，或名单中的序号（从 1 数起）", "take the eight characters on a paper, or the number in the list, from 1")))
  }

  // MARK: Papers

  /// Every paper that can be made; `nil` when the run was ended early.
  private mutating func measure(_ plan: PacketPlan) -> [PacketDocument]? {
    let printing = PacketPrinting(forms: forms.forms, plan: plan, values: values, shared: shared)
    let measuring = OrderedPipeline(Workers(request.jobs)) { (documents: ArraySlice<PacketDocument>) in
      documents.map { printing.measure($0) }
    }
    var documents: [PacketDocument] = []
    var done = 0
    func take(_ measured: [PacketPrinting.Measured]?) {
      guard let measured else { return }
      for paper in measured {
        paper.findings.forEach(report)
        if let document = paper.document {
          documents.append(document)
        } else if paper.findings.containError {
          account.failed += 1
        }
      }
      done += measured.count
      progress(GenerationProgress(done: done, share: Double(done) / Double(max(plan.documents.count, 1))))
    }
    for start in stride(from: 0, to: plan.documents.count, by: 16) {
      if isStopped() { return nil }
      take(measuring.push(plan.documents[start..<min(start + 16, plan.documents.count)]))
    }
    while let measured = measuring.next() { take(measured) }
    return documents
  }

  private func entry(_ document: PacketDocument, of plan: PacketPlan) -> PacketManifest.Document {
    let form = forms.forms[document.form]
    let row = plan.row(of: document)
    let name = request.namesPeople ? row?.record.text(FieldKey("retiree.name")) : nil
    return PacketManifest.Document(
      form: form.template.name, version: form.template.version, title: form.template.title,
      place: document.place.words, key: document.key, row: row.map { $0.position + 1 }, name: name,
      pages: document.pages, copies: form.copies, keepers: form.template.keepers, sha256: document.sha256)
  }

  /// - Returns: The numbers of the papers that the earlier manifest has as they are.
  private mutating func compare(_ documents: [PacketManifest.Document]) -> Set<Int> {
    guard let earlier else { return [] }
    let keys = Set(documents.map(\.key))
    let changes = PacketChanges(from: earlier, to: documents) { before in
      (request.form.map { before.form.hasSuffix("/\($0)") || before.form == $0 } ?? true)
        && (request.person == nil || keys.contains(before.key))
    }
    for before in changes.vanished { report(Self.vanished(before)) }
    (account.unchanged, account.vanished) = (changes.unchanged.count, changes.vanished.count)
    return changes.unchanged
  }

  // MARK: Files

  /// - Returns: Whether the run came to its end.
  private mutating func write(
    _ plan: PacketPlan, without unchanged: Set<Int>, _ manifest: inout PacketManifest
  ) throws(Refusal) -> Bool {
    let printing = PacketPrinting(forms: forms.forms, plan: plan, values: values, shared: shared)
    if forms.cover == nil { report(Self.withoutCover) }
    let packets = packets(plan, without: unchanged)
    let receivers = packets.filter { $0.1.keeper == nil }.count
    for (number, packet) in packets.enumerated() {
      var (name, contents) = packet
      let isKeepers = contents.keeper != nil
      var front: PreparedDocument?
      contents.number(after: 0)
      if let cover = forms.cover {
        let maker = PacketCover(
          form: cover, printing: printing, keys: keys, number: isKeepers ? number - receivers + 1 : number + 1,
          count: isKeepers ? packets.count - receivers : receivers)
        let made = try maker.prepare(&contents)
        made.findings.forEach(report)
        front = made.value
      }
      var file = try PacketFile(
        contents, cover: forms.cover, printing: printing, jobs: request.jobs, path: "\(request.output)/\(name)",
        existing: folder.existing(name))
      guard let made = try file.write(front: front, isStopped: isStopped) else { return false }
      note(made, contents, in: &manifest)
      printed(made)
    }
    return true
  }

  private mutating func note(_ file: PrintedFile, _ contents: PacketContents, in manifest: inout PacketManifest) {
    account.files += 1
    manifest.files.append(
      PacketManifest.File(
        file: file.file, place: contents.place.words, keeper: contents.keeper, documents: contents.entries.count,
        pages: file.pages, bytes: file.bytes, sha256: file.sha256))
    guard contents.keeper == nil else { return }
    account.pages += file.pages
    for entry in contents.entries {
      manifest.documents[entry.document].file = file.file
      manifest.documents[entry.document].firstPage = entry.firstPage + 1
    }
  }

  /// What goes into which file, the receivers' first; a file without papers is none.
  private func packets(_ plan: PacketPlan, without unchanged: Set<Int>) -> [(String, PacketContents)] {
    var entries: [PacketPlace: [PacketContents.Entry]] = [:]
    var keepers: [String] = []
    var kept: [String: [PacketContents.Entry]] = [:]
    for (number, document) in plan.documents.enumerated() where !unchanged.contains(number) {
      let form = forms.forms[document.form]
      func entry(_ copies: Range<Int>) -> PacketContents.Entry {
        PacketContents.Entry(document: number, form: document.form, pages: document.pages, copies: copies)
      }
      entries[document.place, default: []].append(entry(0..<(request.copies == .all ? form.copies : 1)))
      for (copy, keeper) in form.template.keepers.enumerated() where request.hasKeeperFiles {
        if kept[keeper] == nil { keepers.append(keeper) }
        kept[keeper, default: []].append(entry(copy..<copy + 1))
      }
    }
    let receiving = plan.packets.enumerated().compactMap { number, place in
      entries[place].map { found in
        (
          FileNaming.harmlessName([String(format: "%03d", number + 1)] + place.title) + ".pdf",
          PacketContents(place: place, entries: found)
        )
      }
    }
    let keeping = keepers.enumerated().map { number, keeper in
      (
        FileNaming.harmlessName(["keeper", String(format: "%02d", number + 1), keeper]) + ".pdf",
        PacketContents(place: .whole, keeper: keeper, entries: kept[keeper] ?? [])
      )
    }
    return receiving + keeping
  }
}

extension PacketRun {
  private static var fillable: Finding {
    Finding(
      .error, .requestContradicts, Phrase("材料包只用于打印，不能做成可填写的", "packets are for printing and have no fields"),
      hint: Phrase("可填写的用 handover generate --fillable", "handover generate --fillable makes fillable papers"))
  }

  private static var unplaced: Finding {
    Finding(
      .warning, .receiverMissing,
      Phrase("没有接收地，其材料单独成包", "the receiving place is not said; the papers go into a packet of their own"),
      hint: Phrase("填写接收地县（市、区）、街道（镇）、社区", "fill in county, street and community"))
  }

  private static var withoutCover: Finding {
    Finding(
      .warning, .packetWithoutCover,
      Phrase("本城市没有封面表格，材料包没有封面和目录", "the city has no form for covers: packets have no contents"),
      hint: Phrase(
        "在城市配置中加上 <form file=\"../common/packet-cover.xml\"/>",
        "add <form file=\"../common/packet-cover.xml\"/> to the city's profile"))
  }

  private static func vanished(_ before: PacketManifest.Document) -> Finding {
    let place = before.place.joined()
    let row = before.row.map { "（名单第 \($0) 条，编号 \(before.key)）" } ?? "（编号 \(before.key)）"
    let entry = before.row.map { "entry \($0), " } ?? ""
    return Finding(
      .warning, .documentVanished,
      Phrase(
        "上次有而这次没有：\(place)《\(before.title)》\(row)",
        "no longer there: \(before.form) of \(place) (\(entry)key \(before.key))"),
      hint: Phrase("已发出的应收回或作废", "take back or void what was handed out"))
  }
}
