import Composing
public import Diagnostics
import FormBinding
import IsolatedReading
import ReaderProtocol
import RecordReading
import Records
import Templates

extension Toolkit {
  /// Reads returned files into validated records.
  ///
  /// Each PDF is opened by a process of its own kind, never by this one; a form's data as XML are read here. Files are answered in order, each exactly once; no file stops the others.
  ///
  /// - Parameters:
  ///   - files: Paths.
  ///   - answer: Gets what became of each file.
  /// - Throws: `Refusal` when templates are faulty or the reader process is missing.
  public func read(_ files: [String], answer: (ReturnedForm) throws -> Void) throws {
    var profiles: [Profile] = []
    for id in self.profiles() { profiles.append(try profile(id)) }
    let reading = ReturnReading(
      reader: IsolatedReader(readerPath: locations.reader), identification: FormIdentification(profiles: profiles)
    ) { [self] in gate($0) }
    for file in files {
      // XML is read here, as lists are: by a parser without entities, network and unbounded memory.
      let form = formName(of: ListSource(path: file, name: file))
      try answer(form.map { reading.read(file, as: $0) } ?? reading.read(file))
    }
  }

  /// What is in any PDF form, ours or not, as one line of JSON for each file.
  ///
  /// - Parameters:
  ///   - language: Of the messages in it.
  ///   - line: Gets the JSON object of each file, in order, and whether its status is `ok`.
  public func inspect(_ files: [String], language: Language, line: (String, _ isOK: Bool) -> Void) {
    let reader = IsolatedReader(readerPath: locations.reader)
    for file in files {
      let answer = reader.read(file)
      line(answer.file.inspectionLine(file: file, language: language), answer.file.status == .ok)
    }
  }
}

/// Takes returned files one by one from bytes to records.
struct ReturnReading {
  let reader: IsolatedReader
  let identification: FormIdentification
  let gate: (RecordRules) -> Gate

  func read(_ path: String) -> ReturnedForm {
    let place = Place(file: path)
    var returned = ReturnedForm(file: path, status: .refused)
    let answer = reader.read(path, InspectionWish(attachments: IssuedRecords.fileNames))
    returned.findings = answer.file.findings.map { $0.at(file: path) }
    guard answer.file.status == .ok else {
      returned.reason = answer.file.reason?.rawValue ?? answer.file.status.rawValue
      return returned
    }
    switch identification.identify(untrusted: answer.file, at: place) {
    case .failure(let refusal): refuse(&returned, refusal, file: answer.file)
    case .success(let identified):
      (returned.form, returned.version, returned.key) = (identified.form.name, identified.version, identified.key)
      bind(answer, as: identified, path: path, into: &returned)
    }
    return returned
  }

  private func refuse(_ returned: inout ReturnedForm, _ refusal: Refusal, file: FormFile) {
    returned.findings += refusal.findings
    returned.reason = refusal.findings.first?.code.rawValue
    guard file.fields.isEmpty else { return }
    let texts = reader.read(returned.file, InspectionWish(pageTexts: true)).untrustedPageTexts
    if texts.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      returned.reason = "scan"
      returned.findings.append(
        Finding(
          .error, .formIsScan, at: Place(file: returned.file),
          Phrase("文件只有图像，没有文字和填写项", "the file holds pictures only, neither text nor fields"),
          hint: Phrase("请交回可填写的 PDF，或手工录入", "ask for the fillable PDF, or enter it by hand")))
    }
  }

  // MARK: Binding

  private func bind(
    _ answer: IsolatedAnswer, as identified: IdentifiedForm, path: String, into returned: inout ReturnedForm
  ) {
    let place = Place(file: path)
    let rules = identified.profile.rules
    let composer = Composer(form: identified.form, dictionary: rules.dictionary)
    let gate = gate(rules.limited(to: composer.shape(of: identified.form, rules: rules)))
    var issued = IssuedReading(gate: gate, form: identified.form)
    let attachments =
      answer.untrustedAttachment(named: IssuedRecords.fileName).map { [$0] }
      ?? series(of: answer, name: IssuedRecords.fileName)
    for bytes in attachments { issued.add(untrustedXML: bytes, path: path) }
    if attachments.isEmpty {
      for (number, bytes) in series(of: answer, name: IssuedRecords.partName).enumerated() {
        issued.add(untrustedXML: bytes, path: path, isMore: number > 0)
      }
    }
    returned.findings += issued.findings
    let fields = answer.file.fields.filter { $0.type != .signature && $0.type != .push }
    if fields.isEmpty {
      takeAttached(issued, at: place, into: &returned)
    } else {
      let binder = FormBinder(form: identified.form, dictionary: gate.rules.dictionary)
      let bound = binder.bind(untrusted: fields, at: place)
      returned.findings += bound.findings
      returned.source = .fields
      for paper in bound.value {
        let before = issued.entry(paper.number)
        returned.papers.append(
          self.paper(
            paper, issued: before, gate: gate, composer: composer, form: identified.form, into: &returned.findings))
      }
    }
    if !returned.papers.isEmpty, returned.papers.allSatisfy({ $0.record != nil }) {
      returned.status = .accepted
    } else {
      returned.reason = returned.reason ?? returned.findings.first { $0.severity == .error }?.code.rawValue
    }
  }

  /// Attachments that hold the records of a file of many papers, or of a paper about many people, in order.
  private func series(of answer: IsolatedAnswer, name: (Int) -> String) -> [[UInt8]] {
    var all: [[UInt8]] = []
    while let bytes = answer.untrustedAttachment(named: name(all.count)) { all.append(bytes) }
    return all
  }

  /// A flat file says what was issued; what was written on its print, only people can read.
  private func takeAttached(_ issued: IssuedReading, at place: Place, into returned: inout ReturnedForm) {
    returned.source = .attachment
    returned.papers = issued.entries.compactMap { $0 }.map { ReturnedForm.Paper(record: $0.record, isCompared: true) }
    returned.findings.append(
      returned.papers.isEmpty
        ? Finding(
          .error, .attachmentUnusable, at: place,
          Phrase("文件没有填写项，也没有可用的附带数据", "the file has neither fields nor usable attached data"))
        : Finding(
          .warning, .attachmentOnly, at: place,
          Phrase(
            "这是不可填写的表格：所读为签发时的数据，不含纸面上的改动",
            "a flat form: what was read is the data as issued, without changes made on paper")))
  }

  private func paper(
    _ bound: BoundForm, issued: IssuedReading.Entry?, gate: Gate, composer: Composer, form: FormTemplate,
    into findings: inout [Finding]
  ) -> ReturnedForm.Paper {
    let printed = issued.map { composer.boxes(of: $0.record) }
    let raw = issued.map { bound.record(over: $0.raw, printed: printed ?? [:]) } ?? bound.record()
    var paper = ReturnedForm.Paper(record: nil, isCompared: issued != nil)
    do {
      let judged = try gate.judge(raw, as: form.subject)
      findings += judged.findings
      paper.record = judged.value
      // Totals against rows, figures against capitals, deadlines against what begins them: as far as the paper shows both.
      let check = Derivations(rules: gate.rules, evidence: composer.shown)
      findings += check.complete(judged.value, at: bound.place).findings
    } catch { findings += error.findings }
    if let printed {
      let returned = paper.record.map { composer.boxes(of: $0) } ?? bound.texts
      paper.changes = Changes(labels: gate.rules.dictionary, bound: bound).between(printed, and: returned)
    }
    return paper
  }
}
