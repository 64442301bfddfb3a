import Diagnostics
import Digests
import FormDataReading
import IsolatedReading
import ReaderProtocol
import RecordReading
import Records

extension Finding.Code {
  package static let formIsScan = Self("scan")
  package static let activeContent = Self("active-content")
  package static let unknownKind = Self("unknown-kind")
  package static let fileEmpty = Self("empty")
  package static let signatureMissing = Self("signature-missing")
}

/// Takes returned files from bytes to records, one by one. Several threads may share it; each brings a reader of its own.
///
/// 1. What it is, its bytes tell (`FileKind`). It is read behind the wall (`IsolatedReader`), or here when it is XML or a spreadsheet.
/// 2. It is identified (`FormIdentification`), with what speaks against that.
/// 3. Its boxes are bound and judged (`PaperReading`).
/// 4. What was noticed decides: one error, and a person must look (`ReturnedForm.conclude()`).
struct ReturnReading: Sendable {
  let catalogue: FormCatalogue
  /// Reads papers of which only the pages are left; `nil` where there are no fonts.
  let flat: @Sendable () -> FlatReturns?
  /// Whether digital signatures may not be missing where the form asks for them.
  var requiresSignatures = false
  var limits = ReaderLimits()

  /// Bytes of the largest file of data: what is read here takes some twenty times that in memory.
  private static let mostReadHere = 8 << 20

  var identification: FormIdentification { FormIdentification(catalogue: catalogue) }

  /// Reads a file that is no container.
  func read(_ path: String, with reader: IsolatedReader) -> ReturnedForm {
    do throws(Refusal) {
      let kind = try FileKind.of(path: path)
      let refusal = kind.refusal(at: Place(file: path))
      return read(ReturnedItem(name: path, content: .file(path: path), kind: kind, refusal: refusal), with: reader)
    } catch {
      // What is missing, or no file, the document says more exactly.
      return read(ReturnedItem(name: path, content: .file(path: path), kind: .unknown), with: reader)
    }
  }

  func read(_ item: ReturnedItem, with reader: IsolatedReader) -> ReturnedForm {
    do throws(FileFault) {
      return read(try item.document(limit: limits.document), item, with: reader)
    } catch {
      var returned = ReturnedForm(file: item.name, status: .refused)
      if let refusal = item.refusal { refuse(&returned, refusal) } else { refuse(&returned, for: error.reason) }
      return returned
    }
  }

  /// - Parameter document: The item's bytes.
  func read(_ document: ReturnedDocument, _ item: ReturnedItem, with reader: IsolatedReader) -> ReturnedForm {
    var returned = ReturnedForm(file: item.name, status: .refused)
    returned.digest = hexadecimal(document.digest)
    if let refusal = item.refusal {
      refuse(&returned, refusal)
      return returned
    }
    guard !item.kind.isReadHere || document.size <= Self.mostReadHere else {
      refuse(&returned, for: .tooLarge)
      return returned
    }
    switch item.kind {
    case .formXML(let form): readXML(document.untrustedBytes(), as: form, into: &returned)
    case .formSheet(let form): readSheet(document.untrustedBytes(), as: form, into: &returned)
    case .xfdf, .xdp: readFormData(document.untrustedBytes(), item, into: &returned, with: reader)
    default: readPDF(document, from: item.kind == .fdf ? .fdf : .fields, item, into: &returned, with: reader)
    }
    return returned
  }

  // MARK: PDF

  /// - Parameter data: The data of an XFA form that came around the file, not in it.
  private func readPDF(
    _ document: ReturnedDocument, from source: ReturnedForm.Source, _ item: ReturnedItem, data: [FormField] = [],
    into returned: inout ReturnedForm, with reader: IsolatedReader
  ) {
    let place = Place(file: returned.file)
    var answer = reader.read(document, InspectionWish(attachments: IssuedRecords.fileNames))
    guard answer.file.status == .ok else { return refuse(&returned, for: answer.file.reason ?? .damaged) }
    answer.file.takeXFA()
    answer.file.compare(withXFA: data)
    returned.take(answer.file)
    let isFlat = answer.file.fields.allSatisfy { $0.type == .signature || $0.type == .push }
    let witness = PageWitness(pages: { reader.pages(PageWish(count: $0), of: document) }) { forms, pages in
      self.inTimeLeft(of: document) { try? flat()?.likeliest(of: forms, untrustedPages: pages, in: $0) }
    }
    let target = takeTarget(of: answer.file, item, into: &returned, with: reader)
    switch identify(answer.file, target, at: place, seeing: answer.file.kind == .pdf ? witness : nil) {
    case .failure(let refusal):
      if readForeign(answer.file, target, at: place, into: &returned) { break }
      if let finding = activeContent(answer.file.active, at: place) { return refuse(&returned, finding) }
      if isFlat, readFlat(document, at: place, into: &returned, with: reader) { break }
      returned.findings += refusal.findings
      returned.reason = refusal.findings.first?.code.rawValue
      if isScan(answer.file, document, reader) { refuse(&returned, Self.scan(at: place)) }
    case .success(let identified):
      if let finding = activeContent(answer.file.active, at: place) { return refuse(&returned, finding) }
      returned.take(identified)
      noteMissingSigners(of: identified, in: answer.file, at: place, into: &returned)
      let attached = AttachedRecords(answer: answer)
      let papers = PaperReading(identified, place: place)
      if !isFlat {
        papers.read(answer.file, from: source, attached, into: &returned)
      } else if !attached.isEmpty || !readFlat(document, at: place, into: &returned, with: reader) {
        compareFlat(document, with: papers.issued(attached), by: papers, at: place, into: &returned, with: reader)
      }
    }
    if isFlat { Doubting.judgePages(of: answer.file, into: &returned) }
    returned.conclude()
  }

