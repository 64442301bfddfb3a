import Diagnostics
import RecordReading
import RecordWriting
import Records
import Templates
import XMLTrees

extension ReturnReading {
  /// Takes a file of a form's data from XML to records: the same gate, and the same account, as a returned paper.
  ///
  /// What breaks the form's schema is told with its line; whether a value is good, the gate decides.
  func read(
    _ source: ListSource, untrustedBytes bytes: [UInt8], as name: FormName, into returned: inout ReturnedForm
  ) {
    let place = Place(file: returned.file)
    do throws(Refusal) {
      let stated = StatedIdentity(untrustedForm: name.fullName, version: name.version, key: nil)
      let identified = try identification.identify(stated, at: place).get()
      returned.take(identified)
      returned.source = .xml
      try read(source, bytes, identified, into: &returned)
    } catch {
      returned.findings += error.findings
    }
    returned.conclude()
  }

  private func read(
    _ source: ListSource, _ bytes: [UInt8], _ identified: IdentifiedForm, into returned: inout ReturnedForm
  ) throws(Refusal) {
    let known = identified.known
    let schema = try XMLSchema(bytes: try FormSchema.file(of: known.shape))
    for var finding in schema.validate(untrustedBytes: bytes, file: returned.file) {
      // What is no XML at all is refused below; of a file too large for this check the gate still sees every value.
      guard finding.code == .xmlInvalid || finding.code == .xmlTooLarge else { continue }
      finding.severity = .warning
      returned.findings.append(finding)
    }
    let papers = try readFormPapers(source, dictionary: known.gate.rules.dictionary)
    PaperReading(identified, place: Place(file: returned.file)).judge(
      papers.map { paper in
        let key = StatedIdentity(untrustedForm: "", version: "", key: paper.key).key
        return (paper.raw, key, paper.findings)
      }, into: &returned)
    if papers.isEmpty {
      returned.findings.append(
        Finding(
          .error, .formNoPapers, at: Place(file: returned.file), Phrase("文件中没有一份表格", "there is no paper in the file")))
    }
  }
}
