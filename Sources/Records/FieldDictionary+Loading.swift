package import Diagnostics
package import XMLTrees

extension Finding.Code {
  package static let dictionaryStructure = Self("dictionary-structure")
  package static let dictionaryDuplicate = Self("dictionary-duplicate")
  package static let dictionaryReference = Self("dictionary-reference")
}

extension FieldDictionary {
  /// Loads a dictionary of one file, whose grammar is `Resources/dictionary.rng`.
  ///
  /// - Throws: `Refusal` with every fault of the file, each with its line and character.
  package static func load(untrustedXML bytes: [UInt8], file: String? = nil) throws(Refusal) -> FieldDictionary {
    try load(untrustedFiles: [(bytes, file)])
  }

  /// Loads a dictionary that is spread over files by subject: a name, a label or a heading may stand in one of them only.
  ///
  /// - Parameter files: The order of the fields is that of the files.
  /// - Throws: `Refusal` with every fault of every file, each with its line and character.
  package static func load(untrustedFiles files: [(bytes: [UInt8], file: String?)]) throws(Refusal) -> FieldDictionary {
    var reader = DictionaryReader()
    for (bytes, file) in files { reader.readRoot(try parseXML(untrustedBytes: bytes, file: file)) }
    return try reader.finish()
  }

  /// This dictionary with the `field`, `options` and `group` elements of a city's profile; those of the same name replace
  /// ours.
  ///
  /// - Throws: `Refusal` with every fault of the elements, each with its line and character.
  package func extended(by elements: [XMLElement]) throws(Refusal) -> FieldDictionary {
    var reader = DictionaryReader(knownLists: optionLists)
    for element in elements { reader.read(element) }
    let more = try reader.finish()
    let replaced = Set(more.groups.map(\.name))
    let base = FieldDictionary(
      fields: fields, groups: groups.filter { !replaced.contains($0.name) } + more.groups,
      optionLists: Array(optionLists.values))
    return base.extended(fields: more.fields, optionLists: Array(more.optionLists.values))
  }
}

/// Collects fields, groups and option lists from their elements, and every fault on the way.
private struct DictionaryReader {
  private var fields: [(definition: FieldDefinition, place: Place)] = []
  private var groups: [GroupDefinition] = []
  private var lists: [OptionList] = []
  private var knownLists: [String: OptionList]
  private var findings: [Finding] = []
  private var names: Set<String> = []
  private var headings: [String: FieldName] = [:]

  init(knownLists: [String: OptionList] = [:]) {
    self.knownLists = knownLists
  }

  mutating func readRoot(_ root: XMLElement) {
    guard root.name == "dictionary" else {
      fault(root, "根元素应为 dictionary", "the root element should be dictionary")
      return
    }
    for element in root.elements { read(element) }
  }

  mutating func read(_ element: XMLElement) {
    switch element.name {
    case "field": readField(element)
    case "options": readOptions(element)
    case "group": readGroup(element)
    default: fault(element, "不认识的元素 \(element.name)", "unknown element \(element.name)")
    }
  }

  /// The dictionary, once everything has been read: references can point forward.
  mutating func finish() throws(Refusal) -> FieldDictionary {
    for index in fields.indices {
      fields[index].definition.headings += boxHeadings(of: fields[index].definition, at: fields[index].place)
    }
    guard findings.isEmpty else { throw Refusal(findings) }
    return FieldDictionary(fields: fields.map(\.definition), groups: groups, optionLists: lists)
  }
}

// MARK: Fields and groups

extension DictionaryReader {
  private mutating func readField(_ element: XMLElement) {
    expect(element, ["name", "zh", "en", "type", "personal", "options", "max-length"])
    guard let name = fieldName(element), let label = label(element), let type = type(element) else { return }
    let field = FieldDefinition(
      name: name, label: label, type: type, isPersonal: yes(element, "personal"),
      headings: readHeadings(element, of: name, label: label), optionList: element["options"],
      maxLength: maxLength(element))
    if (type == .option || type == .options) != (field.optionList != nil) {
      fault(element, "option 与 options 类型的字段须写明 options，其他类型不写", "options= belongs to the types option and options")
    }
    fields.append((field, element.place))
  }

