import Diagnostics
import FormBinding
import ReaderProtocol
import Records

/// Makes the record of a paper of a form that is not ours: the same gate, and the same account, as for our own.
struct ForeignReading {
  let form: ForeignForm
  let place: Place

  /// Takes what a form says of itself, and binds its fields.
  ///
  /// - Parameter areData: Whether they came without pages.
  func read(_ fields: [FormField], areData: Bool, into returned: inout ReturnedForm) {
    let binding = form.binding
    (returned.form, returned.title, returned.version) = (binding.name, binding.title, binding.version)
    returned.source = .foreign
    let bound = form.binder.bind(untrusted: fields, areData: areData, at: place)
    returned.findings += bound.findings
    let labels = BoxLabels(form.gate.rules.dictionary, of: bound.value)
    var paper = ReturnedForm.Paper(record: nil, values: labels.values(of: bound.value), isCompared: false)
    do throws(RecordRejection) {
      let judged = try form.gate.judge(bound.value.record(), as: binding.subject)
      returned.findings += judged.findings
      paper.record = judged.value
    } catch { returned.findings += error.findings }
    returned.papers.append(paper)
    returned.takeBatch()
  }
}
