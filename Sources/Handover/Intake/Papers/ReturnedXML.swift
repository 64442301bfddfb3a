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
  func readXML(_ bytes: [UInt8], as name: FormName, into returned: inout ReturnedForm) {
    read(name, from: .xml, into: &returned) { known, file throws(Refusal) in
      let schema = try XMLSchema(bytes: try FormSchema.file(of: known.shape))
      var findings: [Finding] = []
      for var finding in schema.validate(untrustedBytes: bytes, file: file) {
        // What is no XML at all is refused below; of a file too large for this check the gate still sees every value.
        guard finding.code == .xmlInvalid || finding.code == .xmlTooLarge else { continue }
        finding.severity = .warning
        findings.append(finding)
      }
      let source = ListSource(untrustedBytes: bytes, name: file)
      return Reported(try readFormPapers(source, dictionary: known.gate.rules.dictionary), findings)
    }
  }

  /// Takes a form's spreadsheet, filled in, to records.
  func readSheet(_ bytes: [UInt8], as name: FormName, into returned: inout ReturnedForm) {
    read(name, from: .sheet, into: &returned) { known, file throws(Refusal) in
      try readFormSheet(
        ListSource(untrustedBytes: bytes, name: file), dictionary: known.gate.rules.dictionary,
        isAboutBatch: known.form.subject == .batch)
    }
  }

  private func read(
    _ name: FormName, from source: ReturnedForm.Source, into returned: inout ReturnedForm,
    _ papers: (KnownForm, _ file: String) throws(Refusal) -> Reported<[FormXMLPaper]>
  ) {
    let place = Place(file: returned.file)
    do throws(Refusal) {
      let stated = StatedIdentity(untrustedForm: name.fullName, version: name.version, key: nil)
      let identified = try identification.identify(stated, at: place).get()
      returned.take(identified)
      returned.source = source
      let read = try papers(identified.known, returned.file)
      returned.findings += read.findings
      PaperReading(identified, place: place).judge(
        read.value.map { paper in
          (paper.raw, StatedIdentity(untrustedForm: "", version: "", key: paper.key).key, paper.findings)
        }, into: &returned)
      if read.value.isEmpty {
        returned.findings.append(
          Finding(.error, .formNoPapers, at: place, Phrase("文件中没有一份表格", "there is no paper in the file")))
      }
    } catch {
      returned.findings += error.findings
    }
    returned.conclude()
  }
}