  private mutating func type(_ element: XMLElement) -> FieldType? {
    guard let word = element["type"] else {
      fault(element, "缺少属性 type", "the attribute type is missing")
      return nil
    }
    guard let type = FieldType(rawValue: word) else {
      let known = FieldType.allCases.map(\.rawValue).joined(separator: " ")
      fault(
        element, "不认识的类型 \(word)", "unknown type \(word)", hint: Phrase("可用的类型：\(known)", "the types are: \(known)"))
      return nil
    }
    return type
  }

  private mutating func maxLength(_ element: XMLElement) -> Int? {
    guard let text = element["max-length"] else { return nil }
    guard let length = Int(text), length > 0 else {
      fault(element, "max-length 应为正整数", "max-length should be a positive whole number")
      return nil
    }
    return length
  }

  private mutating func readHeadings(
    _ element: XMLElement, of name: FieldName, label: Phrase
  ) -> [FieldDefinition.Heading] {
    claim(label.chinese, for: name, at: element)
    var found: [FieldDefinition.Heading] = []
    for child in element.elements {
      guard child.name == "headings" else {
        fault(child, "字段内不应有 \(child.name)", "a field holds no \(child.name)")
        continue
      }
      expect(child, ["part"])
      for word in child.text.split(whereSeparator: \.isWhitespace) {
        claim(String(word), for: name, at: child)
        found.append(FieldDefinition.Heading(String(word), part: child["part"].map { FieldPart($0) }))
      }
    }
    return found
  }

  /// One heading must not mean two fields: a list's column could not be told apart.
  private mutating func claim(_ heading: String, for name: FieldName, at element: XMLElement) {
    guard let other = headings.updateValue(name, forKey: heading), other != name else { return }
    fault(
      element, "表头“\(heading)”已属于 \(other)", "the heading “\(heading)” belongs to \(other) already",
      code: .dictionaryDuplicate)
  }

  private mutating func readGroup(_ element: XMLElement) {
    expect(element, ["name", "zh", "en", "of"])
    guard let name = fieldName(element), let label = label(element) else { return }
    let entities = (element["of"] ?? "").split(separator: " ").map { String($0) }
    guard let first = entities.first else {
      fault(element, "缺少属性 of：组内记录的字段前缀", "the attribute of is missing: the entities of the group's entries")
      return
    }
    groups.append(GroupDefinition(name: name, label: label, entity: first, alsoHolding: Array(entities.dropFirst())))
  }

  private mutating func label(_ element: XMLElement) -> Phrase? {
    guard let chinese = element["zh"], let english = element["en"], !chinese.isEmpty, !english.isEmpty else {
      fault(element, "缺少中文名 zh 或英文名 en", "the label zh or en is missing")
      return nil
    }
    return Phrase(chinese, english)
  }

