package import Diagnostics
import Documents
package import ReaderProtocol
package import Records
package import Templates

extension Finding.Code {
  package static let formUnknownBox = Self("form-unknown-box")
  package static let formNoBoxes = Self("form-no-boxes")
}

/// Turns the fields of a returned file into raw records, by the template that the paper was printed from.
package struct FormBinder: Sendable {
  private let form: FormTemplate
  private let boxes: FormBoxes

  /// - Parameter dictionary: The dictionary of the form's profile.
  package init(form: FormTemplate, dictionary: FieldDictionary) {
    self.form = form
    boxes = FormBoxes(form: form, dictionary: dictionary)
  }

  /// Binds a file's fields.
  ///
  /// - Parameters:
  ///   - fields: As the reader process gave them.
  ///   - place: The file.
  /// - Returns: One form for each paper in the file, in order of their first box; empty boxes are left out. Boxes that the
  ///   template does not have are warnings, and so is a file that has none of the template's.
  package func bind(untrusted fields: [FormField], at place: Place) -> Reported<[BoundForm]> {
    var papers: [String: BoundForm] = [:]
    var order: [String] = []
    var findings: [Finding] = []
    for field in fields where field.type != .signature && field.type != .push {
      let (paper, name) = split(field.name)
      guard let box = boxes[name] else {
        findings.append(unknown(field.name, at: place))
        continue
      }
      if papers[paper] == nil { order.append(paper) }
      var here = place.field(field.name)
      here.page = field.page
      papers[paper, default: BoundForm(paper: paper, boxes: [], place: place)].boxes.append(
        BoundForm.Box(
          name: String(name), key: box.key, entry: box.entry, value: raw(field.value, box: box, at: here)))
    }
    if order.isEmpty {
      findings.append(
        Finding(
          .error, .formNoBoxes, at: place,
          Phrase("文件中没有《\(form.title)》的填写项", "the file has none of the boxes of \(form.name)")))
    }
    return Reported(order.compactMap { papers[$0] }, findings)
  }

  /// How much of the form's own boxes these fields have, from 0 to 1; fields that the form has not count against it.
  package func likeness(untrusted fields: [FormField]) -> Double {
    let names = Set(fields.map { String(split($0.name).name) })
    guard !names.isEmpty else { return 0 }
    let known = names.count { boxes[$0[...]] != nil }
    let own = boxes.ownNames.count { names.contains($0) }
    return min(Double(known) / Double(names.count), Double(own) / Double(max(boxes.ownNames.count, 1)))
  }

  private func raw(_ value: FormField.Value?, box: FormBoxes.Box, at place: Place) -> RawValue {
    let text: String =
      switch value {
      case nil: ""
      case .one(let text): text
      case .many(let texts): texts.joined(separator: "、")
      }
    guard box.isMark else { return RawValue(box.words[text] ?? text, at: place) }
    let isOn = !text.isEmpty && text != "Off"
    return RawValue(isOn ? "√" : "", kind: .mark(isOn), at: place)
  }

  /// Where several papers share one file, each has a prefix of its own: `p12.retiree.name`.
  private func split(_ name: String) -> (paper: String, name: Substring) {
    let head = name.prefix { $0 != "." }
    guard head.first == "p", head.count > 1, head.dropFirst().allSatisfy(\.isNumber), head.count < name.count else {
      return ("", name[...])
    }
    return (String(head), name[head.endIndex...].dropFirst())
  }

  private func unknown(_ name: String, at place: Place) -> Finding {
    Finding(
      .warning, .formUnknownBox, at: place.field(String(name.prefix(100))),
      Phrase("《\(form.title)》没有这个填写项，未读取", "\(form.name) has no such box; it was not read"))
  }
}

/// The boxes of a form by name.
struct FormBoxes: Sendable {
  /// Where a box's value goes.
  struct Box: Sendable {
    var key: FieldKey
    /// Whether it is ticked or not.
    var isMark = false
    /// For one of several options: the word that each export value stands for.
    var words: [String: String] = [:]
    /// The group and the entry's ordinal, from 1.
    var entry: (group: FieldName, ordinal: Int)?
  }

  private var own: [String: Box] = [:]
  private var ofGroups: [FieldName: [String: Box]] = [:]

  init(form: FormTemplate, dictionary: FieldDictionary) {
    for block in form.blocks {
      switch block {
      case .heading(_, let paragraph), .paragraph(let paragraph): add(paragraph, in: nil, dictionary)
      case .table(let table): add(table, dictionary)
      case .space: break
      }
    }
  }

  /// The names of the boxes outside groups.
  var ownNames: Set<String> { Set(own.keys) }

  subscript(_ name: Substring) -> Box? {
    if let box = own[String(name)] { return box }
    for (group, boxes) in ofGroups {
      let head = group.rawValue + "."
      guard name.hasPrefix(head) else { continue }
      let rest = name.dropFirst(head.count)
      let digits = rest.prefix { $0 != "." }
      // Ordinals have no leading zeros, and no form has a million rows.
      guard let ordinal = Int(digits), (1...1_000_000).contains(ordinal), digits.first != "0",
        var box = boxes[String(rest.dropFirst(digits.count + 1))]
      else { continue }
      box.entry = (group, ordinal)
      return box
    }
    return nil
  }

  private mutating func add(_ table: TemplateTable, _ dictionary: FieldDictionary) {
    for rows in table.rows {
      switch rows {
      case .row(let row): add(row, in: nil, dictionary)
      case .repeated(let name, _, let inner):
        for row in inner { add(row, in: dictionary.group(name), dictionary) }
      }
    }
  }

  private mutating func add(_ row: TemplateRow, in group: GroupDefinition?, _ dictionary: FieldDictionary) {
    for paragraph in row.cells.flatMap(\.paragraphs) { add(paragraph, in: group, dictionary) }
  }

  private mutating func add(
    _ paragraph: TemplateParagraph, in group: GroupDefinition?, _ dictionary: FieldDictionary
  ) {
    for inline in paragraph.inlines {
      switch inline {
      case .field(let field): add(Box(key: field.key), in: group)
      case .choice(let choice): add(choice, in: group, dictionary)
      default: break
      }
    }
  }

  /// Of several options each has a box; one of several is one box with several states.
  private mutating func add(_ choice: TemplateChoice, in group: GroupDefinition?, _ dictionary: FieldDictionary) {
    let options = dictionary.options(of: choice.name)?.options ?? []
    guard dictionary[choice.name]?.type == .options else {
      let words = Dictionary(options.map { ($0.code, $0.label) }) { first, _ in first }
      add(Box(key: FieldKey(choice.name), words: words), in: group)
      return
    }
    for option in options {
      add(Box(key: FieldKey(choice.name, FieldPart(option.code)), isMark: true), in: group)
    }
  }

  private mutating func add(_ box: Box, in group: GroupDefinition?) {
    let name = FormBoxName.components(of: box.key, in: group).joined(separator: ".")
    if let group {
      ofGroups[group.name, default: [:]][name] = box
    } else {
      own[name] = box
    }
  }
}
