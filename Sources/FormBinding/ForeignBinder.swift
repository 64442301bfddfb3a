package import Diagnostics
package import ReaderProtocol
import Records
package import Templates

extension Finding.Code {
  package static let foreignBoxUnbound = Self("foreign-box-unbound")
  package static let foreignBoxMissing = Self("foreign-box-missing")
}

/// Turns the fields of a form that is not ours into a raw record, by the binding that a person saw through.
package struct ForeignBinder: Sendable {
  private let binding: ForeignBinding

  package init(_ binding: ForeignBinding) { self.binding = binding }

  /// Binds a file's fields.
  ///
  /// - Parameters:
  ///   - fields: As the reader process gave them, or as a file of form data holds them.
  ///   - place: The file.
  ///   - areData: Whether the fields are those of form data: they say nothing of kinds, and empty ones are left out.
  /// - Returns: The paper. Boxes that hold something and go nowhere are errors, so that nothing is lost in silence; and
  ///   so are boxes of the binding that a file with pages lacks.
  package func bind(untrusted fields: [FormField], areData: Bool = false, at place: Place) -> Reported<BoundForm> {
    var findings: [Finding] = []
    var found: [BoxName: FormField] = [:]
    let known = Set(binding.boxes.map { BoxName(kind: $0.kind, name: $0.name) })
    for field in areData ? withKinds(fields) : fields {
      guard let name = field.bindingName else { continue }
      if known.contains(name) {
        found[name] = found[name] ?? field
      } else if field.isFilled {
        findings.append(unbound(field, at: place))
      }
    }
    var filled: [(target: ForeignBinding.Target, box: BoundForm.Box)] = []
    for box in binding.boxes {
      guard let field = found[BoxName(kind: box.kind, name: box.name)] else {
        if box.use.target != nil, !areData { findings.append(missing(box, at: place)) }
        continue
      }
      switch box.use {
      case .ignored: continue
      case .open: if field.isFilled, field.text != box.blank { findings.append(unbound(field, at: place)) }
      case .field(let target): filled.append((target, bound(field, box, target, at: place)))
      }
    }
    return Reported(BoundForm(paper: "", boxes: joined(filled), place: place), findings)
  }

  /// With the kinds that the form has under their names.
  private func withKinds(_ fields: [FormField]) -> [FormField] {
    let kinds = Dictionary(binding.boxes.map { ($0.name, $0.kind) }) { first, _ in first }
    return fields.map { field in
      guard let kind = kinds[field.name].flatMap({ FormField.Kind(rawValue: $0.rawValue) }) else { return field }
      var field = field
      field.type = kind
      // XFA data have 0 for a box that is not ticked.
      if kind == .checkbox, field.text == "0" { field.value = nil }
      return field
    }
  }

  private func bound(
    _ field: FormField, _ box: ForeignBinding.Box, _ target: ForeignBinding.Target, at place: Place
  ) -> BoundForm.Box {
    var here = place.field(field.name)
    here.page = field.page
    return BoundForm.Box(
      name: field.name, key: target.key,
      entry: target.entry.map { BoundForm.Entry(group: $0.group, ordinal: $0.ordinal) },
      value: value(field, box, target, at: here))
  }

  private func value(
    _ field: FormField, _ box: ForeignBinding.Box, _ target: ForeignBinding.Target, at place: Place
  ) -> RawValue {
    let isOn = field.isFilled && field.text != "Off"
    if let word = target.word { return RawValue(isOn ? word : "", at: place) }
    if box.kind == .checkbox, target.words.isEmpty {
      return RawValue(isOn ? "√" : "", kind: .mark(isOn), at: place)
    }
    guard field.isFilled, field.text != box.blank else { return RawValue("", at: place) }
    if box.kind == .radio || box.kind == .checkbox, !isOn { return RawValue("", at: place) }
    let texts = (field.value?.all ?? []).map { target.words[$0] ?? $0 }
    return RawValue(texts.joined(separator: "、"), at: place)
  }

  /// One box for each value: pieces are put together, and of several words to tick those with a tick stay.
  private func joined(_ filled: [(target: ForeignBinding.Target, box: BoundForm.Box)]) -> [BoundForm.Box] {
    var boxes: [BoundForm.Box] = []
    var numbers: [ForeignBinding.Owner: [Int]] = [:]
    for (number, item) in filled.enumerated() { numbers[item.target.owner, default: []].append(number) }
    for (number, item) in filled.enumerated() {
      let all = numbers[item.target.owner] ?? []
      guard all.first == number else { continue }
      guard all.count > 1 else {
        boxes.append(item.box)
        continue
      }
      let parts = all.map { filled[$0] }.sorted { ($0.target.piece ?? 0) < ($1.target.piece ?? 0) }
      let texts = parts.map(\.box.value.text).filter { !$0.isEmpty }
      // Where something stands is the better place to point at.
      var box = parts.first { !$0.box.value.text.isEmpty }?.box ?? item.box
      box.value = RawValue(texts.joined(separator: item.target.piece == nil ? "、" : ""), at: box.value.place)
      boxes.append(box)
    }
    return boxes
  }

  private func unbound(_ field: FormField, at place: Place) -> Finding {
    var here = place.field(String(field.name.prefix(100)))
    here.page = field.page
    return Finding(
      .error, .foreignBoxUnbound, at: here,
      Phrase(
        "框里填了内容，但对照表没有说它是什么，未读取",
        "something stands in this box, and the binding does not say what it is; it was not read"),
      hint: Phrase(
        "在对照表 \(binding.id).xml 中给它 field，或写 ignore=\"yes\"",
        "give it a field in the binding \(binding.id).xml, or ignore=\"yes\""))
  }

  private func missing(_ box: ForeignBinding.Box, at place: Place) -> Finding {
    Finding(
      .error, .foreignBoxMissing, at: place.field(String(box.name.prefix(100))),
      Phrase("文件里没有这个框，可能被删掉了", "the file lacks this box; it may have been removed"),
      hint: Phrase("与空白表格核对", "compare it with the empty form"))
  }
}

extension FormField {
  fileprivate var text: String { value?.all.joined(separator: "、") ?? "" }

  /// Whether anything stands in it: some text but blanks, or a tick.
  fileprivate var isFilled: Bool {
    guard !text.allSatisfy(\.isWhitespace) else { return false }
    return type == .text || type == .choice || text != "Off"
  }
}
