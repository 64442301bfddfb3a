import Composing
import Diagnostics
import Documents
import FormBinding
import ReaderProtocol
import RecordReading
import Records

extension Finding.Code {
  package static let attachmentOnly = Self("attachment-only")
}

/// Makes records of the papers in a file of a form that is known.
struct PaperReading {
  let known: KnownForm
  private let part: PaperPart?
  private let place: Place

  init(_ identified: IdentifiedForm, place: Place) {
    (known, part) = (identified.known, identified.part)
    self.place = place
  }

  private var dictionary: FieldDictionary { known.gate.rules.dictionary }

  /// Reads the fields of a fillable file.
  ///
  /// - Parameters:
  ///   - source: Where the fields came from.
  ///   - attached: What the file carries of what was issued.
  func read(
    _ file: FormFile, from source: ReturnedForm.Source, _ attached: AttachedRecords?, into returned: inout ReturnedForm
  ) {
    let issued = attached.map { self.issued($0) } ?? IssuedReading(gate: known.gate, form: known.form)
    returned.findings += issued.findings
    returned.source = source
    let fields = file.fields.filter { $0.type != .signature && $0.type != .push }
    if let part {
      // Programs that cut a file apart leave all fields in each piece; those of other pages are read where they are seen.
      let shown = fields.filter { $0.page != nil }
      keep(shown, of: part, into: &returned)
      Doubting(known: known).judge(file, only: Set(shown.map(\.name)), into: &returned)
    } else {
      bind(fields, issued: issued, isWhole: source == .fields, into: &returned)
      Doubting(known: known).judge(file, into: &returned)
    }
  }

  /// Binds the fields of any channel and judges each paper.
  ///
  /// - Parameter isWhole: Whether boxes that are empty must be there too.
  func bind(_ fields: [FormField], issued: IssuedReading, isWhole: Bool = false, into returned: inout ReturnedForm) {
    let bound = known.binder.bind(untrusted: fields, at: place)
    returned.findings += bound.findings
    let limits = PaperLimits()
    guard bound.value.count <= limits.records else {
      returned.findings += limits.refusal(at: place).findings
      return
    }
    if isWhole { returned.findings += missing(in: bound.value, issued: issued) }
    for form in bound.value {
      returned.papers.append(paper(form, issued: issued.entry(form.number), into: &returned.findings))
    }
    returned.takeBatch()
  }

  /// Keeps what stands on some pages of a paper until the others are there (`IntakeParts`).
  func keep(_ fields: [FormField], of part: PaperPart, into returned: inout ReturnedForm) {
    returned.part = part
    let bound = known.binder.bind(untrusted: fields, at: place)
    returned.findings += bound.findings + [part.finding(in: known.form, at: place)]
    for form in bound.value {
      var paper = ReturnedForm.Paper(
        record: nil, values: BoxLabels(dictionary, of: form).values(of: form), isCompared: false)
      paper.boxes = form.texts.mapValues { Changes.text($0) }.filter { !$0.value.isEmpty }
      returned.papers.append(paper)
    }
  }

  private func missing(in papers: [BoundForm], issued: IssuedReading) -> [Finding] {
    let boxes = MissingBoxes(known: known)
    return papers.compactMap { boxes.finding(of: $0, issued: issued.entry($0.number)?.record) }
      + [MissingBoxes.finding(of: papers, issued: issued, at: place)].compactMap(\.self)
  }

  /// Binds fields with which nothing was issued that is known.
  func bind(_ fields: [FormField], into returned: inout ReturnedForm) {
    bind(fields, issued: IssuedReading(gate: known.gate, form: known.form), into: &returned)
  }

  /// Judges raw records that did not come from boxes.
  func judge(_ raws: [(raw: RawRecord, key: String?, findings: [Finding])], into returned: inout ReturnedForm) {
    for (raw, key, noticed) in raws {
      returned.findings += noticed
      var paper = ReturnedForm.Paper(record: nil, values: values(of: raw), isCompared: false)
      paper.key = key
      do {
        let judged = try known.gate.judge(raw, as: known.form.subject)
        returned.findings += judged.findings
        paper.record = noticed.containError ? nil : judged.value
      } catch { returned.findings += error.findings }
      paper.boxes = boxes(of: paper)
      returned.papers.append(paper)
    }
    returned.takeBatch()
  }

  /// The records that a file carries.
  func issued(_ attached: AttachedRecords) -> IssuedReading {
    var issued = IssuedReading(gate: known.gate, form: known.form)
    let wholes = attached.wholes
    for bytes in wholes { issued.add(untrustedXML: bytes, path: place.file ?? "") }
    guard wholes.isEmpty else { return issued }
    for (number, bytes) in attached.parts.enumerated() {
      issued.add(untrustedXML: bytes, path: place.file ?? "", isMore: number > 0)
    }
    return issued
  }

