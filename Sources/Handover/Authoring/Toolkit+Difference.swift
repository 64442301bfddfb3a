import Composing
import Diagnostics
import Documents
import Foundation
import Pages
import Records
import Templates
import Typesetting

extension Toolkit {
  /// What parts two forms, or two versions of one.
  ///
  /// - Parameters:
  ///   - old: A form's full name, or the path of a template file.
  ///   - new: The same.
  /// - Throws: `Refusal` when either cannot be used.
  public func difference(from old: String, to new: String) throws(Refusal) -> TemplateDifference {
    TemplateDifference(from: try outline(of: old), to: try outline(of: new))
  }

  private func outline(of name: String) throws(Refusal) -> TemplateOutline {
    let (form, dictionary, path) = try template(name)
    let composer = Composer(form: form, dictionary: dictionary)
    let shape = composer.shape(of: form, rules: RecordRules(dictionary: dictionary))
    let typesetter = Typesetter(document: composer.document, fonts: try fonts())
    let pages = try typesetter.typeset(composer.fill(entries: 1) { _ in "" }, purpose: .fillable).value.pages
    return TemplateOutline(
      facts: Self.facts(of: form), version: form.version, boxes: Self.boxes(on: pages, composer, dictionary),
      options: shape.definitions(shape.fields + shape.groups.flatMap(\.fields)).compactMap { field in
        dictionary.options(of: field.name).map { list in
          (field.name.rawValue, field.label.chinese, list.options.map { ($0.code, $0.label) })
        }
      },
      words: try TemplateSource(path: path).words.map(\.text))
  }

  private static func facts(of form: FormTemplate) -> [(name: Phrase, value: String)] {
    let size = form.page.size
    return [
      (Phrase("题名", "title"), form.title), (Phrase("版本", "version"), form.version),
      (Phrase("对象", "subject"), form.subject.rawValue),
      (Phrase("份数", "copies"), "\(form.keepers.count)（\(form.keepers.joined(separator: "、"))）"),
      (Phrase("依据", "source"), form.source), (Phrase("类别", "group"), form.group),
      (Phrase("纸张", "paper"), "\(Int(size.width.mm.rounded()))×\(Int(size.height.mm.rounded())) mm"),
    ]
  }

  /// The boxes where they stand, each once, entries of groups as `*`.
  private static func boxes(
    on pages: [Page], _ composer: Composer, _ dictionary: FieldDictionary
  ) -> [(name: String, box: TemplateOutline.Box)] {
    let keys = composer.boxKeys
    var seen: Set<String> = []
    var boxes: [(String, TemplateOutline.Box)] = []
    for (number, page) in pages.enumerated() {
      for widget in page.widgets {
        let name = FormBoxName.pattern(of: widget.name)
        guard seen.insert(name).inserted else { continue }
        let type = keys[name].flatMap { dictionary[$0.name]?.type.rawValue } ?? ""
        let kind: String =
          switch widget.kind {
          case .text: type
          case .check, .radio: "\(type) □"
          case .signature: "签名"
          }
        boxes.append(
          (
            name,
            TemplateOutline.Box(
              label: widget.tooltip, kind: kind, page: number + 1, width: widget.rect.width.mm,
              height: widget.rect.height.mm)
          ))
      }
    }
    return boxes
  }

  /// A form by its name, or by the path of its template file.
  private func template(
    _ name: String
  ) throws(Refusal) -> (form: FormTemplate, dictionary: FieldDictionary, path: String) {
    guard FileManager.default.fileExists(atPath: name) else {
      let file = try templateFile(of: name)
      let profile = try profile(file.profile)
      return (try form(file.id, of: profile), profile.rules.dictionary, file.path)
    }
    if let use = uses(ofTemplateAt: name).first, let profile = try? profile(use.profile),
      let form = profile.form(use.id)
    {
      return (form, profile.rules.dictionary, name)
    }
    let (form, dictionary) = try loadTemplate(name)
    return (form, dictionary, name)
  }
}
