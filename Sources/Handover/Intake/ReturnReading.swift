import Diagnostics
import Digests
import IsolatedReading
import ReaderProtocol
import RecordReading
import Records

extension Finding.Code {
  package static let formIsScan = Self("scan")
  package static let activeContent = Self("active-content")
  package static let unknownKind = Self("unknown-kind")
  package static let fileEmpty = Self("empty")
}

/// Takes returned files from bytes to records, one by one. Several threads may share it; each brings a reader of its own.
///
/// 1. The file is read behind the wall (`IsolatedReader`), or here when it is XML.
/// 2. It is identified (`FormIdentification`), with what speaks against that.
/// 3. Its boxes are bound and judged (`PaperReading`).
/// 4. What was noticed decides: one error, and a person must look (`ReturnedForm.conclude()`).
struct ReturnReading: Sendable {
  let catalogue: FormCatalogue
  var limits = ReaderLimits()

  var identification: FormIdentification { FormIdentification(catalogue: catalogue) }

  func read(_ path: String, with reader: IsolatedReader) -> ReturnedForm {
    do throws(FileFault) {
      return read(untrustedBytes: try untrustedBytes(ofFile: path, limit: limits.document), named: path, with: reader)
    } catch {
      return refused(path, for: error.reason)
    }
  }

  /// The answer for a file whose bytes could not be had.
  func refused(_ path: String, for reason: Reason) -> ReturnedForm {
    var returned = ReturnedForm(file: path, status: .refused)
    refuse(&returned, for: reason)
    return returned
  }

  /// - Parameter name: What findings call the file.
  func read(untrustedBytes bytes: [UInt8], named name: String, with reader: IsolatedReader) -> ReturnedForm {
    var returned = ReturnedForm(file: name, status: .refused)
    returned.digest = hexadecimal(sha256(bytes))
    let source = ListSource(untrustedBytes: bytes, name: name)
    if bytes.isEmpty {
      refuse(&returned, Self.empty(at: Place(file: name)))
    } else if let form = formName(of: source) {
      // XML is read here, as lists are: by a parser without entities, network and unbounded memory.
      read(source, untrustedBytes: bytes, as: form, into: &returned)
    } else {
      readPDF(bytes, into: &returned, with: reader)
    }
    return returned
  }

  // MARK: PDF

  private func readPDF(_ bytes: [UInt8], into returned: inout ReturnedForm, with reader: IsolatedReader) {
    let place = Place(file: returned.file)
    let answer = reader.read(untrustedBytes: bytes, attachment: IssuedRecords.fileName)
    guard answer.file.status == .ok else { return refuse(&returned, for: answer.file.reason ?? .damaged) }
    returned.take(answer.file)
    if let finding = Self.activeContent(answer.file, at: place) { return refuse(&returned, finding) }
    switch identification.identify(untrusted: answer.file, at: place) {
    case .failure(let refusal):
      returned.findings += refusal.findings
      returned.reason = refusal.findings.first?.code.rawValue
      if isScan(answer.file, bytes, reader) { refuse(&returned, Self.scan(at: place)) }
    case .success(let identified):
      returned.take(identified)
      let attached = AttachedRecords(answer: answer, bytes: bytes, reader: reader)
      PaperReading(identified, place: place).read(answer.file, attached, into: &returned)
    }
    returned.conclude()
  }

  /// Whether a file that is no form of ours shows pictures and nothing else.
  private func isScan(_ file: FormFile, _ bytes: [UInt8], _ reader: IsolatedReader) -> Bool {
    guard file.fields.isEmpty else { return false }
    let texts = reader.read(untrustedBytes: bytes, pageTexts: true).untrustedPageTexts
    return texts.allSatisfy { $0.allSatisfy(\.isWhitespace) }
  }

  /// Our forms never hold anything that could run or send. XFA data alone does neither.
  private static func activeContent(_ file: FormFile, at place: Place) -> Finding? {
    let kinds = file.activeContent.filter { $0 != "XFA" && $0 != "GoToR" }
    guard !kinds.isEmpty else { return nil }
    let list = kinds.joined(separator: "、")
    return Finding(
      .error, .activeContent, at: place,
      Phrase("文件含有活动内容（\(list)），未执行，也未读取", "the file holds active content (\(list)); it was neither run nor read"),
      hint: Phrase("本系统的表格不含此类内容；请核对来源，重新索取", "our forms hold none; find out where it comes from, and ask again"))
  }

  // MARK: Refusing

  private func refuse(_ returned: inout ReturnedForm, _ finding: Finding) {
    returned.status = .refused
    returned.reason = finding.code.rawValue
    returned.findings.append(finding)
  }

  private func refuse(_ returned: inout ReturnedForm, for reason: Reason) {
    let finding = reason == .notAPDF ? Self.unknownKind(at: Place()) : reason.finding
    refuse(&returned, finding.at(file: returned.file))
  }

  private static func empty(at place: Place) -> Finding {
    Finding(
      .error, .fileEmpty, at: place, Phrase("文件是空的，一个字节也没有", "the file is empty, without a single byte"),
      hint: Phrase("请对方重新发送", "ask for the file again"))
  }

  private static func unknownKind(at place: Place) -> Finding {
    Finding(
      .error, .unknownKind, at: place, Phrase("不认识的文件种类", "a file of an unknown kind"),
      hint: Phrase("请交回可填写的 PDF，或表格的 XML、电子表格", "ask for the fillable PDF, or the form's XML or spreadsheet"))
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
      Signature(field: $0.field, verdict: $0.verdict.rawValue, signer: $0.signer, time: $0.time,
        changes: $0.changes.map(\.message), reasons: $0.reasons.map(\.message))
    }
    let saved = file.metadata["ModDate"].flatMap { pdfDate($0) }
    time = signatures.compactMap(\.time).filter { $0.first?.isNumber == true }.max() ?? saved
  }

  mutating func take(_ identified: IdentifiedForm) {
    form = identified.known.form.name
    title = identified.known.form.title
    version = identified.version
    key = identified.key
    findings += identified.findings
  }
}

/// A date of ISO 32000-1, 7.9.4, such as `D:20261121093000+08'00'`, as ISO 8601; `nil` for anything else.
private func pdfDate(_ untrusted: String) -> String? {
  let digits = untrusted.drop { !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
  guard digits.count >= 8, untrusted.utf8.count < 40 else { return nil }
  let parts = [4, 2, 2, 2, 2, 2].reduce(into: (rest: digits, all: [String]())) { made, count in
    made.all.append(String(made.rest.prefix(count)))
    made.rest = made.rest.dropFirst(count)
  }.all
  let day = parts[0..<3].joined(separator: "-")
  guard digits.count >= 14 else { return day }
  let zone = untrusted.drop { !$0.isNumber }.dropFirst(digits.count).filter { $0 != "'" }
  let offset = zone.count == 5 && "+-".contains(zone.first ?? " ") ? "\(zone.prefix(3)):\(zone.suffix(2))" : ""
  return "\(day)T\(parts[3..<6].joined(separator: ":"))\(zone.first == "Z" ? "Z" : offset)"
}
