import Diagnostics
import FormDataReading
import ReaderProtocol
import Records

/// Says of which boxes it is not certain what they hold, and makes that a reason for a person to look.
struct Doubting {
  /// What stands in a box of the form, by the box's name.
  private let definition: (String) -> FieldDefinition?
  /// Whether two texts are the same value of a box.
  private let isSame: (_ box: String, _ first: String, _ second: String) -> Bool

  init(known: KnownForm) {
    isSame = { _, _, _ in false }
    definition = { name in
      let pattern = boxPatterns(of: [name]).first ?? name
      return known.keys[pattern].flatMap { known.gate.rules.dictionary[$0.name] }
    }
  }

  /// Other people's XFA forms show a value by a picture of their own: 2024年3月12日 where the data have 2024-03-12. Those of ours hold no XFA.
  init(foreign: ForeignForm) {
    definition = foreign.definition(ofBox:)
    isSame = { box, first, second in
      foreign.definition(ofBox: box).map { foreign.gate.isSame(first, second, in: $0.name) } ?? false
    }
  }

  /// Goes over what the reader noticed: where stored value, state and drawing disagree, nothing is believed silently.
  ///
  /// - Parameters:
  ///   - names: The fields that count; `nil` for all.
  ///   - returned: Its findings begin with those of the file's notes, in the same order.
  func judge(_ file: FormFile, only names: Set<String>? = nil, into returned: inout ReturnedForm) {
    let fields = Dictionary(file.fields.map { ($0.name, $0) }) { first, _ in first }
    let data = file.notes.contains { $0.code == .xfaDiffers } ? file.xfaTexts : [:]
    for (index, note) in file.notes.enumerated() where note.code.isDoubt && index < returned.findings.count {
      if let names, let field = note.field, !names.contains(field) { continue }
      if note.code == .xfaDiffers, let name = note.field, let stored = fields[name]?.value?.all.first,
        let other = data[name], isSame(name, stored, other)
      {
        continue
      }
      var doubt = note.field.flatMap { name in fields[name].map { self.doubt($0, note.code) } }
      doubt?.issued = note.field.flatMap { name in returned.papers.lazy.compactMap { $0.issued[name] }.first }
      returned.findings[index].becomeDoubt()
      returned.findings[index].place.page = doubt?.page
      if let doubt { returned.doubts.append(doubt) }
    }
  }

  /// Of a file of which only the pages count: damage may have taken away what they showed, and the ink with it.
  static func judgePages(of file: FormFile, into returned: inout ReturnedForm) {
    for (index, note) in file.notes.enumerated() where note.code == .recovered && index < returned.findings.count {
      returned.findings[index].becomeDoubt()
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

extension Finding {
  fileprivate mutating func becomeDoubt() {
    severity = .error
    hint = Phrase("与纸面或原件核对后再录入", "compare it with the paper before it is entered")
  }
}

extension FormFile {
  /// What the data of its XFA form say, by the names of its fields; where they say several things, nothing.
  fileprivate var xfaTexts: [String: String] {
    let names = XFANames(fields.map(\.name))
    let texts = (xfa?.fields ?? []).compactMap { field -> (String, String)? in
      guard let name = names.field(for: field.name), case .one(let text)? = field.value else { return nil }
      return (name, text)
    }
    return Dictionary(grouping: texts, by: \.0).compactMapValues { Set($0.map(\.1)).count == 1 ? $0[0].1 : nil }
  }
}
