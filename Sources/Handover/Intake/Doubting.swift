import Diagnostics
import ReaderProtocol
import Records

/// Says of which boxes it is not certain what they hold, and makes that a reason for a person to look.
struct Doubting {
  /// What stands in a box of the form, by the box's name.
  private let definition: (String) -> FieldDefinition?

  init(known: KnownForm) {
    definition = { name in
      let pattern = boxPatterns(of: [name]).first ?? name
      return known.composer.boxKeys[pattern].flatMap { known.gate.rules.dictionary[$0.name] }
    }
  }

  init(foreign: ForeignForm) { definition = foreign.definition(ofBox:) }

  /// Goes over what the reader noticed: where stored value, state and drawing disagree, nothing is believed silently.
  func judge(_ file: FormFile, into returned: inout ReturnedForm) {
    let fields = Dictionary(file.fields.map { ($0.name, $0) }) { first, _ in first }
    for note in file.notes where note.code.isDoubt {
      let doubt = note.field.flatMap { name in fields[name].map { self.doubt($0, note.code) } }
      raise(note, note.field.flatMap { fields[$0] }, doubt, in: &returned)
      if let doubt { returned.doubts.append(doubt) }
    }
  }

  private func raise(
    _ note: FormNote, _ field: FormField?, _ doubt: ReturnedForm.Doubt?, in returned: inout ReturnedForm
  ) {
    let plain = note.finding(of: field).at(file: returned.file)
    guard let index = returned.findings.firstIndex(of: plain) else { return }
    returned.findings[index].severity = .error
    returned.findings[index].place.page = doubt?.page
    returned.findings[index].hint = Phrase("与纸面或原件核对后再录入", "compare it with the paper before it is entered")
  }

  private func doubt(_ field: FormField, _ code: FormNote.Code) -> ReturnedForm.Doubt {
    let definition = definition(field.name)
    return ReturnedForm.Doubt(
      box: field.name, label: definition?.label.chinese ?? field.name, code: code.rawValue, page: field.page,
      area: field.box, stored: field.value?.all.joined(separator: "、"), state: nil, drawn: nil, issued: nil,
      isPersonal: definition?.isPersonal ?? true)
  }
}