  private mutating func fieldName(_ element: XMLElement) -> FieldName? {
    guard let name = element["name"] else {
      fault(element, "缺少属性 name", "the attribute name is missing")
      return nil
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy(isWord) else {
      fault(
        element, "字段名 \(name) 应为“实体.字段”", "the name \(name) should be entity.field",
        hint: Phrase("例如 retiree.name，只用字母和数字", "such as retiree.name, with letters and digits only"))
      return nil
    }
    if !names.insert(name).inserted {
      fault(element, "\(name) 重复定义", "\(name) is defined twice", code: .dictionaryDuplicate)
    }
    return FieldName(name)
  }

  private func isWord(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isLowercase else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}

// MARK: Options

extension DictionaryReader {
  private mutating func readOptions(_ element: XMLElement) {
    expect(element, ["id", "open"])
    guard let id = element["id"], !id.isEmpty else {
      fault(element, "缺少属性 id", "the attribute id is missing")
      return
    }
    if lists.contains(where: { $0.id == id }) {
      fault(element, "选项表 \(id) 重复定义", "the option list \(id) is defined twice", code: .dictionaryDuplicate)
    }
    var words: Set<String> = []
    let options = element.elements.compactMap { readOption($0, &words) }
    if options.isEmpty { fault(element, "选项表 \(id) 是空的", "the option list \(id) is empty") }
    lists.append(OptionList(id: id, options: options, isOpen: yes(element, "open")))
  }

  private mutating func readOption(_ element: XMLElement, _ words: inout Set<String>) -> OptionList.Option? {
    guard element.name == "option", let code = element["code"], let word = element["word"], !word.isEmpty else {
      fault(element, "选项应为 <option code=\"…\" word=\"…\"/>", "an option should be <option code=\"…\" word=\"…\"/>")
      return nil
    }
    expect(element, ["code", "word", "also"])
    if code.isEmpty || !code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
      fault(element, "选项代码 \(code) 只能用字母、数字和连字符", "the code \(code) may hold only letters, digits and hyphens")
    }
    let synonyms = (element["also"] ?? "").split(whereSeparator: \.isWhitespace).map { String($0) }
    for each in [word] + synonyms where !words.insert(each).inserted {
      fault(element, "选项“\(each)”重复", "the option “\(each)” is given twice", code: .dictionaryDuplicate)
    }
    return OptionList.Option(code: code, label: word, synonyms: synonyms)
  }

  /// The words of an `options` field as headings of its boxes.
  ///
  /// It prints as boxes, one for each code: so its codes differ, its list is closed, and no word holds the mark that parts
  /// the words in a list's cell.
  private mutating func boxHeadings(of field: FieldDefinition, at place: Place) -> [FieldDefinition.Heading] {
    guard let id = field.optionList else { return [] }
    guard let list = lists.first(where: { $0.id == id }) ?? knownLists[id] else {
      fault(
        at: place, "\(field.name) 引用的选项表 \(id) 不存在", "\(field.name) names an option list \(id) that does not exist",
        code: .dictionaryReference)
      return []
    }
    guard field.type == .options else { return [] }
    if list.isOpen || Set(list.options.map(\.code)).count < list.options.count {
      fault(
        at: place, "\(field.name) 可多选，选项表 \(id) 不得开放，代码不得重复",
        "\(field.name) takes several options: its list \(id) must be closed and its codes must differ")
    }
    if list.options.contains(where: { $0.label.unicodeScalars.contains(where: OptionIndex.isSeparator) }) {
      fault(
        at: place, "可多选的选项表 \(id) 中，选项不得含顿号、逗号或空格",
        "an option of \(id), a list of which several may be chosen, holds a comma or a blank")
    }
    return list.options.map { FieldDefinition.Heading($0.label, part: FieldPart($0.code)) }
  }
}

// MARK: Faults

extension DictionaryReader {
  private mutating func yes(_ element: XMLElement, _ attribute: String) -> Bool {
    let value = element[attribute] ?? "no"
    if value != "yes", value != "no" {
      fault(element, "\(attribute) 只能是 yes 或 no", "\(attribute) should be yes or no")
    }
    return value == "yes"
  }

  private mutating func expect(_ element: XMLElement, _ known: Set<String>) {
    for attribute in element.attributes where !known.contains(attribute.name) {
      fault(
        element, "\(element.name) 没有属性 \(attribute.name)", "\(element.name) has no attribute \(attribute.name)")
    }
  }

  private mutating func fault(
    _ element: XMLElement, _ chinese: String, _ english: String, code: Finding.Code = .dictionaryStructure,
    hint: Phrase? = nil
  ) {
    fault(at: element.place, chinese, english, code: code, hint: hint)
  }

  private mutating func fault(
    at place: Place, _ chinese: String, _ english: String, code: Finding.Code = .dictionaryStructure,
    hint: Phrase? = nil
  ) {
    findings.append(Finding(.error, code, at: place, Phrase(chinese, english), hint: hint))
  }
}
