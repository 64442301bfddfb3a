import Diagnostics
import RecordReading
import Records

extension ReturnReading {
  /// Takes the spreadsheet of a form, filled in, to records: each row is a paper, or the whole workbook is one about a batch.
  func read(sheet source: ListSource, as name: FormName, into returned: inout ReturnedForm) {
    let place = Place(file: returned.file)
    do throws(Refusal) {
      let stated = StatedIdentity(untrustedForm: name.fullName, version: name.version, key: nil)
      let identified = try identification.identify(stated, at: place).get()
      returned.take(identified)
      returned.source = .sheet
      let known = identified.known
      let papers = try readFormSheet(
        source, dictionary: known.gate.rules.dictionary, isAboutBatch: known.form.subject == .batch)
      returned.findings += papers.findings
      PaperReading(identified, place: place).judge(
        papers.value.map { ($0.raw, nil, $0.findings) }, into: &returned)
      if papers.value.isEmpty {
        returned.findings.append(
          Finding(.error, .formNoPapers, at: place, Phrase("表中没有填写一行", "no row of the sheet is filled in")))
      }
    } catch {
      returned.findings += error.findings
    }
    returned.conclude()
  }
}
