import Diagnostics
import Documents
import Measures
import Records
import XMLTrees

extension TemplateReader {
  func inlines(of children: [XMLElement.Child], style: TextStyle, scope: Scope) -> [TemplateInline] {
    let inlines = children.flatMap { child -> [TemplateInline] in
      switch child {
      case .text(let text): [.text(collapsed(text))]
      case .element(let element): inline(element, style: style, scope: scope)
      }
    }
    return trimmed(inlines)
  }

  private func inline(_ element: XMLElement, style: TextStyle, scope: Scope) -> [TemplateInline] {
    switch element.name {
    case "br": [.lineBreak]
    case "field":
      field(element, style: element.style(style.withoutIndents, faults), scope: scope).map { [.field($0)] } ?? []
    case "choice": choice(element, style: style.withoutIndents, scope: scope).map { [.choice($0)] } ?? []
    case "seal", "signature": [.signer(signer(element))]
    case "title": [.title]
    case "copy-count": [.copyCount]
    case "keepers": [.keepers]
    case "page-number": [.pageNumber]
    case "page-count": [.pageCount]
    case "row-number": [.rowNumber]
    case "option-number": scope.option.map { [.optionNumber($0.number)] } ?? outsideSection(element)
    case "option-label": scope.option.map { [.text($0.label)] } ?? outsideSection(element)
    case "b", "span": [styled(element, style: style, scope: scope)]
    case "when" where scope.group != nil && element["profile"] == nil && element["term"] == nil: insideRows(element)
    case "when":
      conditional(element) {
        inlines(of: element.children, style: style, scope: scope)
      } wrap: {
        .when($0, $1)
      }
    case "term": term(element)
    case "ref": [.reference(element.required("to", faults), element.place)]
    case "annex-count": [.annexCount]
    default: []
    }
  }

  private func styled(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateInline {
    var own = style
    if element.name == "b" { own.role = .heading }
    own = element.style(own, faults)
    return .styled(inlines(of: element.children, style: own, scope: scope), own)
  }

  /// What the profile calls something.
  private func term(_ element: XMLElement) -> [TemplateInline] {
    let name = element.required("name", faults)
    if let words = terms[name] { return [.text(words)] }
    let known = terms.keys.sorted().joined(separator: " ")
    faults.add(
      .templateUnknownTerm, at: element.place,
      Phrase("城市配置 \(profile) 没有用语“\(name)”", "the profile \(profile) has no term \"\(name)\""),
      hint: Phrase(
        "在 profile.xml 中写 <term name=“\(name)”>；现有：\(known)", "write it into profile.xml; there are: \(known)"))
    return []
  }

  /// What a row shows is the same for all entries but for their values.
  private func insideRows(_ element: XMLElement) -> [TemplateInline] {
    faults.add(
      .templateCondition, at: element.place,
      Phrase("成组的行里不能按数据取舍", "rows of entries cannot depend on what the record says"),
      hint: Phrase("把 <when> 放到 <rows> 外面", "put <when> outside <rows>"))
    return []
  }

  private func outsideSection(_ element: XMLElement) -> [TemplateInline] {
    faults.add(
      .templateStructure, at: element.place,
      Phrase("<\(element.name)> 只能放在分类行的 <head> 里", "<\(element.name)> stands only in the <head> of rows by option"))
    return []
  }

  private func field(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateField? {
    guard let definition = definition(of: element, scope: scope) else { return nil }
    let part = element["part"].map { FieldPart($0) }
    if let part { checkPart(part, of: definition, at: element.place) }
    let substitutes = (element["else"] ?? "").split(separator: " ").map { FieldName(String($0)) }
    for name in substitutes where dictionary[name] == nil { noSuchField(name, at: element.place) }
    return TemplateField(
      key: FieldKey(definition.name, part), substitutes: substitutes,
      fit: Slot.Fit(
        policy: element.word("fit", Slot.Fit.Policy.self, faults) ?? .wrap,
        minimumSize: element.length("min-size", faults) ?? .points(6)),
      width: element.length("width", faults), rule: element["rule"] == "under", flows: element["flow"] == "yes",
      style: style, place: element.place)
  }

  private func choice(_ element: XMLElement, style: TextStyle, scope: Scope) -> TemplateChoice? {
    guard let definition = definition(of: element, scope: scope) else { return nil }
    guard dictionary.options(of: definition.name) != nil else {
      faults.add(
        .templateNotAChoice, at: element.place,
        Phrase("“\(definition.name)” 没有选项表", "\"\(definition.name)\" has no list of options"),
        hint: Phrase("改用 <field>", "use <field>"))
      return nil
    }
    return TemplateChoice(
      name: definition.name, boxFirst: element["box"] == "before", strikesOthers: element["strike"] == "others",
      style: style, place: element.place)
  }

  private func signer(_ element: XMLElement) -> TemplateSigner {
    TemplateSigner(
      kind: element.name == "seal" ? .seal : .signature, party: element.required("of", faults),
      width: element.length("width", faults) ?? .mm(30), rule: element["rule"] == "under")
  }

  /// The dictionary's entry for an element's `name`, if it may stand here.
  private func definition(of element: XMLElement, scope: Scope) -> FieldDefinition? {
    let name = FieldName(element.required("name", faults))
    guard let definition = dictionary[name] else {
      noSuchField(name, at: element.place)
      return nil
    }
    let entity = String(name.rawValue.prefix { $0 != "." })
    if scope.group == nil, let group = dictionary.groups.first(where: { $0.entity == entity && $0.name != .people }) {
      faults.add(
        .templateRepeatedField, at: element.place,
        Phrase("“\(name)” 每人可有多份，须放在 <rows> 里", "\"\(name)\" may occur several times, so it belongs into <rows>"),
        hint: Phrase("用 <rows each=“\(group.name)”> 包住这一行", "put the row into <rows each=\"\(group.name)\">"))
    }
    return definition
  }

  func noSuchField(_ name: FieldName, at place: Place) { faults.noSuchField(name, in: dictionary, at: place) }

  private func checkPart(_ part: FieldPart, of definition: FieldDefinition, at place: Place) {
    faults.check(part, of: definition, in: dictionary, at: place)
  }
}

/// White space as forms mean it: a line's end inside a text is no space between Han characters and one space elsewhere;
/// spaces typed on a line stay.
private func collapsed(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var blanks: [Unicode.Scalar] = []
  func flush(before next: Unicode.Scalar?) {
    guard !blanks.isEmpty else { return }
    if blanks.contains("\n") {
      let wide = (result.last.map(isWide) ?? true) || (next.map(isWide) ?? true)
      if !wide { result.append(" ") }
    } else {
      result.append(contentsOf: blanks)
    }
    blanks = []
  }
  for scalar in text.unicodeScalars {
    if [" ", "\t", "\n", "\r"].contains(scalar) {
      blanks.append(scalar)
    } else {
      flush(before: scalar)
      result.append(scalar)
    }
  }
  flush(before: nil)
  return String(result)
}

/// East Asian characters and punctuation, which take no spaces between them.
private func isWide(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x2E80 }

/// Without empty texts.
private func trimmed(_ inlines: [TemplateInline]) -> [TemplateInline] {
  inlines.filter { if case .text(let text) = $0 { !text.isEmpty } else { true } }
}