  /// What is missing digitally may stand on paper; a file that somebody has signed at all, though, should be signed by all.
  private func noteMissingSigners(
    of identified: IdentifiedForm, in file: FormFile, at place: Place, into returned: inout ReturnedForm
  ) {
    returned.missingSigners = missingSigners(of: identified.known.form, signatures: file.signatures)
    guard !returned.missingSigners.isEmpty else { return }
    guard requiresSignatures || file.signatures.contains(where: { $0.verdict != .unsigned }) else { return }
    let names = returned.missingSigners.joined(separator: "、")
    returned.findings.append(
      Finding(
        requiresSignatures ? .error : .warning, .signatureMissing, at: place,
        Phrase("缺少电子签名或电子印章：\(names)", "without a digital signature or seal: \(names)"),
        hint: Phrase("请补签，或核对纸面签字盖章", "have it signed, or see whether the paper is")))
  }

  /// Reads fields that came without pages.
  private func readFormData(
    _ bytes: [UInt8], _ item: ReturnedItem, into returned: inout ReturnedForm, with reader: IsolatedReader
  ) {
    let place = Place(file: returned.file)
    do throws(Refusal) {
      let data = try Handover.readFormData(untrustedBytes: bytes, item.kind, file: returned.file)
      if let pdf = data.untrustedPDF, let document = try? ReturnedDocument(untrustedBytes: pdf) {
        return readPDF(document, from: .xfa, item, data: data.file.fields, into: &returned, with: reader)
      }
      returned.take(data.file)
      let target = takeTarget(of: data.file, item, into: &returned, with: reader)
      switch identify(data.file, target, at: place) {
      case .success(let identified):
        returned.take(identified)
        PaperReading(identified, place: place)
          .read(data.file, from: item.kind == .xdp ? .xfa : .xfdf, nil, into: &returned)
      case .failure(let refusal):
        if !readForeign(data.file, target, at: place, into: &returned) { throw refusal }
      }
    } catch {
      returned.findings += error.findings
      returned.reason = error.findings.first?.code.rawValue
    }
    returned.conclude()
  }

  // MARK: Which form

  /// The form that form data name, where it lies beside them.
  private func takeTarget(
    of file: FormFile, _ item: ReturnedItem, into returned: inout ReturnedForm, with reader: IsolatedReader
  ) -> FormFile? {
    guard file.kind != .pdf, file.target != nil, item.folder != nil else { return nil }
    returned.dependsOnOthers = true
    return target(of: file, in: item.folder, with: reader)
  }

  private func identify(
    _ file: FormFile, _ target: FormFile?, at place: Place, seeing witness: PageWitness? = nil
  ) -> Result<IdentifiedForm, Refusal> {
    guard let target else { return identification.identify(untrusted: file, at: place, seeing: witness) }
    var named = file
    named.metadata = target.metadata
    return identification.identify(untrusted: named, at: place).map { identified in
      var identified = identified
      // That of the paper beside them, which need not be the one that they came from.
      identified.key = nil
      return identified
    }
  }

  /// Reads a form that is not ours by its binding, where there is one.
  private func readForeign(
    _ file: FormFile, _ target: FormFile?, at place: Place, into returned: inout ReturnedForm
  ) -> Bool {
    guard !file.fields.isEmpty else { return false }
    do throws(Refusal) {
      let all = try catalogue.foreign()
      guard let match = all.identify(untrusted: file, target: target, at: place) else {
        returned.findings += all.faults + [all.draft(fitting: file, at: place)].compactMap(\.self)
        return false
      }
      if let finding = activeContent(match.form.binding.unlisted(in: file.active), beyond: match.form, at: place) {
        refuse(&returned, finding)
      } else if file.xfa?.isDynamic == true {
        refuse(&returned, for: .xfaDynamic)
      } else {
        read(match, file, at: place, into: &returned)
      }
      return true
    } catch {
      returned.findings += error.findings
      return false
    }
  }

