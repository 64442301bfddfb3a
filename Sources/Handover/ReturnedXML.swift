import Composing
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
  func read(_ path: String, as name: FormName) -> ReturnedForm {
    var returned = ReturnedForm(file: path, status: .refused)
    (returned.form, returned.version, returned.source) = (name.fullName, name.version, .xml)
    do throws(Refusal) {
      let identified = try identification.identify(name, at: Place(file: path)).get()
      try read(path, identified, into: &returned)
    } catch {
      returned.findings += error.findings
    }
    if !returned.papers.isEmpty, returned.papers.allSatisfy({ $0.record != nil }) {
      returned.status = .accepted
    } else {
      returned.reason = returned.findings.first { $0.severity == .error }?.code.rawValue
    }
    return returned
  }

  private func read(_ path: String, _ identified: IdentifiedForm, into returned: inout ReturnedForm) throws(Refusal) {
    let rules = identified.profile.rules
    let shape = Composer(form: identified.form, dictionary: rules.dictionary).shape(of: identified.form, rules: rules)
    let schema = try XMLSchema(bytes: try FormSchema.file(of: shape))
    for var finding in schema.validate(untrustedBytes: try contents(of: path), file: path) {
      // What is no XML at all is refused below; of a file too large for this check the gate still sees every value.
      guard finding.code == .xmlInvalid || finding.code == .xmlTooLarge else { continue }
      finding.severity = .warning
      returned.findings.append(finding)
    }
    let gate = gate(rules.limited(to: shape))
    let papers = try readFormPapers(ListSource(path: path, name: path), dictionary: rules.dictionary)
    for paper in papers {
      returned.findings += paper.findings
      var record: Record?
      do {
        let judged = try gate.judge(paper.raw, as: identified.form.subject)
        returned.findings += judged.findings
        record = paper.findings.containError ? nil : judged.value
      } catch { returned.findings += error.findings }
      returned.papers.append(ReturnedForm.Paper(record: record, isCompared: false))
    }
    if papers.count == 1 { returned.key = papers[0].key }
    if papers.isEmpty {
      returned.findings.append(
        Finding(.error, .formNoPapers, at: Place(file: path), Phrase("文件中没有一份表格", "there is no paper in the file")))
    }
  }
}

extension RecordRules {
  /// These rules for what comes back on a form's paper: what the form does not show, nobody can have filled in.
  func limited(to shape: FormShape) -> RecordRules {
    var rules = self
    rules.required = shape.required
    rules.shown = shape.groups.reduce(into: Set(shape.fields)) { $0.formUnion($1.fields) }
    return rules
  }
}
