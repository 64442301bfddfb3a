import Diagnostics
import ReaderProtocol
import Records

/// Says of which boxes it is not certain what they hold, and makes that a reason for a person to look.
struct Doubting {
  let known: KnownForm

  /// Goes over what the reader noticed: where stored value, state and drawing disagree, nothing is believed silently.
  func judge(_ file: FormFile, into returned: inout ReturnedForm) {
    let fields = Dictionary(file.fields.map { ($0.name, $0) }) { first, _ in first }
    for note in file.notes where note.code.isDoubt {
      let doubt = note.field.flatMap { name in fields[name].map { self.doubt($0, note.code) } }
      raise(note.finding(of: note.field.flatMap { fields[$0] }), doubt, in: &returned)
      if let doubt { returned.doubts.append(doubt) }
    }
  }

  private func raise(_ finding: Finding, _ doubt: ReturnedForm.Doubt?, in returned: inout ReturnedForm) {
    let plain = finding.at(file: returned.file)
    guard let index = returned.findings.firstIndex(of: plain) else { return }
    returned.findings[index].severity = .error
    returned.findings[index].place.page = doubt?.page
    returned.findings[index].hint = Phrase("与纸面或原件核对后再录入", "compare it with the paper before it is entered")
    guard let doubt else { return }
    let (chinese, english) = (plain.message.chinese, plain.message.english)
    returned.findings[index].message = Phrase(
      chinese + doubt.values(in: .chinese), english + " " + doubt.values(in: .english))
  }

  private func doubt(_ field: FormField, _ code: FormNote.Code) -> ReturnedForm.Doubt {
    let pattern = boxPatterns(of: [field.name]).first ?? field.name
    let definition = known.composer.boxKeys[pattern].flatMap { known.gate.rules.dictionary[$0.name] }
    return ReturnedForm.Doubt(
      box: field.name, label: definition?.label.chinese ?? field.name, code: code.rawValue, page: field.page,
      area: field.box, stored: field.value?.all.joined(separator: "、"), state: nil, drawn: nil, issued: nil,
      isPersonal: definition?.isPersonal ?? true)
  }
}

extension FormNote.Code {
  /// Whether it leaves open what a box holds.
  fileprivate var isDoubt: Bool {
    switch self {
    case .valuesDiffer, .stateDiffers, .readersDiffer, .choiceIndicesDiffer, .fieldsOutsideForm: true
    default: false
    }
  }
}

extension ReturnedForm.Doubt {
  /// The values that disagree, as they may be shown.
  func values(in language: Language) -> String {
    let all: [(Phrase, String?)] = [
      (Phrase("存储的值", "stored"), stored), (Phrase("按钮状态", "state"), state), (Phrase("显示的内容", "drawn"), drawn),
      (Phrase("签发时", "issued"), issued),
    ]
    let shown = all.compactMap { name, value in
      value.map { "\(name.text(in: language)) “\(isPersonal ? masked($0) : String($0.prefix(60)))”" }
    }
    return shown.isEmpty
      ? ""
      : (language == .chinese ? "（" : "(") + shown.joined(separator: "，")
        + (language == .chinese ? "）" : ")")
  }
}