  private func read(
    _ match: ForeignForms.Match, _ file: FormFile, at place: Place, into returned: inout ReturnedForm
  ) {
    ForeignReading(form: match.form, place: place).read(match.fields, areData: file.kind != .pdf, into: &returned)
    Doubting(foreign: match.form).judge(file, into: &returned)
    // What the binding lists, a person has seen.
    returned.findings.removeAll { $0.code == .activeContent }
    returned.findings += match.findings
  }

  /// Whether a file that is no form of ours shows pictures and nothing else.
  private func isScan(_ file: FormFile, _ document: ReturnedDocument, _ reader: IsolatedReader) -> Bool {
    guard file.fields.isEmpty, file.kind == .pdf else { return false }
    let pages = reader.pages(PageWish(count: 20, codes: false), of: document)
    guard !pages.isEmpty && pages.allSatisfy(\.isScan) else { return false }
    // Text may also be drawn as outlines; pages with nothing on them are no scan.
    return pages.contains { $0.pictureShare > 0 }
      || reader.pages(PageWish(count: 3), of: document).contains { $0.ink?.bits.contains { $0 != 0 } == true }
  }

  /// Our forms never hold anything that could run or send; those of others what their binding lists. XFA data alone does neither.
  ///
  /// - Parameter form: The form whose binding does not list these.
  private func activeContent(_ items: [ActiveItem], beyond form: ForeignForm? = nil, at place: Place) -> Finding? {
    let items = items.filter { $0.kind != ActiveItem.xfa }
    guard !items.isEmpty else { return nil }
    let kinds = Set(items.map(\.kind)).sorted().joined(separator: "、")
    guard let form else {
      return Finding(
        .error, .activeContent, at: place,
        Phrase("文件含有活动内容（\(kinds)），未执行，也未读取", "the file holds active content (\(kinds)); it was neither run nor read"),
        hint: Phrase("本系统的表格不含此类内容；请核对来源，重新索取", "our forms hold none; find out where it comes from, and ask again"))
    }
    let places = items.prefix(5).map { "\($0.kind) \($0.place.prefix(60)) \($0.event)" }.joined(separator: "；")
    return Finding(
      .error, .activeContent, at: place,
      Phrase(
        "文件含有《\(form.binding.title)》的对照表没有列出的活动内容（\(places)），未执行，也未读取",
        "the file holds active content that the binding \(form.binding.name) does not list (\(places)); it was neither run nor read"
      ),
      hint: Phrase(
        "核对来源，请对方用空白原表重新填写；若表格出了新版，请重新草拟对照表",
        "find out where it comes from; a new edition of the form needs a new binding"))
  }

  // MARK: Refusing

  func refuse(_ returned: inout ReturnedForm, _ finding: Finding) {
    returned.status = .refused
    returned.reason = finding.code.rawValue
    returned.findings.append(finding)
  }

  private func refuse(_ returned: inout ReturnedForm, for reason: Reason) {
    let finding = reason == .notAPDF ? FileKind.unknown.refusal(at: Place()) : nil
    refuse(&returned, (finding ?? reason.finding).at(file: returned.file))
  }

  private static func scan(at place: Place) -> Finding {
    Finding(
      .error, .formIsScan, at: place,
      Phrase("文件只有图像，没有文字和填写项", "the file holds pictures only, neither text nor fields"),
      hint: Phrase("请交回可填写的 PDF，或手工录入", "ask for the fillable PDF, or enter it by hand"))
  }
}

extension ReturnedForm {
  /// Takes over what a PDF says of itself.
  fileprivate mutating func take(_ file: FormFile) {
    findings = file.findings.map { $0.at(file: self.file) }
    signatures = file.signatures.map {
      Signature(
        field: $0.field, verdict: $0.verdict.rawValue, signer: $0.signer, time: $0.time,
        changes: $0.changes.map(\.message), reasons: $0.reasons.map(\.message))
    }
    let saved = file.metadata["ModDate"].flatMap { isoTime(pdfDate: $0) }
    // By the moment, not by the text: times come with different offsets.
    let signed = signatures.compactMap { signature in
      signature.time.flatMap { seconds(isoTime: $0) }.map { ($0, signature.time) }
    }
    time = signed.max { $0.0 < $1.0 }?.1 ?? saved
  }

  mutating func take(_ identified: IdentifiedForm) {
    form = identified.known.form.name
    title = identified.known.form.title
    version = identified.version
    key = identified.key
    findings += identified.findings
  }
}
