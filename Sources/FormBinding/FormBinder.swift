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
        if let finding = unknown(field, at: place) { findings.append(finding) }
        continue
      }
      if papers[paper] == nil { order.append(paper) }
      var here = place.field(field.name)
      here.page = field.page
      papers[paper, default: BoundForm(paper: paper, boxes: [], place: place)].boxes.append(
        BoundForm.Box(
          name: String(name), key: box.key, entry: box.entry, struckWord: box.struckWord,
          value: raw(field.value, box: box, at: here)))
    }
    if order.isEmpty {
      findings.append(
        Finding(
          .error, .formNoBoxes, at: place,
          Phrase("文件中没有《\(form.title)》的填写项", "the file has none of the boxes of \(form.name)")))
    }
    return Reported(order.compactMap { papers[$0] }, findings)
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

  /// - Returns: `nil` for an empty signature field, which form data do not tell from others.
  private func unknown(_ field: FormField, at place: Place) -> Finding? {
    let place = place.field(String(field.name.prefix(100)))
    let isFilled = (field.value?.all ?? []).contains { $0 != "Off" && !$0.allSatisfy(\.isWhitespace) }
    guard isFilled else {
      guard !form.signers.contains(where: { $0.isField(field.name) }) else { return nil }
      return Finding(
        .warning, .formUnknownBox, at: place,
        Phrase("《\(form.title)》没有这个填写项，其中也没有内容", "\(form.name) has no such box; there is nothing in it"))
    }
    return Finding(
      .error, .formUnknownBox, at: place,
      Phrase("《\(form.title)》没有这个填写项，其中的内容没有读取", "\(form.name) has no such box; what stands in it was not read"),
      hint: Phrase("看一看其中填了什么，属于哪一项，再录入", "see what stands in it and where it belongs"))
  }
}