  /// A flat file says what was issued; what was written on its print, only people can read.
  func takeAttached(_ issued: IssuedReading, into returned: inout ReturnedForm) {
    returned.source = .attachment
    returned.papers = issued.entries.compactMap { $0 }.map { entry in
      var paper = ReturnedForm.Paper(record: entry.record, isCompared: true)
      paper.boxes = boxes(of: paper)
      return paper
    }
    returned.takeBatch()
    returned.findings.append(
      returned.papers.isEmpty
        ? Finding(
          .error, .attachmentUnusable, at: place,
          Phrase("文件没有填写项，也没有可用的附带数据", "the file has neither fields nor usable attached data"))
        : Self.asIssued(at: place))
  }

  static func asIssued(at place: Place) -> Finding {
    Finding(
      .warning, .attachmentOnly, at: place,
      Phrase(
        "这是不可填写的表格：所读为签发时的数据，不含纸面上的改动",
        "a flat form: what was read is the data as issued, without changes made on paper"))
  }

  private func paper(
    _ bound: BoundForm, issued: IssuedReading.Entry?, into findings: inout [Finding]
  ) -> ReturnedForm.Paper {
    let printed = issued.map { known.composer.boxes(of: $0.record) }
    let raw = issued.map { bound.record(over: $0.raw, printed: printed ?? [:]) } ?? bound.record()
    let labels = BoxLabels(dictionary, of: bound)
    var paper = ReturnedForm.Paper(record: nil, values: labels.values(of: bound), isCompared: issued != nil)
    do {
      let judged = try known.gate.judge(raw, as: known.form.subject)
      findings += judged.findings
      paper.record = judged.value
      // Totals against rows, figures against capitals, deadlines against what begins them: as far as the paper shows both.
      let check = Derivations(rules: known.gate.rules, evidence: known.composer.shown)
      findings += check.complete(judged.value, at: bound.place).findings
    } catch { findings += error.findings }
    let returned = paper.record.map { known.composer.boxes(of: $0) } ?? bound.texts
    paper.boxes = returned.mapValues { Changes.text($0) }.filter { !$0.value.isEmpty }
    if let printed {
      let prefix = bound.paper.isEmpty ? "" : bound.paper + "."
      for (name, value) in printed { paper.issued[prefix + name] = Changes.text(value) }
      paper.changes = Changes(labels: dictionary, bound: bound).between(printed, and: returned)
    }
    return paper
  }

  private func boxes(of paper: ReturnedForm.Paper) -> [String: String] {
    guard let record = paper.record else {
      return Dictionary(paper.values.map { ($0.box, $0.text) }) { first, _ in first }
    }
    return known.composer.boxes(of: record).mapValues { Changes.text($0) }.filter { !$0.value.isEmpty }
  }

  /// What a raw record holds, by its fields.
  private func values(of raw: RawRecord, prefix: String = "") -> [ReturnedForm.Value] {
    let own = raw.values.map { key, value in
      let field = dictionary[key.name]
      return ReturnedForm.Value(
        box: prefix + key.description, label: field?.label.chinese ?? key.description, text: value.text,
        isPersonal: field?.isPersonal ?? true)
    }.sorted { $0.box < $1.box }
    let entries = raw.groups.sorted { $0.key < $1.key }.flatMap { group, entries in
      entries.enumerated().flatMap { values(of: $1, prefix: "\(prefix)\(group).\($0 + 1).") }
    }
    return own + entries
  }
}

/// What boxes are called for people.
struct BoxLabels {
  private let dictionary: FieldDictionary
  private var boxes: [String: BoundForm.Box] = [:]

  init(_ dictionary: FieldDictionary, of bound: BoundForm) {
    self.dictionary = dictionary
    for box in bound.boxes { boxes[box.name] = box }
  }

  /// The filled boxes of a paper, in its order.
  func values(of bound: BoundForm) -> [ReturnedForm.Value] {
    let texts = bound.texts
    return bound.boxes.compactMap { box in
      let text = Changes.text(texts[box.name])
      guard !text.isEmpty else { return nil }
      return ReturnedForm.Value(box: box.name, label: label(box), text: text, isPersonal: isPersonal(box))
    }
  }

  private func label(_ box: BoundForm.Box) -> String {
    let field = dictionary[box.key.name]?.label.chinese ?? box.name
    let options = dictionary.options(of: box.key.name)?.options ?? []
    let option = box.key.part.flatMap { part in options.first { $0.code == part.rawValue }?.label }
    return field + (option.map { "：\($0)" } ?? "") + (box.entry.map { " \($0.ordinal)" } ?? "")
  }

  private func isPersonal(_ box: BoundForm.Box) -> Bool { dictionary[box.key.name]?.isPersonal ?? true }
}

extension ReturnedForm {
  /// The number of the batch, where the first paper shows it.
  mutating func takeBatch() {
    batch = papers.lazy.compactMap { $0.record?["batch.id"]?.text() }.first
    if papers.count == 1 { key = key ?? papers[0].key }
  }
}
