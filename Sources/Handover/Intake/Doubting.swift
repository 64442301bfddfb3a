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
      return known.keys[pattern].flatMap { known.gate.rules.dictionary[$0.name] }
    }
  }

  init(foreign: ForeignForm) { definition = foreign.definition(ofBox:) }

  /// Goes over what the reader noticed: where stored value, state and drawing disagree, nothing is believed silently.
  ///
  /// - Parameter returned: Its findings begin with those of the file's notes, in the same order.
  func judge(_ file: FormFile, into returned: inout ReturnedForm) {
    let fields = Dictionary(file.fields.map { ($0.name, $0) }) { first, _ in first }
    for (index, note) in file.notes.enumerated() where note.code.isDoubt && index < returned.findings.count {
      var doubt = note.field.flatMap { name in fields[name].map { self.doubt($0, note.code) } }
      doubt?.issued = note.field.flatMap { name in returned.papers.lazy.compactMap { $0.issued[name] }.first }
      returned.findings[index].severity = .error
      returned.findings[index].place.page = doubt?.page
      returned.findings[index].hint = Phrase("与纸面或原件核对后再录入", "compare it with the paper before it is entered")
      if let doubt { returned.doubts.append(doubt) }
    }
  }

  private func doubt(_ field: FormField, _ code: FormNote.Code) -> ReturnedForm.Doubt {
    let definition = definition(field.name)
    return ReturnedForm.Doubt(
      box: field.name, label: definition?.label.chinese ?? field.name, code: code.rawValue, page: field.page,
      area: field.box, stored: field.value?.all.joined(separator: "、"), state: field.state,
      drawn: field.drawn.flatMap { $0.isReadable ? $0.text : nil }, issued: nil,
      isPersonal: definition?.isPersonal ?? true)
  }
}
